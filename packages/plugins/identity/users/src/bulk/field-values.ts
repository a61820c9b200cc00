import { query, rowsOf } from '@lectern/kit';
import type { Fields } from '../fields/service.ts';
import { fieldValues } from '../tables.ts';
import type { BulkContext } from './parts.ts';

const value = { user: fieldValues.user, field: fieldValues.field, value: fieldValues.value };
const insertValues = query('bulk.insertValues', { rows: rowsOf(value) }, (q, p, powers) =>
  q.insert(fieldValues).select(powers.rows(fieldValues, value, p.rows)),
);

/** In a unit: canonical values of people who have none yet. */
export async function addValues(
  { data }: BulkContext,
  fields: Fields,
  people: readonly { readonly user: string; readonly values: Readonly<Record<string, string | null>> }[],
): Promise<void> {
  if (people.every(({ values }) => Object.keys(values).length === 0)) return;
  const ids = new Map((await fields.fieldsOf()).map(({ key, id }) => [key, id]));
  const rows = people.flatMap(({ user, values }) =>
    Object.entries(values).flatMap(([key, text]) => {
      const field = ids.get(key); // it may have been removed since the file was read
      return field === undefined || text === null ? [] : [{ user, field, value: text }];
    }),
  );
  if (rows.length > 0) await data.run(insertValues, { rows });
}
