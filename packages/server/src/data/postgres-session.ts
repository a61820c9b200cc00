import type { Compiled } from '@lectern/kit';
import type pg from 'pg';
import { dataFault } from './faults.ts';
import { cancel, isAnswer } from './pool.ts';
import type { Session } from './unit.ts';
import { actForScope, forgetSetting } from './wall.ts';

export interface PostgresSession extends Session {
  /** One statement for the organization of the scope that asks, which may differ from that of the unit's beginning. */
  use<T>(statement: (client: pg.PoolClient) => Promise<T>): Promise<T>;
}

export async function beginSession(pool: pg.Pool, url: string): Promise<PostgresSession> {
  const client = await pool.connect();
  /** Why the connection must not go back to the pool. */
  let broken: Error | undefined;
  /** Whether the organization was changed inside the transaction, so that a rollback takes it back. */
  let moved = false;
  try {
    const acting = actForScope(client);
    if (acting) await acting;
    await client.query('begin');
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
  const rolledBack = () => {
    if (moved) forgetSetting(client);
  };
  return {
    async use(statement) {
      const acting = actForScope(client);
      if (acting) {
        moved = true;
        await acting;
      }
      return statement(client);
    },
    async control(command) {
      await client.query(command);
      if (command.startsWith('rollback')) rolledBack();
    },
    async commit() {
      let answer: pg.QueryResult;
      try {
        answer = await client.query('commit');
      } catch (error) {
        rolledBack();
        if (isAnswer(error)) throw error; // a deferred constraint, say: refused whole
        broken = error as Error;
        throw dataFault(
          'commit-unknown',
          'the connection was lost while committing: the unit of work is stored whole or not at all',
          error,
        );
      }
      if (answer.command === 'COMMIT') return;
      rolledBack();
      throw dataFault('unit-rolled-back', 'Postgres rolled the unit of work back');
    },
    async rollback() {
      try {
        await client.query('rollback');
        rolledBack();
      } catch (error) {
        broken = error as Error; // the server rolls back by itself when the connection goes
      }
    },
    abandon(reason) {
      client.release(reason as Error);
      void cancel(url, client);
    },
    release: () => client.release(broken),
  };
}

export interface Rows {
  readonly rows: unknown[][];
  readonly changed: number;
}

export async function send(client: pg.PoolClient, { name, text }: Compiled, values: unknown[]): Promise<Rows> {
  // Named: parsed and planned once per connection. Dynamic queries have no name.
  const { rows, rowCount } = await client.query<unknown[]>({ ...(name && { name }), text, values, rowMode: 'array' });
  return { rows, changed: rowCount ?? 0 };
}
