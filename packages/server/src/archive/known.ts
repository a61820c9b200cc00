// Looking for what is here already, in whichever organization.
import { runInScope, type Scope, system } from '@lectern/kit';
import type { Database } from '../data/database.ts';

/** The kernel across organizations: on Postgres the second wall hides the others from every other scope. */
export const acrossAll: Scope = { actor: system, org: undefined, request: 'archive', via: 'kernel' };

/** Rows whose column has one of these values, as text. */
export async function known(
  database: Database,
  table: string,
  columns: readonly string[],
  by: string,
  values: readonly string[],
): Promise<Record<string, string | undefined>[]> {
  if (values.length === 0) return [];
  const list =
    database.dialect === 'postgres' ? 'select json_array_elements_text($1::json)' : 'select value from json_each(?)';
  const rows = await runInScope(acrossAll, () =>
    database.rawAll(
      `select ${columns.map((column) => `"${column}"`).join(', ')} from "${table}" where "${by}" in (${list})`,
      [JSON.stringify(values)],
    ),
  );
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? undefined : String(value)])),
  );
}
