import { setTimeout as sleep } from 'node:timers/promises';
import { accessPlugin } from '@lectern/access';
import { accessContract } from '@lectern/access/contract';
import { authPlugin } from '@lectern/auth';
import { organizationsPlugin } from '@lectern/organizations';
import { type TestPerson, testPlugin } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import { usersContract } from '@lectern/users/contract';
import { expect } from 'vitest';
import { auditContract } from '../src/contract.ts';
import { auditPlugin } from '../src/plugin.ts';

const { list, verify } = auditContract.operations;
const { create } = usersContract.operations;
const { assign } = accessContract.operations;

let count = 0;
/** Something that is recorded. */
const invite = (owner: TestPerson) => owner.call(create, { name: 'Somebody', email: `p${++count}@example.org` });

testPlugin(
  auditPlugin,
  (test) => {
    test('who did what is read by the owner, latest first, and by nobody else', async (school) => {
      const [owner, teacher] = [await school.person('owner', 'Marta'), await school.person('instructor', 'Ana Torres')];
      const { id: userId } = await invite(owner);
      await owner.call(assign, { userId, role: 'instructor' });
      await teacher.refused(assign, { userId, role: 'owner' }, 'not_allowed');
      const { items } = await owner.call(list, { operation: 'access.assign' });
      expect(items).toMatchObject([
        { outcome: 'not_allowed', actor: { kind: 'person', id: teacher.id, name: 'Ana Torres' }, via: 'command-line' },
        { outcome: 'done', actor: { name: 'Marta' }, position: null },
      ]);
      expect((await owner.call(list, { actor: teacher.id })).items).toHaveLength(1);
      await teacher.refused(list, {}, 'not_allowed');
      await teacher.refused(verify, {}, 'not_allowed');
      expect((await owner.call(list, { operation: 'audit.list' })).items.map(({ outcome }) => outcome)).toEqual([
        'not_allowed',
      ]);
    });

    test('page by page nothing is skipped or read twice, though records go on being written', async (school) => {
      const owner = await school.person('owner');
      for (let i = 0; i < 7; i++) await invite(owner);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await owner.call(list, { operation: 'users.create', limit: 3, ...(cursor && { cursor }) });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next ?? undefined;
        await invite(owner);
      } while (cursor);
      expect(seen).toHaveLength(7);
      expect(new Set(seen).size).toBe(7);
      expect((await owner.call(list, { cursor: 'bm90IG9uZQ' })).items).not.toEqual([]);
    });

    test('the log of a school that nobody touched holds, and goes on', async (school) => {
      const owner = await school.person('owner');
      await invite(owner);
      const first = await owner.call(verify);
      expect(first).toMatchObject({ fault: null });
      await invite(owner);
      const second = await owner.call(verify);
      expect(second).toMatchObject({ verified: first.verified + 1, fault: null });
      expect(second.hash).not.toBe(first.hash);
      const { items } = await owner.call(list);
      expect(items.map(({ position }) => position)).toEqual(items.map((_, i) => second.verified - i));
    });

    // That each hash covers the one before it is the server's test of the chain (test/audit/sealing.test.ts).
    for (const [what, tamper] of Object.entries({
      altered: "update audit_entries set operation = 'users.list' where position = 3",
      missing: 'delete from audit_entries where position = 3',
      moved:
        'update audit_entries set position = case position when 3 then 903 else 904 end where position in (3, 4); update audit_entries set position = 907 - position where position > 900',
      'cut short': 'delete from audit_entries where position >= 3',
      'sealed by somebody else': "update audit_entries set hash = '00' where position = 3",
      'made up': `insert into audit_entries (id, org_id, at, actor_kind, actor, via, operation, outcome, facts, request, position, hash)
        select 'made-up', org_id, at, actor_kind, actor, via, operation, outcome, facts, request, 3, hash from audit_entries where position = 5;`,
    })) {
      test(`a record that is ${what} behind the school's back is named`, async (school) => {
        const owner = await school.person('owner');
        for (let i = 0; i < 6; i++) await invite(owner);
        const before = await owner.call(verify);
        expect(before.fault).toBeNull();
        const { database } = school.server;
        if (what === 'made up') await database.execute('update audit_entries set position = null where position = 3');
        for (const statement of tamper.split(';').filter((one) => one.trim())) await database.execute(statement);
        const { fault, verified } = await owner.call(verify);
        expect(fault).toMatchObject({ position: 3 });
        expect(fault?.what).toBe(what === 'missing' || what === 'cut short' ? 'missing' : 'altered');
        expect(verified).toBe(2);
      });
    }

    test('what somebody does as another is recorded with both names, sealed, and found under either', async (school) => {
      const [owner, ana] = [await school.person('owner', 'Solveig'), await school.person('learner', 'Ana')];
      const auth = school.server.host.serviceOf('auth') as {
        setPassword(userId: string, password: string): Promise<void>;
      };
      const password = 'a long sentence';
      await school.inside(() => auth.setPassword(owner.id, password));
      let cookie = '';
      const send = async (method: string, path: string, body: object) => {
        const response = await school.server.fetch(
          new Request(`http://school.test/api${path}`, {
            method,
            headers: { 'content-type': 'application/json', cookie },
            body: JSON.stringify(body),
          }),
        );
        expect(response.status, path).toBe(200);
        cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      };
      await send('POST', '/auth/sign-in', { email: owner.email, password });
      await send('POST', '/auth/impersonation', { userId: ana.id, reason: 'To help' });
      await send('PATCH', '/users/me', { name: 'Ana I.' });

      const both = { actor: { id: ana.id, name: 'Ana I.' }, impersonator: { id: owner.id, name: 'Solveig' } };
      for (const actor of [owner.id, ana.id])
        expect((await owner.call(list, { actor, operation: 'users.updateMe' })).items).toMatchObject([both]);
      expect((await owner.call(verify)).fault).toBeNull();
      // Without the impersonator in the leaf of chain.ts nobody would notice that it was taken out.
      await school.server.database.rawAll(
        'update audit_entries set impersonator = null where impersonator is not null',
      );
      expect((await owner.call(verify)).fault).toMatchObject({ what: 'altered' });
    });

    test('what is done is sealed within a second while the school runs', async (school) => {
      const owner = await school.person('owner');
      await school.server.start();
      await invite(owner);
      const positions = async () =>
        school.server.database.rawAll('select count(*) as n from audit_entries where position is null');
      const began = Date.now();
      while (Number((await positions())[0]!.n) > 0) {
        expect(Date.now() - began).toBeLessThan(10_000); // a second, on a machine with nothing else to do
        await sleep(50);
      }
    });

    test('two processes that seal at once make one chain', async (school) => {
      const owner = await school.person('owner');
      await Promise.all(Array.from({ length: 30 }, () => invite(owner)));
      const verdicts = await Promise.all(Array.from({ length: 6 }, () => owner.call(verify)));
      expect(verdicts.map(({ fault }) => fault)).toEqual(Array(6).fill(null));
      expect((await owner.call(verify)).verified).toBeGreaterThanOrEqual(30);
    });
  },
  { among: [organizationsPlugin, usersPlugin, accessPlugin, authPlugin, auditPlugin] },
);
