// Accounts that an import brings, kept aside until it is through: see tables.ts.
import { query, runInScope } from '@lectern/kit';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../data/database.ts';
import { acrossAll } from './known.ts';
import type { Row } from './row.ts';
import { comingAccounts as coming } from './tables.ts';

const { organization, place, people } = coming;
const add = query('archive.addComing', { organization, place, people }, (q, p) => q.insert(coming).values(p));
const find = query('archive.coming', { organization, place }, (q, p) =>
  q
    .select({ people })
    .from(coming)
    .where(and(eq(organization, p.organization), eq(place, p.place))),
);
const forget = query('archive.forgetComing', { organization }, (q, p) =>
  q.delete(coming).where(eq(organization, p.organization)),
);

/** Each part in a unit of its own. @returns how many parts */
export async function keepAside(
  database: Database,
  org: string,
  parts: AsyncIterable<readonly Row[]>,
): Promise<number> {
  let count = 0;
  for await (const part of parts)
    await runInScope(acrossAll, () =>
      database.unit(() => database.run(add, { organization: org, place: count++, people: part })),
    );
  return count;
}
/** In a unit. */
export const aside = async (database: Database, org: string, at: number): Promise<readonly Row[]> =>
  (await database.one(find, { organization: org, place: at }))?.people ?? [];
/** In a unit. */
export const forgetAside = (database: Database, org: string): Promise<number> =>
  database.run(forget, { organization: org });
