// One connection to a SQLite file: prepared statements, and the time they take on the event loop.
import type { Compiled } from '@lectern/kit';
import Sqlite from 'better-sqlite3';

export type Method = 'all' | 'one' | 'run';
type Statement = Sqlite.Statement<unknown[], unknown>;

/** A statement that kept the event loop longer than `slowMs`; it belongs on `heavy`, or needs an index. */
export interface SlowStatement {
  readonly query: string;
  readonly text: string;
  readonly milliseconds: number;
}
export interface ConnectionOptions {
  readonly readonly?: boolean;
  readonly slowMs?: number | undefined;
  /** Called once per query. */
  readonly onSlow?: ((statement: SlowStatement) => void) | undefined;
}

export interface Connection {
  readonly inTransaction: boolean;
  execute(compiled: Compiled, method: Method, input: unknown, org: string | undefined): unknown;
  /** `begin immediate`, `savepoint x`: a few texts, again and again. */
  control(command: string): undefined;
  exec(sql: string): void;
  isRead(sql: string): boolean;
  rows(sql: string, values: readonly unknown[]): Record<string, unknown>[];
  close(): void;
}

/** Dynamic queries differ by text; this many stay prepared. */
const dynamicStatements = 200;

export function openConnection(file: string, options: ConnectionOptions = {}): Connection {
  const { readonly = false, slowMs = 5, onSlow } = options;
  // No busy wait: it would freeze the event loop. Whoever may meet a lock waits beside the loop and asks again.
  const database = new Sqlite(file, { readonly, timeout: 0 });
  database.pragma('foreign_keys = on');
  const byQuery = new Map<Compiled, Statement>();
  const byText = leastRecentlyUsed<Statement>(dynamicStatements);
  const commands = new Map<string, Statement>();
  const told = new Set<string>();

  const prepare = (text: string): Statement => {
    const statement = database.prepare<unknown[], unknown>(text);
    return statement.reader ? statement.raw(true) : statement;
  };
  const statementOf = (compiled: Compiled): Statement => {
    const known = byQuery.get(compiled);
    if (known) return known;
    if (compiled.name === '') return byText(compiled.text, prepare);
    const statement = prepare(compiled.text);
    byQuery.set(compiled, statement);
    return statement;
  };
  const noticeSlow = (compiled: Compiled, milliseconds: number): void => {
    const query = compiled.name || compiled.text;
    if (told.has(query) || told.size > 1_000) return;
    told.add(query);
    onSlow?.({ query, text: compiled.text, milliseconds });
  };

  return {
    get inTransaction() {
      return database.inTransaction;
    },
    execute(compiled, method, input, org) {
      const values = compiled.bind(input, org);
      const statement = statementOf(compiled);
      const began = performance.now();
      const answer = run(statement, compiled, method, values);
      const milliseconds = performance.now() - began;
      if (milliseconds > slowMs) noticeSlow(compiled, milliseconds);
      return answer;
    },
    control(command) {
      const statement = commands.get(command) ?? database.prepare<unknown[], unknown>(command);
      commands.set(command, statement);
      statement.run();
      return undefined;
    },
    exec: (sql) => void database.exec(sql),
    isRead: (sql) => database.prepare(sql).readonly,
    rows(sql, values) {
      const statement = database.prepare<unknown[], Record<string, unknown>>(sql);
      if (statement.reader) return statement.all([...values]);
      statement.run([...values]);
      return [];
    },
    close: () => void database.close(),
  };
}

function run(statement: Statement, compiled: Compiled, method: Method, values: unknown[]): unknown {
  if (!statement.reader) return statement.run(values).changes;
  if (method === 'one') {
    const row = statement.get(values);
    return row === undefined ? undefined : compiled.decode(row as unknown[]);
  }
  const rows = statement.all(values);
  if (method === 'run') return rows.length;
  for (let i = 0; i < rows.length; i++) rows[i] = compiled.decode(rows[i] as unknown[]);
  return rows;
}

/** A map keeps the order of insertion: what is asked for again moves to the end, and the first is the one to forget. */
function leastRecentlyUsed<V>(limit: number): (key: string, make: (key: string) => V) => V {
  const kept = new Map<string, V>();
  return (key, make) => {
    const value = kept.get(key) ?? make(key);
    kept.delete(key);
    kept.set(key, value);
    if (kept.size > limit) kept.delete(kept.keys().next().value as string);
    return value;
  };
}
