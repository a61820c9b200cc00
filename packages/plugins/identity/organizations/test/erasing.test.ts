import { academy } from '@lectern/academy';
import { declarationOf, specOf } from '@lectern/kit';
import { openTestSchool, type TestSchool } from '@lectern/server/testing';
import { getTableColumns } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { organizationsContract } from '../src/contract.ts';
import { eraseDeleted } from '../src/jobs.ts';

const { create, delete: remove } = organizationsContract.operations;

/** Rows by table, of every table of every plugin whose rows belong to an organization. */
async function countedBy(school: TestSchool, org: string): Promise<Record<string, number>> {
  const tables = academy.flatMap((plugin) => specOf(plugin).tables ?? []).map((table) => declarationOf(table));
  const tenant = tables.filter(({ view, organizationColumn }) => !view && organizationColumn).map(({ name }) => name);
  const count = async (name: string): Promise<[string, number]> => {
    const [row] = await school.server.database.rawAll(`select count(*) as n from "${name}" where org_id = '${org}'`);
    return [name, Number(row?.n)];
  };
  const counted: [string, number][] = [];
  await school.server.inside(
    async () => {
      for (const name of [...tenant, 'resources', 'behaviour_events']) counted.push(await count(name));
    },
    { org },
  );
  return Object.fromEntries(counted);
}
/** Rows of tables that belong to nobody's school and name one: sessions and keys of people. */
async function namedBy(school: TestSchool, org: string): Promise<number> {
  const tables = academy.flatMap((plugin) => specOf(plugin).tables ?? []).map((table) => declarationOf(table));
  const naming = tables.filter(({ table, view }) => !view && 'organization' in getTableColumns(table));
  let named = 0;
  for (const { name } of naming) {
    const [row] = await school.server.database.rawAll(
      `select count(*) as n from "${name}" where organization = '${org}'`,
    );
    named += Number(row?.n);
  }
  return named;
}
const sum = (counted: Record<string, number>) => Object.values(counted).reduce((a, b) => a + b, 0);

/** A school has its courses twice when they are sown in two organizations: their people are the same. */
const sow = (school: TestSchool, org: string | undefined) =>
  school.server.inside(
    async () => {
      const { specs, serviceOf, contextOf } = school.server.host;
      for (const { contract, seed } of specs) await seed?.(serviceOf(contract.id), contextOf(contract.id), 'tiny');
    },
    org === undefined ? {} : { org },
  );

// Generated over all tables: a plugin that comes with a table of its own is covered without anybody adding it.
describe.each(['sqlite', 'postgres'] as const)('what was deleted, on %s', (dialect) => {
  test('goes whole after its grace, and nothing of anybody else; interrupted, it goes on', {
    timeout: 120_000,
  }, async () => {
    const school = await openTestSchool(academy, dialect);
    const contextOf = () => school.server.host.contextOf('organizations');
    try {
      const owner = await school.person('owner');
      const [first] = await school.inside(() => school.server.database.rawAll('select id from organizations'));
      const home = String(first?.id);
      const { id } = await owner.call(create, { name: 'North', address: 'north' });
      await sow(school, undefined);
      await sow(school, id);
      await school.work();
      const [before, there] = [await countedBy(school, home), await countedBy(school, id)];
      expect(sum(there), 'something is there to erase').toBeGreaterThan(20);

      const auth = school.server.host.serviceOf('auth') as {
        keys: { issue(name: string, of: object, org: string, limits: object): Promise<unknown> };
      };
      const program = { userId: owner.id, accountId: null };
      await school.server.inside(() => auth.keys.issue('A program of North', program, id, {}), { org: id });
      expect(await school.inside(() => namedBy(school, id))).toBeGreaterThan(0);

      await owner.call(remove, { organizationId: id });
      // What one that was killed leaves behind: some of it is gone, the school is still there.
      for (let i = 0; i < 4; i++) await school.server.inside(() => contextOf().tenants.eraseSome(3), { org: id });
      await school.restart();
      const left = sum(await countedBy(school, id));
      expect(left).toBeLessThan(sum(there));
      const erase = async () => {
        await school.inside(() => contextOf().enqueue(eraseDeleted, {}));
        await school.work();
      };
      await erase();
      expect(sum(await countedBy(school, id)), 'its grace is not over').toBe(left);

      school.advance({ days: 30 });
      await erase();
      expect(sum(await countedBy(school, id))).toBe(0);
      expect(await school.inside(() => namedBy(school, id)), 'keys and sessions').toBe(0);
      const found = await school.inside(() =>
        school.server.database.rawAll(`select id from organizations where id = '${id}'`),
      );
      expect(found).toEqual([]);
      const after = await countedBy(school, home);
      expect(after).toMatchObject({
        courses: before.courses,
        memberships: before.memberships,
        resources: before.resources,
      });
      for (const [table, count] of Object.entries(before))
        if (count > 0) expect(after[table], table).toBeGreaterThan(0);
    } finally {
      await school.close();
    }
  });
});
