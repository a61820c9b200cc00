import { type Compiled, currentScope, type Query } from '@lectern/kit';
import type pg from 'pg';
import type { Method } from './connection.ts';
import type { Database } from './database.ts';
import { dataFault } from './faults.ts';
import { isTransient, openPool, type PoolOptions, withClient } from './pool.ts';
import { beginSession, type Rows, send } from './postgres-session.ts';
import { retried } from './retry.ts';
import { decodeInSlices } from './slices.ts';
import { createUnits, type UnitsOptions } from './units.ts';

export interface PostgresOptions
  extends Pick<UnitsOptions, 'strict' | 'onEffectError'>,
    Pick<PoolOptions, 'connectTimeoutMs' | 'onConnectionLost'> {
  /** Connections for units and short reads. */
  readonly max?: number | undefined;
  /** Where `heavy` reads go; without one, to a small pool of their own on the same server. */
  readonly replica?: string | undefined;
  readonly unitTimeoutMs?: number | undefined;
  /** Longest statement of a unit or short read; by default as long as a unit. */
  readonly statementTimeoutMs?: number | undefined;
  readonly heavyTimeoutMs?: number | undefined;
}

const heavyConnections = 2;

/** A server, or a pooler that keeps one session per connection (transaction mode loses statements and settings). */
export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const { strict, onEffectError, connectTimeoutMs, onConnectionLost, max = 10 } = options;
  const { unitTimeoutMs = 10_000, statementTimeoutMs = unitTimeoutMs, heavyTimeoutMs = 600_000 } = options;
  const idleInUnitTimeoutMs = unitTimeoutMs + 5_000;
  const pool = openPool(url, { max, statementTimeoutMs, idleInUnitTimeoutMs, connectTimeoutMs, onConnectionLost });
  let heavyPool: pg.Pool | undefined;
  const units = createUnits(() => beginSession(pool, url), {
    strict,
    onEffectError,
    timeoutMs: unitTimeoutMs,
    oneAtATime: true,
    isFatal: isTransient,
    isTransient,
  });

  type Statement<T> = (client: pg.PoolClient) => Promise<T>;
  /** In the unit there is, else alone. The unit's own promise is handed on: strict units notice who awaits it. */
  function somewhere<T>(statement: () => Statement<T>): Promise<T> {
    const unit = units.current();
    return unit ? units.statement(unit, ({ use }) => use(statement())) : alone(statement);
  }
  /** A single statement is a transaction of its own, which may meet a deadlock as well. */
  async function alone<T>(statement: () => Statement<T>): Promise<T> {
    const bound = statement();
    return retried(() =>
      withClient(pool, bound).then(
        (value) => ({ value }),
        (refused) => ({ refused, again: isTransient(refused) }),
      ),
    );
  }
  function call(query: Query, method: Method, input: unknown): Promise<unknown> {
    return somewhere(() => {
      const compiled = query.compile('postgres');
      const values = compiled.bind(input, currentScope()?.org);
      return async (client) => answer(compiled, method, await send(client, compiled, values));
    });
  }
  async function heavy(query: Query, input: unknown): Promise<unknown[]> {
    if (units.current())
      throw dataFault('in-a-unit', 'heavy reads what is committed, so it does not belong in a unit of work');
    const compiled = query.compile('postgres');
    if (!compiled.reads) throw new Error(`${compiled.name || 'this query'} writes; heavy is for reads`);
    heavyPool ??= openPool(options.replica ?? url, {
      max: heavyConnections,
      statementTimeoutMs: heavyTimeoutMs,
      connectTimeoutMs,
      onConnectionLost,
    });
    const values = compiled.bind(input, currentScope()?.org);
    const { rows } = await withClient(heavyPool, (client) => send(client, compiled, values));
    return decodeInSlices(rows, compiled.decode);
  }

  return {
    dialect: 'postgres',
    all: (query, ...[input]) => call(query as Query, 'all', input) as Promise<never[]>,
    one: (query, ...[input]) => call(query as Query, 'one', input) as Promise<undefined>,
    run: (query, ...[input]) => call(query as Query, 'run', input) as Promise<number>,
    heavy: (query, ...[input]) => heavy(query as Query, input) as Promise<never[]>,
    unit: units.run,
    afterCommit: units.afterCommit,
    inUnit: () => units.current() !== undefined,
    // Without values Postgres takes several statements.
    execute: (sql) => somewhere(() => async (client) => void (await client.query(sql))),
    rawAll: (sql, values = []) =>
      somewhere(() => async (client) => (await client.query<Record<string, unknown>>(sql, [...values])).rows),
    async close() {
      await Promise.all([pool.end(), heavyPool?.end()]);
    },
  };
}

function answer(compiled: Compiled, method: Method, { rows, changed }: Rows): unknown {
  if (method === 'run') return changed;
  if (method === 'one') return rows[0] && compiled.decode(rows[0]);
  for (let i = 0; i < rows.length; i++) rows[i] = compiled.decode(rows[i] as unknown[]) as unknown[];
  return rows;
}
