import { accessPlugin } from '@lectern/access';
import { authPlugin } from '@lectern/auth';
import { runInScope, system } from '@lectern/kit';
import { organizationsPlugin } from '@lectern/organizations';
import { organizationsContract } from '@lectern/organizations/contract';
import { faultOfProof } from '@lectern/server/audit-proof';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import { usersContract } from '@lectern/users/contract';
import { expect } from 'vitest';
import { auditContract } from '../src/contract.ts';
import { auditPlugin } from '../src/plugin.ts';

const { list, verify, prove, entry, head, heads, hold, holds, release, tombstones, timeline, report, key } =
  auditContract.operations;
const { create, updateMe } = usersContract.operations;

let count = 0;
const invite = (owner: TestPerson) => owner.call(create, { name: 'Somebody', email: `k${++count}@example.org` });
const retain = (school: TestSchool, days: number) =>
  school.inside(async () => {
    const { audit, now } = school.server.host.contextOf('audit');
    const olderThan = new Date(now().getTime() - days * 24 * 3_600_000);
    while (await audit.removeSome(olderThan, 20));
  });
const positionsLeft = async (owner: TestPerson) => {
  const all: number[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const { items, next } = await owner.call(list, { limit: 100, ...(cursor && { cursor }) });
    all.push(...items.flatMap(({ position }) => (position === null ? [] : [position])));
    [cursor, more] = [next ?? undefined, next !== null];
  }
  return all.sort((a, b) => a - b);
};

