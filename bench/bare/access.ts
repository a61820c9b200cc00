// One row by its key, by the library alone: what a check of a permission is measured against.
import Sqlite from 'better-sqlite3';
import pg from 'pg';

export interface BareReads {
  one(org: string, id: string): Promise<unknown> | unknown;
  close(): Promise<void>;
}

export function readsOf(address: string): BareReads {
  if (!address.startsWith('postgres')) {
    const database = new Sqlite(address, { readonly: true });
    const statement = database.prepare('select path from resources where org_id = ? and id = ?').raw();
    return { one: (org, id) => statement.get(org, id), close: async () => void database.close() };
  }
  // Row-level security shows nothing to who is in no organization.
  const pool = new pg.Pool({ connectionString: address, max: 1, options: '-c lectern.org=*' });
  const text = 'select path from resources where org_id = $1 and id = $2';
  return {
    one: (org, id) => pool.query({ name: 'one', text, values: [org, id], rowMode: 'array' }),
    close: () => pool.end(),
  };
}
