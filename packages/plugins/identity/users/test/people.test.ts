// Who is kept out and who is let in, and whose account is whose to change.
import { accessContract } from '@lectern/access/contract';
import { authContract } from '@lectern/auth/contract';
import { organizationsService } from '@lectern/organizations/contract';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { usersContract, usersService } from '../src/contract.ts';
import { usersPlugin } from '../src/plugin.ts';
import type { Users } from '../src/service.ts';
import { identityWing } from './wing.ts';

const { me, get, update, list, suspend, restore, remove, profile } = usersContract.operations;

const statusOf = async (school: TestSchool, headers: Record<string, string>) =>
  (await school.server.fetch(new Request('http://school.test/api/users/me', { headers }))).status;

testScenarios(
  usersPlugin,
  (test) => {
    // Red without `isMember` in auth's `ofMember`: the next request went through, by both.
    test('a suspended person is refused on their next request, by session and by key, until they are restored', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const marta = await school.person('instructor', 'Marta');
      const { key } = await marta.call(authContract.operations.createKey, { name: 'Website' });
      const cookie = await signIn(school, marta);
      const both = async () => [
        await statusOf(school, { authorization: `Bearer ${key}` }),
        await statusOf(school, { cookie }),
      ];
      expect(await both()).toEqual([200, 200]);
      await school.events();

      const suspended = await owner.call(suspend, { userId: marta.id, reason: 'Asked for a break' });
      expect(suspended).toMatchObject({ state: 'suspended', reason: 'Asked for a break', roles: ['instructor'] });
      expect(await both()).toEqual([401, 401]);
      await owner.call(suspend, { userId: marta.id, reason: 'Until spring' });
      expect((await owner.call(get, { userId: marta.id })).reason).toBe('Until spring');

      expect(await owner.call(restore, { userId: marta.id })).toMatchObject({ state: 'active', reason: '' });
      expect(await both()).toEqual([200, 200]);
      await owner.call(restore, { userId: marta.id });
      expect(await school.events()).toEqual([
        { name: 'user.suspended', payload: { userId: marta.id } },
        { name: 'user.restored', payload: { userId: marta.id } },
      ]);
    });

    test('who is removed is in no list, and comes back with all they had', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const ben = await school.person('learner', 'Ben');
      const names = async (query: object) => (await owner.call(list, query)).items.map(({ name }) => name);
      await owner.call(remove, { userId: ben.id, reason: 'Moved away' });
      expect(await names({})).toEqual(['Olga']);
      expect(await names({ state: 'removed' })).toEqual(['Ben']);
      expect(await names({ state: 'any', email: ben.email.toUpperCase() })).toEqual(['Ben']);
      await owner.refused(suspend, { userId: ben.id }, 'not_found');
      await owner.refused(profile, { userId: ben.id }, 'not_found');
      await owner.call(restore, { userId: ben.id });
      expect(await names({})).toEqual(['Ben', 'Olga']);
      expect((await ben.call(me)).name).toBe('Ben');
    });

    test('thirty days after somebody was removed they are erased, and their account with the last school', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const [ben, both, late] = [
        await school.person('learner', 'Ben'),
        await school.person('learner', 'Both'),
        await school.person('learner', 'Late'),
      ];
      await school.server.inside(() => school.service(organizationsService).join(both.id), { org: 'org-elsewhere' });
      for (const { id } of [ben, both]) await owner.call(remove, { userId: id });
      const night = async () => {
        const forget = school.server.host.jobs.get('users')?.find(({ job }) => job.name === 'users.forget');
        await school.inside(() => forget!.run({} as never, { signal: new AbortController().signal } as never));
      };
      const accounts = () =>
        school.inside(async () => {
          const users = school.service(usersService);
          const found = await Promise.all([ben, both, late].map(({ id }) => users.find(id)));
          return found.map((account) => account?.name);
        });
      school.advance({ days: 20 });
      await owner.call(remove, { userId: late.id });
      school.advance({ days: 9 });
      await night();
      expect(await accounts()).toEqual(['Ben', 'Both', 'Late']);
      school.advance({ days: 2 });
      await night();
      expect(await accounts(), 'Both belongs elsewhere, Late was removed later').toEqual([undefined, 'Both', 'Late']);
      await owner.refused(get, { userId: both.id }, 'not_found');
      expect(await owner.call(restore, { userId: late.id })).toMatchObject({ state: 'active' });
    });

    test('nobody suspends or removes themselves, and somebody else takes care of the last owner', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const second = await school.person('owner', 'Otto');
      await owner.refused(suspend, { userId: owner.id }, 'users.yourself');
      await owner.refused(remove, { userId: owner.id }, 'users.yourself');
      await owner.call(suspend, { userId: second.id });
      // Otto keeps his role and cannot act: Olga is the last who can.
      await owner.refused(accessContract.operations.unassign, { userId: owner.id, role: 'owner' }, 'access.last_owner');
      const users = school.service(usersService);
      await expect(school.inside(() => users.remove(owner.id, ''))).rejects.toMatchObject({
        problem: { code: 'users.last_owner' },
      });
    });

    // Without `otherOwners` holding their rows both went through on Postgres, and nobody owned the school.
    test('of two owners who suspend each other at once, one stays', async (school) => {
      const owners = await Promise.all(['Olga', 'Otto'].map((name) => school.person('owner', name)));
      const users = school.service(usersService);
      for (let round = 0; round < 5; round++) {
        const outcomes = await Promise.allSettled(
          owners.map(({ id }) => school.inside(() => users.suspend(id, 'At once'))),
        );
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const { id } of owners) await school.inside(() => users.restore(id));
      }
    });

    test('an owner is changed, suspended and removed by those who give roles, and by nobody else', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const second = await school.person('owner', 'Otto');
      const helper = await school.person('learner', 'Hanna');
      const ben = await school.person('learner', 'Ben');
      // No built-in role looks after people and gives no roles, so the rule is asked behind the door.
      const users = school.service(usersService) as Users;
      const within = (work: () => Promise<unknown>) => school.inside(work, { kind: 'person', id: helper.id });
      for (const attempt of [
        () => users.suspend(second.id, ''),
        () => users.remove(second.id, ''),
        () => users.updateOther(second.id, { email: 'mine@example.org' }),
      ])
        await expect(within(attempt)).rejects.toMatchObject({ problem: { code: 'not_allowed' } });
      await within(() => users.suspend(ben.id, ''));
      await owner.call(update, { userId: second.id, name: 'Otto Two' });
      expect((await owner.call(get, { userId: second.id })).name).toBe('Otto Two');
    });

    test('name and address of who belongs to another school too are theirs; the fields of a school are its own', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const ben = await school.person('learner', 'Ben');
      await owner.call(usersContract.operations.addField, { type: 'text', label: 'Town' });
      await school.server.inside(() => school.service(organizationsService).join(ben.id), { org: 'org-elsewhere' });

      expect((await owner.call(get, { userId: ben.id })).elsewhere).toBe(true);
      const refused = await owner.refused(update, { userId: ben.id, name: 'Benny' }, 'users.belongs_elsewhere');
      expect(refused.pointer).toBe('/name');
      await owner.refused(update, { userId: ben.id, email: 'x@example.org' }, 'users.belongs_elsewhere');
      await owner.call(update, { userId: ben.id, name: 'Ben', email: ben.email, fields: { town: 'Halden' } });
      await owner.call(suspend, { userId: ben.id });
      const there = await school.server.inside(() => school.service(organizationsService).membershipOf(ben.id), {
        org: 'org-elsewhere',
      });
      expect(there?.state, 'suspended here, not there').toBe('active');
    });

    test('who never belonged here is nobody here', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const stranger = await school.server.inside(
        () => school.service(usersService).create({ name: 'Stranger', email: 'stranger@example.org' }),
        { org: 'org-elsewhere' },
      );
      const userId = stranger.id;
      await school.inside(() => school.service(usersService).update(userId, { picture: 'a'.repeat(64) }));
      expect((await owner.fetch(`/api/users/people/${userId}/picture`)).status).toBe(404);
      await owner.refused(profile, { userId }, 'not_found');
      await owner.refused(get, { userId }, 'not_found');
      await owner.refused(update, { userId, name: 'Mine' }, 'not_found');
      await owner.refused(suspend, { userId }, 'not_found');
      await owner.refused(restore, { userId }, 'not_found');
      await owner.refused(remove, { userId }, 'not_found');
    });
  },
  identityWing,
);

async function signIn(school: TestSchool, { id, email }: TestPerson): Promise<string> {
  const password = 'a long sentence';
  const auth = school.server.host.serviceOf('auth') as { setPassword(id: string, password: string): Promise<void> };
  await school.inside(() => auth.setPassword(id, password));
  const answer = await school.server.fetch(
    new Request('http://school.test/api/auth/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    }),
  );
  expect(answer.status).toBe(200);
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}
