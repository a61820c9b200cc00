import { accessPlugin } from '@lectern/access';
import { accessService } from '@lectern/access/contract';
import { authPlugin } from '@lectern/auth';
import { runInScope } from '@lectern/kit';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import { usersContract } from '@lectern/users/contract';
import { expect } from 'vitest';
import { organizationsContract, organizationsService } from '../src/contract.ts';
import { organizationsPlugin } from '../src/plugin.ts';

const ops = organizationsContract.operations;
const among = [organizationsPlugin, usersPlugin, accessPlugin, authPlugin];

/** The same person with a key of another school. */
async function inside(school: TestSchool, person: TestPerson, org: string) {
  const { host, database, fetch } = school.server;
  const actor = { kind: 'person', id: person.id } as const;
  const auth = host.serviceOf('auth') as { keys: { create(name: string, call: object): Promise<{ key: string }> } };
  const { key } = await runInScope({ actor, org, request: 'test', via: 'kernel' }, () =>
    database.unit(() => auth.keys.create('test', { actor, org })),
  );
  const asked = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const answer = await fetch(new Request(`http://school.test${path}`, { ...init, headers }));
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return { asked };
}

testScenarios(
  organizationsPlugin,
  (test) => {
    test('schools below a school are listed, renamed, limited and moved from above, and do not see each other', async (school) => {
      const owner = await school.person('owner');
      const north = await owner.call(ops.create, { name: 'North', address: 'north' });
      const south = await owner.call(ops.create, { name: 'South', address: 'south' });
      const deep = await owner.call(ops.create, { name: 'Deep', address: 'deep', parentId: north.id });
      expect((await owner.call(ops.list)).items.map(({ name }) => name)).toEqual(['Deep', 'North', 'South']);
      const first = await owner.call(ops.list, { limit: 2 });
      expect((await owner.call(ops.list, { limit: 2, cursor: first.next! })).items.map(({ name }) => name)).toEqual([
        'South',
      ]);

      await owner.refused(ops.create, { name: 'Other', address: 'north' }, 'organizations.address_taken');
      await owner.refused(ops.change, { organizationId: north.id, parentId: deep.id }, 'organizations.not_below');
      await owner.refused(ops.change, { organizationId: north.id, parentId: north.id }, 'organizations.not_below');
      expect(
        await owner.call(ops.change, { organizationId: deep.id, parentId: south.id, limits: { people: 3 } }),
      ).toMatchObject({
        parent: south.id,
        limits: { people: 3, bytes: null },
      });

      // Whoever made them owns them; from one of them the others are not there, whatever is asked.
      const there = await inside(school, owner, north.id);
      expect((await there.asked('/api/organizations/current')).body).toMatchObject({ name: 'North' });
      expect((await there.asked('/api/organizations')).body).toMatchObject({ items: [] });
      for (const [path, method] of [
        [`/api/organizations/${south.id}`, 'PATCH'],
        [`/api/organizations/${south.id}/suspend`, 'POST'],
        [`/api/organizations/${south.id}/resume`, 'POST'],
        [`/api/organizations/${south.id}`, 'DELETE'],
        [`/api/organizations/${south.id}/owners`, 'POST'],
      ] as const) {
        const given = method === 'PATCH' ? { name: 'Taken' } : path.endsWith('owners') ? { userId: owner.id } : {};
        const body = method === 'DELETE' ? {} : { body: JSON.stringify(given) };
        expect((await there.asked(path, { method, ...body })).status, `${method} ${path}`).toBe(404);
      }
      const below = await there.asked('/api/organizations', {
        method: 'POST',
        body: JSON.stringify({ name: 'X', address: 'x', parentId: south.id }),
      });
      expect(below.status).toBe(404);
    });

    // Without the state in memberships.activeIn the key of the closed school went on working.
    test('a school that is suspended lets nobody in, and everybody when it is opened again', async (school) => {
      const owner = await school.person('owner');
      const { id } = await owner.call(ops.create, { name: 'North', address: 'north' });
      const there = await inside(school, owner, id);
      const visit = async () =>
        (
          await school.server.fetch(
            new Request('http://x.test/api/organizations/current', { headers: { host: 'north.localhost' } }),
          )
        ).status;
      expect([(await there.asked('/api/users/me')).status, await visit()]).toEqual([200, 200]);

      expect(await owner.call(ops.suspend, { organizationId: id })).toMatchObject({ state: 'suspended' });
      expect([(await there.asked('/api/users/me')).status, await visit()]).toEqual([401, 423]);
      expect((await owner.call(ops.mine)).items.map(({ name }) => name)).toEqual(['Test School']);
      expect(await owner.call(usersContract.operations.me)).toMatchObject({ id: owner.id });

      await owner.call(ops.resume, { organizationId: id });
      expect([(await there.asked('/api/users/me')).status, await visit()]).toEqual([200, 200]);
    });

    test('what is deleted can be restored for thirty days, unless schools below it are left', async (school) => {
      const owner = await school.person('owner');
      const north = await owner.call(ops.create, { name: 'North', address: 'north' });
      const deep = await owner.call(ops.create, { name: 'Deep', address: 'deep', parentId: north.id });
      await owner.refused(ops.delete, { organizationId: north.id }, 'organizations.has_schools');
      await owner.call(ops.delete, { organizationId: deep.id });
      const { eraseAt } = await owner.call(ops.delete, { organizationId: north.id });
      school.advance({ days: 29 });
      expect(await owner.call(ops.resume, { organizationId: north.id })).toMatchObject({
        state: 'active',
        eraseAt: null,
      });
      expect(eraseAt).not.toBeNull();
      school.advance({ days: 2 });
      await owner.refused(ops.resume, { organizationId: deep.id }, 'organizations.erased');
    });

    test('ownership is given to a member, and to nobody else', async (school) => {
      const owner = await school.person('owner');
      const marta = await school.person('instructor', 'Marta');
      const { id } = await owner.call(ops.create, { name: 'North', address: 'north' });
      await owner.call(ops.giveOwner, { organizationId: id, userId: marta.id });
      const owners = await school.server.inside(() => school.service(accessService).owners(), { org: id });
      expect(owners).toEqual([owner.id, marta.id]);
      await owner.refused(ops.giveOwner, { organizationId: id, userId: 'nobody' }, 'not_found');
    });

    test('its limits are counted where they are used: of two who come at once for one place, one stays outside', async (school) => {
      const owner = await school.person('owner');
      const people = await Promise.all(
        ['Ana', 'Ben', 'Cleo', 'Dan', 'Eli'].map((name) => school.person('learner', name)),
      );
      const { id } = await owner.call(ops.create, { name: 'North', address: 'north' });
      await owner.call(ops.change, { organizationId: id, limits: { people: 3 } });
      const organizations = school.service(organizationsService);
      const join = (userId: string) =>
        school.server.inside(() => school.server.database.unit(() => organizations.join(userId)), { org: id });
      const answers = await Promise.allSettled(people.map((person) => join(person.id)));
      // Without holdLimits Postgres let all five in.
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      const refused = answers.find((one) => one.status === 'rejected');
      expect(refused?.reason).toMatchObject({
        problem: { code: 'organizations.quota_reached' },
        details: { facts: { kind: 'people', limit: 3, used: 3, asked: 1 } },
      });
      // Whoever is in is not counted twice, and whoever was removed makes room.
      const inNow = people[answers.findIndex(({ status }) => status === 'fulfilled')]!;
      await join(inNow.id);
      await school.server.inside(
        () => school.server.database.unit(() => organizations.setMembership(inNow.id, 'removed')),
        { org: id },
      );
      await join(people[answers.findIndex(({ status }) => status === 'rejected')]!.id);
      await expect(
        school.server.inside(() => school.server.database.unit(() => organizations.setMembership(inNow.id, 'active')), {
          org: id,
        }),
      ).rejects.toMatchObject({ problem: { code: 'organizations.quota_reached' } });
    });
  },
  { among },
);
