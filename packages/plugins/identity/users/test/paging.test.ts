// Pages of people against a plain filter over all of them, with random people and random filters.
import { accessService, Role } from '@lectern/access/contract';
import { organizationsService } from '@lectern/organizations/contract';
import { type TestSchool, testScenarios } from '@lectern/server/testing';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Member, type PeopleQuery, usersService } from '../src/contract.ts';
import { usersPlugin } from '../src/plugin.ts';
import type { Users } from '../src/service.ts';
import { identityWing } from './wing.ts';

const names = ['Ana Ibarra', 'ana ibarra', 'Ánà Ibarra', 'Ben Okafor', 'Ben', 'Łukasz', 'Zoë', 'سارة', '李', 'Émile'];
const cohorts = ['Spring', 'Autumn'];

interface Someone {
  readonly name: string;
  readonly state: Member['state'];
  readonly role: Role | undefined;
  readonly cohort: string | undefined;
  readonly number: string | undefined;
}
const someone: fc.Arbitrary<Someone> = fc.record({
  name: fc.constantFrom(...names),
  state: fc.constantFrom('active', 'active', 'active', 'suspended', 'removed'),
  role: fc.option(fc.constantFrom(...Role.options), { nil: undefined }),
  cohort: fc.option(fc.constantFrom(...cohorts), { nil: undefined }),
  number: fc.option(fc.constantFrom('1', '2'), { nil: undefined }),
});
/** Absent more often than not: with every filter at once nobody is left, and nothing is tried. */
const rarely = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const asked = fc.record({
  search: rarely(fc.constantFrom('ana', 'ib', 'ben', 'zo', 'nobody')),
  state: rarely(fc.constantFrom('active', 'suspended', 'removed', 'any')),
  role: rarely(fc.constantFrom('owner', 'instructor', 'learner', 'none')),
  fields: rarely(fc.constantFrom(['cohort=Spring'], ['number=02'], ['cohort=Autumn', 'number=1'])),
  /** Since this person, of all in the order in which they came. */
  since: rarely(fc.nat(59)),
  sort: fc.constantFrom(undefined, 'name', 'newest'),
});

testScenarios(
  usersPlugin,
  (test) => {
    // With `>=` in place of `>` in `after` somebody is repeated; with the name or the moment
    // alone in it people of one name, or who came in one moment, are lost.
    test('whatever is asked, every page is full and all pages together are exactly those it is about', async (school) => {
      const users = school.service(usersService);
      await populate(school, fc.sample(someone, { numRuns: 60, seed: 7 }));
      const all = await school.inside(async () => (await users.list({ limit: 200, state: 'any' })).items);
      const values = await school.inside(() => users.valuesOf(all.map(({ id }) => id)));
      expect(all).toHaveLength(60);
      const moments = all.map(({ joinedAt }) => joinedAt).sort();
      let pages = 0;
      await fc.assert(
        fc.asyncProperty(asked, fc.integer({ min: 1, max: 20 }), async ({ since, ...rest }, limit) => {
          const joinedSince = since === undefined ? undefined : moments[since];
          const query = { ...rest, joinedSince };
          const found: Member[] = [];
          let cursor: string | undefined;
          do {
            const page = await school.inside(() => users.list({ ...query, cursor, limit }));
            if (page.next) expect(page.items).toHaveLength(limit);
            found.push(...page.items);
            pages++;
            expect(found.length).toBeLessThanOrEqual(all.length);
            cursor = page.next ?? undefined;
          } while (cursor);
          const expected = all.filter((one) => fits(one, values.get(one.id) ?? {}, query));
          expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
          const keys = found.map((one) => (query.sort === 'newest' ? one.joinedAt : plain(one.name)));
          expect(keys).toEqual(query.sort === 'newest' ? [...keys].sort().reverse() : [...keys].sort(byCodePoint));
        }),
        { numRuns: 80, seed: 11 },
      );
      expect(pages, 'many of them have several pages').toBeGreaterThan(200);
    }, 120_000);

    test('a cursor of another list, or one that somebody made up, begins at the top', async (school) => {
      const users = school.service(usersService);
      await populate(school, fc.sample(someone, { numRuns: 5, seed: 3 }));
      const page = (query: Partial<PeopleQuery>) =>
        school.inside(() => users.list({ limit: 2, state: 'any', ...query }));
      const first = await page({});
      const newest = await page({ sort: 'newest' });
      expect(await page({ sort: 'newest', cursor: first.next ?? undefined })).toEqual(newest);
      expect(await page({ cursor: 'bm90aGluZw' })).toEqual(first);
    });
  },
  identityWing,
);

async function populate(school: TestSchool, people: readonly Someone[]): Promise<void> {
  const users = school.service(usersService) as Users;
  const access = school.service(accessService);
  const organizations = school.service(organizationsService);
  const unlimited = { hint: '', required: false, min: null, max: null } as const;
  const shown = { visibleTo: 'staff', editors: 'staff' } as const;
  await school.inside(async () => {
    await users.fields.add({
      key: 'cohort',
      type: 'choice',
      label: 'Cohort',
      choices: cohorts,
      ...unlimited,
      ...shown,
    });
    await users.fields.add({ key: 'number', type: 'number', label: 'Number', choices: [], ...unlimited, ...shown });
    for (const [i, { name, state, role, cohort = null, number = null }] of people.entries()) {
      const { id } = await users.create({ name, email: `p${i}@example.org` });
      if (role) await access.give(id, role);
      await users.setFields(id, { cohort, number });
      if (state !== 'active') await school.server.database.unit(() => organizations.setMembership(id, state));
    }
    // Half of them came in one moment, as a list that is imported does.
    await school.server.database.unit(() =>
      school.server.database.rawAll(
        "update memberships set joined_at = (select min(joined_at) from memberships) where substr(user_id, length(user_id), 1) < '8' returning user_id",
      ),
    );
  });
}

const plain = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .normalize('NFC');
const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

function fits(one: Member, values: Readonly<Record<string, string>>, query: Omit<PeopleQuery, 'limit'>): boolean {
  const { search, state, role, fields = [], joinedSince } = query;
  const words = `${plain(one.name)} ${one.email}`.split(/[^\p{L}\p{N}]+/u);
  return (
    (search === undefined || words.some((word) => word.startsWith(search))) &&
    (state === 'any' || (state === undefined ? one.state !== 'removed' : one.state === state)) &&
    (role === undefined || (role === 'none' ? one.roles.length === 0 : one.roles.includes(role))) &&
    fields.every((filter) => {
      const [key = '', value = ''] = filter.split('=');
      return values[key] === value.replace(/^0+/, '');
    }) &&
    (joinedSince === undefined || one.joinedAt >= joinedSince)
  );
}
