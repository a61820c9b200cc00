// One person with two accounts, a person's data as an archive, and a person who is erased.
import { authContract } from '@lectern/auth/contract';
import { organizationsService } from '@lectern/organizations/contract';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { usersContract, usersService } from '../src/contract.ts';
import { usersPlugin } from '../src/plugin.ts';
import { unzipped } from './archive.ts';
import { png } from './pictures.ts';
import { identityWing } from './wing.ts';

const { me, updateMe, get, list, suspend, create, merge, erase, exportData, exportMine, addField, update } =
  usersContract.operations;
const { askErasure, withdrawErasure, myErasure, erasureRequests } = usersContract.operations;

const preview = async (person: TestPerson, path: string, body: object) => {
  const headers = { 'content-type': 'application/json', 'lectern-preview': 'true' };
  const answer = await person.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as { answer: { changes: { table: string; rows: number; dropped: number }[] } };
};
const everyRow = (school: TestSchool) =>
  school.inside(async () => {
    const found: Record<string, unknown> = {};
    for (const table of ['users', 'memberships', 'role_assignments', 'person_field_values', 'merged_accounts', 'jobs'])
      found[table] = await school.server.database.rawAll(`select * from ${table} order by 1, 2`);
    return found;
  });
const download = async (person: TestPerson, address: string) => {
  const answer = await person.fetch(address);
  return { status: answer.status, files: answer.ok ? unzipped(Buffer.from(await answer.arrayBuffer())) : undefined };
};
const later = async (school: TestSchool) => {
  await school.work();
  school.advance({ minutes: 2 });
  await school.work();
};

