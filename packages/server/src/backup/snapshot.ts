// Reads every table as it was at one moment, while others write: WAL gives SQLite's reader that moment, repeatable read
// Postgres'. Rows come in slices, so that neither memory nor the event loop is held.
import Sqlite from 'better-sqlite3';
import pg from 'pg';

export interface Snapshot {
  /** Without what triggers make of the others. */
  tables(): Promise<string[]>;
  /** As the driver gives them, by column name; all of a table, or some in an order that both databases share. */
  rows(table: string, some?: SomeRows): AsyncIterable<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}
/** Those whose column has one of these values, by these columns. */
export interface SomeRows {
  readonly column: string;
  readonly values: readonly string[];
  /** `text` is compared by bytes. */
  readonly order: readonly { readonly column: string; readonly text: boolean }[];
}
const slice = 500;
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

export function snapshotOf(address: string): Promise<Snapshot> {
  return /^postgres(ql)?:/.test(address) ? postgresSnapshot(address) : Promise.resolve(sqliteSnapshot(address));
}

function sqliteSnapshot(file: string): Snapshot {
  const database = new Sqlite(file, { readonly: true });
  database.exec('begin');
  database.prepare('select count(*) from sqlite_schema').get(); // the snapshot is taken by the first read
  const tables = database
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like '%\\_fts%' escape '\\' order by name",
    )
    .pluck();
  return {
    tables: async () => tables.all() as string[],
    async *rows(table, some) {
      const where = some
        ? ` where ${quoted(some.column)} in (select value from json_each(?)) order by ${some.order.map(({ column }) => quoted(column)).join(', ')}`
        : '';
      let batch: Record<string, unknown>[] = [];
      for (const row of database
        .prepare(`select * from ${quoted(table)}${where}`)
        .iterate(...(some ? [JSON.stringify(some.values)] : [])) as Iterable<Record<string, unknown>>) {
        batch.push(row);
        if (batch.length < slice) continue;
        yield batch;
        batch = [];
        await new Promise((resume) => setImmediate(resume));
      }
      if (batch.length > 0) yield batch;
    },
    close: async () => {
      database.close();
    },
  };
}

async function postgresSnapshot(url: string): Promise<Snapshot> {
  const client = new pg.Client({
    connectionString: url,
    types: { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig,
  });
  await client.connect();
  await client.query('begin isolation level repeatable read read only');
  await client.query(`set local "lectern.org" = '*'`);
  return {
    async tables() {
      const { rows } = await client.query<{ name: string }>(
        "select tablename as name from pg_tables where schemaname = current_schema() and tablename not like '%\\_fts%' order by 1",
      );
      return rows.map(({ name }) => name);
    },
    async *rows(table, some) {
      // A cursor takes no parameters.
      const where = some
        ? ` where ${quoted(some.column)} in (${some.values.map((value) => client.escapeLiteral(value)).join(', ')}) order by ${some.order
            .map(({ column, text }) => `${quoted(column)}${text ? ' collate "C"' : ''} nulls first`)
            .join(', ')}`
        : '';
      await client.query(`declare slice no scroll cursor for select * from ${quoted(table)}${where}`);
      for (;;) {
        const { rows } = await client.query<Record<string, unknown>>(`fetch ${slice} from slice`);
        if (rows.length === 0) break;
        yield rows;
      }
      await client.query('close slice');
    },
    close: () => client.end(),
  };
}