testScenarios(
  auditPlugin,
  (test) => {
    test('an entry is proven without the school, and leads on from a head that was noted before', async (school) => {
      const owner = await school.person('owner');
      for (let i = 0; i < 20; i++) await invite(owner);
      const { head: noted } = await owner.call(head);
      for (let i = 0; i < 37; i++) await invite(owner);
      const { items } = await owner.call(list, { operation: 'users.create', limit: 100 });
      const { key: mine } = await owner.call(key);
      await owner.call(head);
      for (const one of items) {
        const proof = await owner.call(prove, { entryId: one.id, older: noted!.size });
        expect(faultOfProof(proof, mine, noted!)).toBeUndefined();
      }
      const proof = await owner.call(prove, { entryId: items[7]!.id, older: noted!.size });
      const { entry: sealed, head: last } = proof;
      // Each went unnoticed without its own line in proof.ts.
      expect(faultOfProof({ ...proof, entry: { ...sealed, outcome: 'not_allowed' } })).toBe('inclusion');
      expect(faultOfProof({ ...proof, leafIndex: proof.leafIndex - 1 })).toBe('inclusion');
      expect(faultOfProof({ ...proof, head: { ...last, size: last.size + 1 } })).toBe('signature');
      expect(faultOfProof({ ...proof, entry: { ...sealed, organization: 'another' } })).toBe('organization');
      expect(faultOfProof(proof, 'A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg')).toBe('key');
      expect(faultOfProof({ ...proof, older: undefined }, mine, noted!)).toBe('no path');
      expect(faultOfProof(proof, mine, { ...noted!, root: last.root })).toBe('other log');
      expect(faultOfProof({ ...proof, older: { size: noted!.size, path: [] } }, mine, noted!)).toBe('consistency');
    });

    test('what is older than the school keeps it goes, and all that is left is still proven', async (school) => {
      const owner = await school.person('owner');
      for (let i = 0; i < 70; i++) await invite(owner);
      const before = await owner.call(verify);
      school.advance({ days: 100 });
      for (let i = 0; i < 50; i++) await invite(owner);
      await retain(school, 90);

      const left = await positionsLeft(owner);
      expect(left[0]).toBeGreaterThan(70);
      const after = await owner.call(verify);
      expect(after).toMatchObject({ fault: null, removed: left[0]! - 1 });
      expect(after.verified).toBeGreaterThan(before.verified);
      const { items } = await owner.call(list, { operation: 'users.create', limit: 100 });
      for (const one of items.filter(({ position }) => position !== null))
        expect(faultOfProof(await owner.call(prove, { entryId: one.id }))).toBeUndefined();
      const [grave] = (await owner.call(tombstones)).items;
      expect(grave).toMatchObject({ reason: 'retention', size: expect.any(Number) });
      // Of sixteen that are gone one hash is left: the nodes do not grow with what went.
      const [{ n } = { n: 0 }] = await school.inside(() =>
        school.server.database.rawAll('select count(*) as n from audit_nodes where height = 0 and place < 64'),
      );
      expect(Number(n)).toBe(0);
    });

    // Red with `not exists (... holds ...)` taken out of queries.ts.
    test('what a legal hold names stays, whatever its age, until it is released', async (school) => {
      const [owner, ana] = [await school.person('owner'), await school.person('learner', 'Ana')];
      for (let i = 0; i < 20; i++) {
        await invite(owner);
        if (i % 7 === 0) await ana.call(updateMe, { name: `Ana ${i}` });
      }
      const made = await owner.call(hold, { person: ana.id, reason: 'Complaint 2026-17' });
      await owner.call(verify);
      school.advance({ days: 100 });
      await invite(owner);
      await retain(school, 90);
      const kept = await owner.call(timeline, { person: ana.id });
      expect(kept.items.filter(({ operation }) => operation === 'users.updateMe')).toHaveLength(3);
      expect((await owner.call(list, { operation: 'users.create' })).items).toHaveLength(1);
      expect((await owner.call(verify)).fault).toBeNull();
      for (const one of kept.items.filter(({ position }) => position !== null))
        expect(faultOfProof(await owner.call(prove, { entryId: one.id }))).toBeUndefined();

      await owner.call(release, { holdId: made.id });
      await owner.refused(release, { holdId: made.id }, 'not_found');
      expect((await owner.call(holds)).items).toMatchObject([{ person: { id: ana.id }, releasedBy: { id: owner.id } }]);
      await retain(school, 90);
      expect(
        (await owner.call(timeline, { person: ana.id })).items.filter(
          ({ operation }) => operation === 'users.updateMe',
        ),
      ).toEqual([]);
      expect((await owner.call(verify)).fault).toBeNull();
    });

    test('of a school that is erased a tombstone stays, and what a hold names', async (school) => {
      const owner = await school.person('owner');
      const north = await owner.call(organizationsContract.operations.create, { name: 'North', address: 'north' });
      const scope = { actor: system, org: north.id, request: 'north', via: 'kernel' } as const;
      const { audit, tenants } = school.server.host.contextOf('audit');
      const record = (target: string) =>
        school.server.audit.record({ org: north.id, operation: 'organizations.export', kind: 'export', target });
      for (let i = 0; i < 40; i++) await record(i === 20 ? 'kept' : 'other');
      await runInScope(scope, async () => {
        await audit.hold({ person: null, target: 'kept', reason: 'Complaint' });
        while (await tenants.eraseSome(7));
        expect(await audit.list({ limit: 100 })).toMatchObject([{ target: 'kept' }]);
        expect(await audit.verify()).toMatchObject({ verified: 40, removed: 39, fault: null });
        const graves = await audit.tombstones({ limit: 100 });
        expect(new Set(graves.map(({ reason }) => reason))).toEqual(new Set(['organization erased']));
        const [kept] = await audit.list({ limit: 1 });
        expect(await audit.prove(kept!.id)).toMatchObject({ leafIndex: kept!.position! - 1 });
      });
      expect((await owner.call(verify)).fault).toBeNull();
    });

    test('an entry that goes without a tombstone is missing, though others have gone in time', async (school) => {
      const owner = await school.person('owner');
      for (let i = 0; i < 30; i++) await invite(owner);
      await owner.call(hold, { target: 'nothing', reason: 'In case' });
      school.advance({ days: 100 });
      for (let i = 0; i < 10; i++) await invite(owner);
      await retain(school, 90);
      const [first] = await positionsLeft(owner);
      const { database } = school.server;
      await database.execute(
        school.dialect === 'sqlite'
          ? 'drop trigger audit_entries_no_delete'
          : 'alter table audit_entries disable trigger user',
      );
      await database.execute(`delete from audit_entries where position = ${first! + 2}`);
      expect((await owner.call(verify)).fault).toMatchObject({ position: first! + 2, what: 'missing' });
    });

    test('a tombstone that somebody made up is found', async (school) => {
      const owner = await school.person('owner');
      for (let i = 0; i < 5; i++) await invite(owner);
      school.advance({ days: 100 });
      await invite(owner);
      await retain(school, 90);
      const { database } = school.server;
      await database.execute(
        school.dialect === 'sqlite'
          ? 'drop trigger audit_statements_no_update'
          : 'alter table audit_statements disable trigger user',
      );
      const body = school.dialect === 'sqlite' ? 'body' : 'body::text';
      const replaced = `replace(${body}, 'retention', 'organization erased')`;
      await database.execute(
        `update audit_statements set body = ${school.dialect === 'sqlite' ? replaced : `${replaced}::jsonb`}`,
      );
      expect((await owner.call(verify)).fault).toMatchObject({ what: 'unsigned' });
    });

    test('the address of whoever is erased goes from the log, which holds all the same', async (school) => {
      const [owner, ana] = [await school.person('owner'), await school.person('learner', 'Ana')];
      await ana.call(updateMe, { name: 'Ana I.' });
      const { items } = await owner.call(timeline, { person: ana.id });
      // Tests come from no address: the row as it would be.
      expect(items[0]).toMatchObject({ operation: 'users.updateMe', address: null });
      await owner.call(usersContract.operations.erase, { userId: ana.id });
      await school.work();
      expect((await owner.call(verify)).fault).toBeNull();
    });

    test('a report counts what an auditor asks for', async (school) => {
      const [owner, ana] = [await school.person('owner'), await school.person('learner', 'Ana')];
      await invite(owner);
      await ana.refused(create, { name: 'X', email: 'x@example.org' }, 'not_allowed');
      await owner.call(verify);
      const day = 24 * 3_600_000;
      const [from, to] = [-day, day].map((ms) => new Date(Date.now() + ms).toISOString()) as [string, string];
      const told = await owner.call(report, { from, to });
      expect(told).toMatchObject({
        refusals: 1,
        verifications: [{ by: { id: owner.id }, fault: null, root: expect.any(String) }],
        operations: expect.arrayContaining([{ operation: 'users.create', done: 1, refused: 1 }]),
      });
      await owner.refused(report, { from: to, to: from }, 'audit.period');
      await ana.refused(report, { from, to }, 'not_allowed');
    });

    test('the log is taken out line by line or for a spreadsheet, and that it was is in it', async (school) => {
      const owner = await school.person('owner', '=HYPERLINK("http://evil")');
      // More than a page of what is read at once.
      for (let i = 0; i < 505; i++) await invite(owner);
      const lines = await (await owner.fetch('/api/audit/export')).text();
      const told = lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).operation);
      expect(told).toEqual(Array(505).fill('users.create'));
      const csv = await (await owner.fetch('/api/audit/export?format=csv')).text();
      expect(csv).toContain(`"'=HYPERLINK(""http://evil"")"`);
      expect((await owner.call(list, { kind: 'export' })).items).toHaveLength(2);
      expect((await owner.call(list, { outcome: 'refused' })).items).toEqual([]);
    });

    test('entries, proofs and holds of another school are not there', async (school) => {
      const owner = await school.person('owner');
      await invite(owner);
      await owner.call(verify);
      const other = await owner.call(organizationsContract.operations.create, { name: 'North', address: 'north' });
      const scope = { actor: system, org: other.id, request: 'other', via: 'kernel' } as const;
      const { audit } = school.server.host.contextOf('audit');
      const [mine] = (await owner.call(list)).items.slice(-1);
      const held = await owner.call(hold, { reason: 'All of it' });
      await runInScope(scope, async () => {
        expect(await audit.find(mine!.id)).toBeUndefined();
        expect(await audit.prove(mine!.id)).toBeUndefined();
        expect(await audit.release(held.id)).toBe(false);
        expect(await audit.list({ limit: 100 })).toEqual([]);
        expect(await audit.heads({ limit: 100 })).toEqual([]);
      });
      await owner.refused(entry, { entryId: 'nothing' }, 'not_found');
      await owner.refused(prove, { entryId: 'nothing' }, 'not_found');
      expect((await owner.call(heads)).items.length).toBeGreaterThan(0);
    });
  },
  { among: [organizationsPlugin, usersPlugin, accessPlugin, authPlugin, auditPlugin] },
);
