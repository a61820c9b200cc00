import { AsyncLocalStorage } from 'node:async_hooks';
import { type Compiled, currentScope, type Query } from '@lectern/kit';
import { createCheckpoints } from './checkpoints.ts';
import { type ConnectionOptions, type Method, openConnection } from './connection.ts';
import type { Database } from './database.ts';
import { dataFault } from './faults.ts';
import { createWriter, isDiskFault } from './group-commit.ts';
import { createReaders } from './readers.ts';
import { createTurn } from './turn.ts';
import type { Session } from './unit.ts';
import { createUnits, type UnitsOptions } from './units.ts';

export interface SqliteOptions
  extends Pick<UnitsOptions, 'strict' | 'onEffectError'>,
    Pick<ConnectionOptions, 'slowMs' | 'onSlow'> {
  /** FULL: what was acknowledged survives a power cut. NORMAL: it survives a killed process; commits need no fsync. */
  readonly synchronous?: 'FULL' | 'NORMAL' | undefined;
  /** Threads for `heavy`. */
  readonly readers?: number | undefined;
  readonly unitTimeoutMs?: number | undefined;
}

/**
 * Opens the file, or makes it; the folder must exist. One process may have it open: see `claimOwnership`.
 * One connection writes, one reads what is committed, threads read for `heavy`.
 */
export function openSqlite(file: string, options: SqliteOptions = {}): Database {
  const { strict, onEffectError, unitTimeoutMs, slowMs, onSlow } = options;
  const main = openConnection(file, { slowMs, onSlow });
  main.exec('pragma journal_mode = wal');
  // What a unit in company may have to take back: with files (from 16 pages on) each unit behind it writes all it touches twice.
  main.exec('pragma temp_store = memory');
  main.exec(`pragma synchronous = ${options.synchronous ?? 'FULL'}`); // better-sqlite3's build has NORMAL for WAL
  const reader = openConnection(file, { readonly: true, slowMs, onSlow });
  const readers = createReaders(file, { threads: options.readers });
  const { pause } = createTurn();
  const onCommit = createCheckpoints({ connection: main, checkpoint: readers.checkpoint });
  const writer = createWriter(main, { pause, onCommit });

  const idling = new AsyncLocalStorage<boolean>();
  const assertNotIdling = () => {
    if (idling.getStore())
      throw dataFault('while-idle', 'work that runs while no unit is open cannot write through one');
  };
  async function whileIdle<T>(work: () => T | Promise<T>): Promise<T> {
    if (units.current()) throw dataFault('in-a-unit', 'a unit of work cannot wait for itself to end');
    assertNotIdling();
    return writer.whileIdle(() => idling.run(true, work));
  }
  const begin = async (): Promise<Session> => {
    assertNotIdling();
    return writer.begin();
  };
  const units = createUnits(begin, { strict, onEffectError, timeoutMs: unitTimeoutMs, pause, isFatal: isDiskFault });

  function call(query: Query, method: Method, input: unknown): Promise<unknown> {
    const unit = units.current();
    if (unit)
      return units.statement(unit, () => main.execute(query.compile('sqlite'), method, input, currentScope()?.org));
    return alone(query, method, input);
  }
  async function alone(query: Query, method: Method, input: unknown): Promise<unknown> {
    const compiled: Compiled = query.compile('sqlite');
    if (!compiled.reads) return units.run(() => call(query, method, input));
    const paused = pause();
    if (paused) await paused;
    return reader.execute(compiled, method, input, currentScope()?.org);
  }
  async function rawAlone(sql: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> {
    if (reader.isRead(sql)) return reader.rows(sql, values);
    return whileIdle(() => main.rows(sql, values));
  }
  async function heavy(query: Query, input: unknown): Promise<unknown[]> {
    if (units.current())
      throw dataFault('in-a-unit', 'heavy reads what is committed, so it does not belong in a unit of work');
    const { text, bind, decode, reads, name } = query.compile('sqlite');
    if (!reads) throw new Error(`${name || 'this query'} writes; heavy is for reads`);
    return readers.read({ text, values: bind(input, currentScope()?.org) }, decode);
  }

  return {
    dialect: 'sqlite',
    all: (query, ...[input]) => call(query as Query, 'all', input) as Promise<never[]>,
    one: (query, ...[input]) => call(query as Query, 'one', input) as Promise<undefined>,
    run: (query, ...[input]) => call(query as Query, 'run', input) as Promise<number>,
    heavy: (query, ...[input]) => heavy(query as Query, input) as Promise<never[]>,
    unit: units.run,
    afterCommit: units.afterCommit,
    inUnit: () => units.current() !== undefined,
    execute(sql) {
      const unit = units.current();
      return unit ? units.statement(unit, () => main.exec(sql)) : whileIdle(() => main.exec(sql));
    },
    rawAll(sql, values = []) {
      const unit = units.current();
      return unit ? units.statement(unit, () => main.rows(sql, values)) : rawAlone(sql, values);
    },
    whileIdle,
    async close() {
      await readers.close();
      await writer.whileIdle(() => {
        reader.close();
        main.close();
      });
    },
  };
}
