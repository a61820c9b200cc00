// All that every plugin holds on a person, a few hundred rows at a time.
import type { PersonRows } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import type { PersonColumn } from './columns.ts';
import { statementsFor } from './statements.ts';

const rowsAtOnce = 500;
/** What opens an account is of no use to its owner, and would be to a thief of the archive. */
const isSecret = (property: string) => /hash|secret|token/i.test(property);

/** @param only tells the rows of one organization, and those of tables that know none are left out */
export async function* gather(
  database: Database,
  columns: readonly PersonColumn[],
  ids: readonly string[],
  orgs: readonly string[],
  only: string | undefined,
): AsyncGenerator<PersonRows> {
  for (const one of columns) {
    const { onExport } = one.rules;
    if (onExport === false || (only !== undefined && one.organization === undefined)) continue;
    const { page } = statementsFor(one, database.dialect, orgs);
    const shown = Object.entries(one.columns).map(([property, column], at) => ({
      property,
      column,
      at: one.key.length + at,
    }));
    // One person after the other: for several at once SQLite would rather read the whole organization.
    let [id, ...waiting] = ids;
    for (let after: unknown[] | undefined; id !== undefined; ) {
      const found: unknown[][] = await database.heavy(page(id, after, rowsAtOnce, only));
      if (found.length > 0)
        yield {
          plugin: one.plugin,
          name: onExport,
          table: one.table,
          rows: found.map((row) =>
            Object.fromEntries(
              shown
                .filter(({ property }) => !isSecret(property))
                .map(({ property, column, at }) => [
                  property,
                  row[at] == null ? null : column.mapFromDriverValue(row[at]),
                ]),
            ),
          ),
        };
      after = found.at(-1)?.slice(0, one.key.length);
      if (found.length === rowsAtOnce) continue;
      [id, ...waiting] = waiting;
      after = undefined;
    }
  }
}