testScenarios(
  usersPlugin,
  (test) => {
    test('of two accounts of one person one stays, with what both had', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const [old, kept] = [await school.person('instructor', 'Ben Work'), await school.person('learner', 'Ben Home')];
      const { id: cohort } = await owner.call(addField, { key: 'cohort', label: 'Cohort', type: 'text' } as never);
      expect(cohort).toBeDefined();
      await owner.call(update, { userId: old.id, fields: { cohort: 'Autumn' } });
      await old.call(updateMe, { bio: 'Sails on Sundays.', timeZone: 'Europe/Lisbon' });
      await old.fetch('/api/users/me/picture', { method: 'PUT', body: png });
      const { key } = await old.call(authContract.operations.createKey, { name: 'Website' });

      const before = await everyRow(school);
      const { answer } = await preview(owner, `/api/users/people/${old.id}/merge`, { intoId: kept.id });
      expect(answer.changes).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ table: 'role_assignments', rows: 1, dropped: 0 }),
          expect.objectContaining({ table: 'person_field_values', rows: 1, dropped: 0 }),
          expect.objectContaining({ table: 'memberships', dropped: 1 }),
        ]),
      );
      expect(await everyRow(school), 'after a preview').toEqual(before);

      await school.events();
      const done = await owner.call(merge, { userId: old.id, intoId: kept.id });
      expect(done).toEqual({ reach: 'everywhere', changes: answer.changes });
      expect(await school.events()).toContainEqual({
        name: 'user.merged',
        payload: { fromId: old.id, intoId: kept.id },
      });
      await later(school);
      expect(await owner.call(get, { userId: kept.id })).toMatchObject({
        name: 'Ben Home',
        email: kept.email,
        bio: 'Sails on Sundays.',
        timeZone: 'Europe/Lisbon',
        picture: expect.any(String),
        roles: ['instructor'],
        fields: [expect.objectContaining({ key: 'cohort', value: 'Autumn' })],
      });
      await owner.refused(get, { userId: old.id }, 'not_found');
      expect((await owner.call(list, { search: 'Ben' })).items).toHaveLength(1);
      // What opened the account that went opens nothing.
      const asked = new Request('http://school.test/api/users/me', { headers: { authorization: `Bearer ${key}` } });
      expect((await school.server.fetch(asked)).status).toBe(401);
    });

    test('accounts are merged by who may, and only when it is plain what comes of it', async (school) => {
      const [owner, marta] = [await school.person('owner', 'Olga'), await school.person('instructor', 'Marta')];
      const [ana, ben] = [await school.person('learner', 'Ana'), await school.person('learner', 'Ben')];
      const [a, b] = [ana.id, ben.id];
      await marta.refused(merge, { userId: a, intoId: b }, 'not_allowed');
      await owner.refused(merge, { userId: a, intoId: a }, 'users.same_account');
      await owner.refused(merge, { userId: 'nobody', intoId: a }, 'not_found');
      await owner.refused(merge, { userId: a, intoId: 'nobody' }, 'not_found');
      await owner.refused(merge, { userId: owner.id, intoId: a }, 'users.yourself');
      await owner.call(suspend, { userId: a });
      await owner.refused(merge, { userId: a, intoId: b }, 'users.not_active');
      await owner.refused(merge, { userId: b, intoId: a }, 'users.not_active');
    });

    test('two who merge the same two accounts crosswise make one account, not none', async (school) => {
      const [one, two] = [await school.person('owner', 'Olga'), await school.person('owner', 'Otto')];
      const [a, b] = [(await school.person('learner', 'Ana')).id, (await school.person('learner', 'Anna')).id];
      const tried = await Promise.allSettled([
        one.call(merge, { userId: a, intoId: b }),
        two.call(merge, { userId: b, intoId: a }),
      ]);
      expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await one.call(list, { search: 'An' })).items).toHaveLength(1);
    });

    test('a person has all that is held on them, and nothing of anybody else', async (school) => {
      const [owner, ana] = [await school.person('owner', 'Olga'), await school.person('learner', 'Ana')];
      await ana.call(updateMe, { bio: 'Nurse by day.' });
      await ana.fetch('/api/users/me/picture', { method: 'PUT', body: png });
      const { address } = await ana.call(exportMine);
      const { files } = await download(ana, address);
      expect([...files!.keys()]).toEqual(
        expect.arrayContaining(['README.txt', 'account/users.json', 'memberships/memberships.json', 'picture']),
      );
      expect(JSON.parse(files!.get('account/users.json')!)).toMatchObject([
        { id: ana.id, name: 'Ana', email: ana.email, bio: 'Nurse by day.' },
      ]);
      expect(files!.get('README.txt')).toMatch(/ 1 {2}account\/users\.json/);
      expect(JSON.parse(files!.get('activity/audit_entries.json')!).length).toBeGreaterThanOrEqual(2);
      expect([...files!.values()].join('')).not.toContain(owner.email);
      expect([...files!.values()].join('')).not.toContain('$argon2');

      const another = (await owner.call(exportData, { userId: ana.id })).address;
      expect((await download(owner, another)).files!.get('account/users.json')).toContain(ana.email);
      for (const [who, link] of [
        [ana, another],
        [owner, address],
        [owner, `${another.slice(0, -2)}xx`],
      ] as const)
        expect((await download(who, link)).status).toBe(410);
      await ana.refused(exportData, { userId: owner.id }, 'not_allowed');
      school.advance({ minutes: 11 });
      expect((await download(owner, another)).status).toBe(410);
    });

    test('who is erased is nowhere, the log holds, and their address is free', async (school) => {
      const [owner, ana] = [await school.person('owner', 'Olga'), await school.person('instructor', 'Ana')];
      await owner.refused(erase, { userId: owner.id }, 'users.yourself');
      await ana.refused(erase, { userId: owner.id }, 'not_allowed');
      await ana.call(askErasure);
      expect((await owner.call(erasureRequests)).items).toMatchObject([{ userId: ana.id, email: ana.email }]);
      await ana.call(withdrawErasure);
      expect(await ana.call(myErasure)).toEqual({ askedAt: null });
      expect((await owner.call(erasureRequests)).items).toEqual([]);

      await school.events();
      expect(await owner.call(erase, { userId: ana.id })).toMatchObject({ reach: 'everywhere' });
      expect(await school.events()).toContainEqual({ name: 'user.erased', payload: { userId: ana.id } });
      await expect(ana.call(me)).rejects.toMatchObject({ status: 401 });
      await owner.refused(get, { userId: ana.id }, 'not_found');
      await owner.call(create, { name: 'Another Ana', email: ana.email });
      const { audit } = school.server.host.contextOf('users');
      expect((await school.inside(() => audit.verify())).fault).toBeNull();
    });

    // Red without `leaving` in the service: the school had nobody who could do anything in it.
    test('the last owner who can act is not erased', async (school) => {
      const [owner, other] = [await school.person('owner', 'Olga'), await school.person('owner', 'Otto')];
      await owner.call(erase, { userId: other.id });
      const users = school.server.host.serviceOf('users') as { protection: { erase(id: string): Promise<unknown> } };
      await expect(school.inside(() => users.protection.erase(owner.id))).rejects.toMatchObject({
        problem: { code: 'users.last_owner' },
      });
      expect(await owner.call(me)).toMatchObject({ id: owner.id });
    });

    test('somebody who belongs to another school too is erased from this one, and goes on in the other', async (school) => {
      const [owner, ana] = [await school.person('owner', 'Olga'), await school.person('instructor', 'Ana')];
      const ben = await school.person('learner', 'Ben');
      const organizations = school.service(organizationsService);
      await school.server.inside(() => school.server.database.unit(() => organizations.join(ana.id)), {
        org: 'org-elsewhere',
      });
      expect(await owner.call(merge, { userId: ana.id, intoId: ben.id })).toMatchObject({ reach: 'here' });
      expect(await owner.call(get, { userId: ben.id })).toMatchObject({ roles: ['instructor'], email: ben.email });
      await owner.refused(get, { userId: ana.id }, 'not_found');
      await later(school);
      const account = await school.inside(() => school.service(usersService).find(ana.id));
      expect(account).toMatchObject({ email: ana.email });
      expect(await school.inside(() => organizations.organizationsOf(ana.id))).toEqual(['org-elsewhere']);
    });
  },
  identityWing,
);
