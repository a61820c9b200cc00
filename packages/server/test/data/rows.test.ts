// Many rows in one statement mean the same on both databases.
import { query, rowsOf, runInScope, system, unitOrg } from '@lectern/kit';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { bothDatabases } from './databases.ts';
import { courses } from './school.ts';

const { id, title, price, published, settings, createdAt } = courses;
const given = { id, title, price, published, settings, createdAt };
const addAll = query('rows.addAll', { rows: rowsOf(given) }, (q, p, powers) =>
  q
    .insert(courses)
    .select(powers.rows(courses, given, p.rows))
    .onConflictDoNothing(),
);
const all = query('rows.all', {}, (q) => q.select().from(courses).where(eq(courses.org, unitOrg)).orderBy(id));

describe.each(bothDatabases)('many rows at once on $dialect', ({ open }) => {
  const here = <T>(work: () => Promise<T>) =>
    runInScope({ actor: system, org: 'org-1', request: 'rows', via: 'kernel' }, work);
  const course = (n: number) => ({
    id: `c${String(n).padStart(3, '0')}`,
    title: `“Käthe” O'Hara, ${n}; drop table "x" — 木 \u{1f600} \\n`,
    price: n,
    published: n % 2 === 0,
    settings: { tags: ['a"b', String(n)] },
    createdAt: new Date(1_700_000_000_123 + n),
  });

  it('come back as they were given, with the organization of the scope', async () => {
    const database = await open();
    const rows = Array.from({ length: 300 }, (_, n) => course(n));
    await here(async () => {
      expect(await database.run(addAll, { rows })).toBe(300);
      expect(await database.all(all)).toEqual(rows.map((row) => ({ ...row, org: 'org-1' })));
    });
  });
  it('of which some are there already are told by their count', async () => {
    const database = await open();
    await here(async () => {
      await database.run(addAll, { rows: [course(1)] });
      expect(await database.run(addAll, { rows: [course(1), course(2)] })).toBe(1);
      expect(await database.run(addAll, { rows: [] })).toBe(0);
    });
  });
  it('without a value where one is needed are refused whole', async () => {
    const database = await open();
    await here(async () => {
      const bad = { ...course(2), title: null } as unknown as ReturnType<typeof course>;
      await expect(database.run(addAll, { rows: [course(1), bad] })).rejects.toThrow();
      expect(await database.all(all)).toEqual([]);
    });
  });
});
