import { personRef, query, tenantTable, text, unitOrg } from '@lectern/kit';
import { count, desc, eq, sql } from 'drizzle-orm';

/** Who has finished which lesson: a row is there once, however often that happens. */
export const finished = tenantTable(
  'gamify_finished',
  {
    user: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: 'points' }).notNull(),
    lesson: text().notNull(),
  },
  { key: ['org', 'user', 'lesson'] },
);
const { org, user, lesson } = finished;

export const add = query('gamify.add', { user, lesson }, (q, p) => {
  const row = { ...p, org: unitOrg };
  return q.insert(finished).values(row).onConflictDoNothing();
});
export const leaders = query('gamify.leaders', {}, (q) => {
  const each = q.select({ userId: user, points: sql`10 * count(*)`.mapWith(Number) }).from(finished);
  return each.where(eq(org, unitOrg)).groupBy(user).orderBy(desc(count()), user).limit(20);
});
