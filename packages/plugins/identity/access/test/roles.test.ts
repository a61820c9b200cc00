// Roles and what they give: made, given somewhere and for a time, denied, explained and reviewed, on both databases.
import { authPlugin } from '@lectern/auth';
import { invitationsPlugin } from '@lectern/invitations';
import { organizationsPlugin } from '@lectern/organizations';
import { organizationsContract } from '@lectern/organizations/contract';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { teamsPlugin } from '@lectern/teams';
import { teamsContract } from '@lectern/teams/contract';
import { usersPlugin } from '@lectern/users';
import { usersContract } from '@lectern/users/contract';
import { expect } from 'vitest';
import { accessContract, accessService } from '../src/contract.ts';
import { accessPlugin } from '../src/plugin.ts';

const { mine, roles, permissions, createRole, updateRole, removeRole } = accessContract.operations;
const { assignments, personAssignments, assign, unassign, explain, review, handOver } = accessContract.operations;
const teams = teamsContract.operations;

const inADay = (days = 1) => new Date(Date.now() + days * 86_400_000).toISOString();
const may = async (person: TestPerson) => (await person.call(mine)).permissions;
const reader = { name: 'Team reader', permissions: ['team.read', 'access.read'] };

/** Two courses, one with a lesson. */
async function tree(school: TestSchool): Promise<void> {
  const { resources } = school.server.host.contextOf('access');
  await school.inside(() =>
    school.server.database.unit(async () => {
      await resources.add({ id: 'maps', type: 'course' });
      await resources.add({ id: 'contours', type: 'lesson', parent: 'maps' });
      await resources.add({ id: 'statistics', type: 'course' });
    }),
  );
}
async function people(school: TestSchool) {
  const [olga, ben] = [await school.person('owner', 'Olga'), await school.person('learner', 'Ben')];
  return { olga, ben };
}

testScenarios(
  teamsPlugin,
  (test) => {
    test('a role of the school is made, given, changed for all who have it, and goes with what was given', async (school) => {
      const { olga, ben } = await people(school);
      const { id } = await olga.call(createRole, reader);
      expect(id).toBe('team-reader');
      await olga.call(assign, { userId: ben.id, role: id });
      expect(await may(ben)).toEqual(['access.read', 'team.read']);
      await olga.call(updateRole, { roleId: id, permissions: ['team.read'] });
      await ben.refused(roles, {}, 'not_allowed');
      expect(await may(ben)).toEqual(['team.read']);
      expect((await olga.call(roles)).items.find((one) => one.id === id)).toMatchObject({ people: 1, stale: [] });
      await olga.refused(removeRole, { roleId: id }, 'access.role_in_use');
      expect(await olga.call(removeRole, { roleId: id, assignments: 'take' })).toEqual({
        done: true,
        taken: { people: 1, teams: 0 },
      });
      expect(await may(ben)).toEqual([]);
      expect((await school.events()).map(({ name }) => name)).toEqual(
        expect.arrayContaining(['role.created', 'role.changed', 'role.removed']),
      );
    });

    test('roles have names of their own, and the built-in ones stay as they are', async (school) => {
      const { olga } = await people(school);
      await olga.call(createRole, reader);
      await olga.refused(createRole, reader, 'access.name_taken');
      await olga.refused(createRole, { ...reader, name: 'owner' }, 'access.name_taken');
      expect((await olga.call(createRole, { ...reader, name: 'مصمم' })).id).toBe('role');
      expect((await olga.call(createRole, { ...reader, name: 'Team: Reader!' })).id).toBe('team-reader-2');
      await olga.refused(updateRole, { roleId: 'instructor', name: 'Teacher' }, 'access.built_in');
      await olga.refused(removeRole, { roleId: 'nothing' }, 'access.unknown_role');
      await olga.refused(createRole, { name: 'X', permissions: ['no.such'] }, 'access.unknown_permission');
    });

    test('nobody puts into a role, gives or takes what they do not have', async (school) => {
      const { olga, ben } = await people(school);
      const max = await school.person('manager', 'Max');
      const ada = await school.person('admin', 'Ada');
      await max.refused(assign, { userId: ben.id, role: 'admin' }, 'access.not_yours_to_give');
      await max.refused(assign, { userId: max.id, permission: 'audit.read' }, 'access.unknown_permission');
      await max.refused(assign, { userId: max.id, permission: 'user.erase' }, 'access.not_yours_to_give');
      await max.refused(unassign, { userId: ada.id, role: 'admin' }, 'access.not_yours_to_give');
      await ada.refused(assign, { userId: ben.id, role: 'owner' }, 'access.not_yours_to_give');
      await ada.refused(handOver, { userId: ben.id }, 'not_allowed');
      await max.call(assign, { userId: ben.id, role: 'instructor' });
      const { id } = await olga.call(createRole, { name: 'Definer', permissions: ['access.define', 'access.read'] });
      await olga.call(assign, { userId: ben.id, role: id });
      await ben.refused(createRole, { name: 'More', permissions: ['user.erase'] }, 'access.not_yours_to_give');
      await ben.refused(updateRole, { roleId: id, permissions: ['user.erase'] }, 'access.not_yours_to_give');
      const { id: strong } = await olga.call(createRole, { name: 'Strong', permissions: ['user.erase'] });
      await ben.refused(removeRole, { roleId: strong }, 'access.not_yours_to_give');
      await ben.call(createRole, { name: 'Less', permissions: ['access.read'] });
    });

    test('nobody gives longer than they have it themselves', async (school) => {
      const { olga, ben } = await people(school);
      const max = await school.person('learner', 'Max');
      await olga.call(assign, { userId: max.id, role: 'manager', until: inADay(7) });
      // Without the times in `holds` this one stayed for good.
      await max.refused(assign, { userId: ben.id, role: 'instructor' }, 'access.not_yours_to_give');
      await max.refused(assign, { userId: ben.id, role: 'instructor', until: inADay(8) }, 'access.not_yours_to_give');
      await max.call(assign, { userId: ben.id, role: 'instructor', until: inADay(6) });
    });

    test('a time holds on the next request, from its first moment and without its last', async (school) => {
      const { olga, ben } = await people(school);
      await olga.call(assign, { userId: ben.id, role: 'instructor', from: inADay(1), until: inADay(2) });
      await ben.refused(roles, {}, 'not_allowed');
      school.advance({ days: 1, minutes: 1 });
      await ben.call(roles);
      school.advance({ days: 1 });
      await ben.refused(roles, {}, 'not_allowed');
      const [held] = (await olga.call(personAssignments, { userId: ben.id })).items;
      expect(held).toMatchObject({ role: 'instructor', roleName: 'Instructor', state: 'over', above: null });
      await olga.refused(assign, { userId: ben.id, role: 'instructor', until: inADay(-1) }, 'invalid_input');
    });

    // A key, for the kernel remembers what its holder may. Red without `permissionsChanged` in teams, and without `moved` in
    // roles.ts: what was known of Ben went on.
    test('what becomes of a role or a team holds on the next request of a key', async (school) => {
      const { olga, ben } = await people(school);
      const { keys } = school.server.host.serviceOf('auth') as {
        keys: { create(name: string, call: object): Promise<{ key: string }> };
      };
      const actor = { kind: 'person', id: ben.id } as const;
      const org = await school.inside(async () => school.server.host.contextOf('access').scope().org);
      const { key } = await school.inside(() => keys.create('script', { actor, org }), actor);
      const mayRead = async () => {
        const headers = { authorization: `Bearer ${key}` };
        const { status } = await school.server.fetch(new Request('http://school.test/api/access/roles', { headers }));
        return status === 200;
      };
      const { id: teamId } = await olga.call(teams.create, { name: 'Teachers' });
      await olga.call(assign, { teamId, role: 'instructor' });
      expect(await mayRead()).toBe(false);
      await olga.call(teams.addMember, { teamId, userId: ben.id });
      expect(await mayRead()).toBe(true);
      await olga.call(teams.removeMember, { teamId, userId: ben.id });
      expect(await mayRead()).toBe(false);
      const { id: roleId } = await olga.call(createRole, reader);
      await olga.call(assign, { userId: ben.id, role: roleId });
      expect(await mayRead()).toBe(true);
      await olga.call(updateRole, { roleId, permissions: ['team.read'] });
      expect(await mayRead()).toBe(false);
      await olga.call(updateRole, { roleId, permissions: ['access.read'] });
      expect(await mayRead()).toBe(true);
      await olga.call(removeRole, { roleId, assignments: 'take' });
      expect(await mayRead()).toBe(false);
      await olga.call(teams.addMember, { teamId, userId: ben.id });
      expect(await mayRead()).toBe(true);
      await olga.call(teams.remove, { teamId });
      expect(await mayRead()).toBe(false);
    });

    test('a denial wins over everything, at any level, and only who has it all lifts it', async (school) => {
      const { olga, ben } = await people(school);
      await tree(school);
      const deny = { userId: ben.id, permission: 'access.read', effect: 'deny', on: 'maps' } as const;
      await olga.call(assign, { userId: ben.id, role: 'manager' });
      await olga.call(assign, deny);
      await olga.call(assign, { userId: ben.id, permission: 'access.read', on: 'contours' });
      await ben.refused(assignments, { on: 'contours' }, 'not_allowed');
      await ben.call(assignments, { on: 'statistics' });
      await ben.refused(unassign, deny, 'access.not_yours_to_give');
      // Whom something is denied somewhere does not give it everywhere.
      const cleo = await school.person('learner', 'Cleo');
      await ben.refused(assign, { userId: cleo.id, role: 'instructor' }, 'access.not_yours_to_give');
      await ben.call(assign, { userId: cleo.id, role: 'instructor', on: 'statistics' });
      await olga.call(unassign, deny);
      await ben.call(assignments, { on: 'contours' });
    });

    test('who gives roles in the whole school is not denied that, by any door', async (school) => {
      const { olga, ben } = await people(school);
      const { id: team } = await olga.call(teams.create, { name: 'All' });
      const effect = 'deny';
      await olga.refused(assign, { userId: olga.id, role: 'owner', effect }, 'access.locks_out');
      await olga.refused(assign, { teamId: team, permission: 'access.assign', effect }, 'access.locks_out');
      const { id: roleId } = await olga.call(createRole, reader);
      await olga.call(assign, { teamId: team, role: roleId, effect });
      await olga.refused(
        updateRole,
        { roleId, permissions: [...reader.permissions, 'access.assign'] },
        'access.locks_out',
      );
      expect(await may(ben)).toEqual([]);
    });

    test('what a team has its people have, and those of its parts, as long as they are in it', async (school) => {
      const { olga, ben } = await people(school);
      const { id: all } = await olga.call(teams.create, { name: 'Teachers' });
      const { id: part } = await olga.call(teams.create, { name: 'Maths', parentId: all });
      await olga.call(assign, { teamId: all, role: 'instructor' });
      expect(await may(ben)).toEqual([]);
      await olga.call(teams.addMember, { teamId: part, userId: ben.id });
      await ben.call(roles);
      await olga.call(teams.update, { teamId: part, parentId: null });
      await ben.refused(roles, {}, 'not_allowed');
      await olga.call(teams.update, { teamId: part, parentId: all });
      await ben.call(roles);
      await olga.call(teams.remove, { teamId: all });
      await ben.refused(roles, {}, 'not_allowed');
      expect((await olga.call(personAssignments, { userId: ben.id })).items).toEqual([]);
      await olga.refused(assign, { teamId: all, role: 'instructor' }, 'access.unknown_team');
    });

    test('a team of another school is none here', async (school) => {
      const { olga } = await people(school);
      const { id: org } = await olga.call(organizationsContract.operations.create, { name: 'North', address: 'north' });
      const theirs = await school.server.inside(
        () =>
          school.server.database.unit(() =>
            (school.server.host.serviceOf('teams') as { create(team: object): Promise<{ id: string }> }).create({
              name: 'Theirs',
            }),
          ),
        { org },
      );
      for (const teamId of [theirs.id, 'nowhere']) {
        await olga.refused(assign, { teamId, role: 'instructor' }, 'access.unknown_team');
        await olga.refused(unassign, { teamId, role: 'instructor' }, 'access.unknown_team');
      }
    });

    test('of two accounts that become one the longer right stays, and what they gave; of who is erased nothing stays', async (school) => {
      const { olga, ben } = await people(school);
      const [old, kept] = [await school.person('owner', 'Otto'), await school.person('learner', 'Otto')];
      await old.call(assign, { userId: ben.id, role: 'instructor' });
      await olga.call(assign, { userId: old.id, role: 'reviewer' });
      await olga.call(assign, { userId: kept.id, role: 'reviewer', until: inADay(1) });
      await olga.call(assign, { userId: old.id, permission: 'team.read', effect: 'deny' });
      await olga.call(usersContract.operations.merge, { userId: old.id, intoId: kept.id });
      const { items } = await olga.call(personAssignments, { userId: kept.id });
      expect(items.map(({ role, permission, until }) => [role ?? permission, until]).sort()).toEqual([
        ['owner', null],
        ['reviewer', null],
        ['team.read', null],
      ]);
      const given = async () => (await olga.call(personAssignments, { userId: ben.id })).items[0];
      expect(await given()).toMatchObject({ role: 'instructor', givenBy: { id: kept.id, name: 'Otto' } });
      await olga.call(usersContract.operations.erase, { userId: kept.id });
      expect(await given()).toMatchObject({ role: 'instructor', givenBy: null });
      expect((await olga.call(review, { limit: 100 })).items.map(({ name }) => name).sort()).toEqual(['Ben', 'Olga']);
    });

    test('nobody gets more by putting themselves into a team', async (school) => {
      const { olga } = await people(school);
      const max = await school.person('manager', 'Max');
      const { id: admins } = await olga.call(teams.create, { name: 'Admins' });
      const { id: below } = await max.call(teams.create, { name: 'Mine' });
      await max.call(teams.addMember, { teamId: below, userId: max.id });
      await olga.call(assign, { teamId: admins, role: 'admin' });
      // Without `assertMayFill` Max was an admin by either way.
      await max.refused(teams.addMember, { teamId: admins, userId: max.id }, 'access.not_yours_to_give');
      await max.refused(teams.update, { teamId: below, parentId: admins }, 'access.not_yours_to_give');
      await olga.call(assign, { teamId: below, permission: 'user.import', effect: 'deny' });
      await max.refused(teams.removeMember, { teamId: below, userId: max.id }, 'access.not_yours_to_give');
      await max.refused(teams.remove, { teamId: below }, 'access.not_yours_to_give');
    });

    test('the last owner who stays is kept: without an end, and not through a team', async (school) => {
      const { olga, ben } = await people(school);
      const { id: team } = await olga.call(teams.create, { name: 'Board' });
      await olga.call(assign, { teamId: team, role: 'owner' });
      await olga.call(teams.addMember, { teamId: team, userId: ben.id });
      await olga.call(assign, { userId: ben.id, role: 'owner', until: inADay(3) });
      await olga.refused(assign, { userId: olga.id, role: 'owner', until: inADay(3) }, 'access.last_owner');
      await olga.refused(assign, { userId: olga.id, role: 'owner', from: inADay(1) }, 'access.last_owner');
      await olga.refused(unassign, { userId: olga.id, role: 'owner' }, 'access.last_owner');
      await olga.call(handOver, { userId: ben.id });
      expect(await may(olga)).toEqual([]);
      await ben.refused(unassign, { userId: ben.id, role: 'owner' }, 'access.last_owner');
    });

    test('who may more than you is neither suspended, nor changed, nor removed by you', async (school) => {
      const max = await school.person('manager', 'Max');
      const ada = await school.person('admin', 'Ada');
      const { suspend, remove, update } = usersContract.operations;
      await max.refused(suspend, { userId: ada.id, reason: '' }, 'not_allowed');
      await max.refused(remove, { userId: ada.id, reason: '' }, 'not_allowed');
      // An address that is changed is a way into the account.
      await max.refused(update, { userId: ada.id, email: 'mine@example.org' }, 'not_allowed');
      await ada.call(suspend, { userId: max.id, reason: '' });
    });

    test('what is given in a school and below holds there for who belongs there, and ends with where it came from', async (school) => {
      const { olga, ben } = await people(school);
      const { id: org } = await olga.call(organizationsContract.operations.create, { name: 'North', address: 'north' });
      const access = school.service(accessService);
      const there = <T>(work: () => Promise<T>) => school.server.inside(work, { org });
      const organizations = school.server.host.serviceOf('organizations') as { join(id: string): Promise<void> };
      await there(() => school.server.database.unit(() => organizations.join(ben.id)));
      const mayThere = () => there(() => access.permissionsOf(ben.id));
      await olga.call(assign, { userId: ben.id, role: 'instructor' });
      expect(await mayThere()).toEqual([]);
      await olga.call(assign, { userId: ben.id, role: 'instructor', below: true });
      expect(await mayThere()).toContain('access.read');
      expect(await there(() => access.explain(ben.id, 'access.read'))).toMatchObject({
        allowed: true,
        decides: { roleName: 'Instructor' },
      });
      const { items } = await there(() => access.review({ limit: 10, userId: ben.id }));
      expect(items.map((one) => [one.name, one.assignment.role, one.assignment.below])).toEqual([
        ['Ben', 'instructor', true],
      ]);
      await olga.call(usersContract.operations.suspend, { userId: ben.id, reason: '' });
      expect(await mayThere()).toEqual([]);
    });

    test('what is explained names the role, the scope, who gave it and until when, or what would allow it', async (school) => {
      const { olga, ben } = await people(school);
      await tree(school);
      const why = async (on?: string, permission = 'access.read') =>
        olga.call(explain, { userId: ben.id, permission, on });
      expect(await why('contours')).toMatchObject({ allowed: false, because: 'nothing', decides: null, others: [] });
      expect((await why('contours')).would.map(({ id }) => id)).toContain('instructor');
      const until = inADay(2);
      await olga.call(assign, { userId: ben.id, role: 'instructor', on: 'maps', until });
      expect(await why('contours')).toMatchObject({
        allowed: true,
        because: 'given',
        place: { type: 'lesson' },
        decides: { role: 'instructor', roleName: 'Instructor', on: 'maps', until, givenBy: { name: 'Olga' } },
      });
      expect(await why('statistics')).toMatchObject({ allowed: false, because: 'nothing' });
      const { id: teamId } = await olga.call(teams.create, { name: 'Novices' });
      await olga.call(teams.addMember, { teamId, userId: ben.id });
      await olga.call(assign, { teamId, permission: 'access.read', effect: 'deny', on: 'contours' });
      expect(await why('contours')).toMatchObject({
        allowed: false,
        because: 'denied',
        decides: { teamId, name: 'Novices', effect: 'deny', permission: 'access.read' },
        others: [{ role: 'instructor' }],
      });
      school.advance({ days: 3 });
      expect(await why('maps')).toMatchObject({ allowed: false, because: 'over', others: [{ state: 'over' }] });
      await olga.call(usersContract.operations.suspend, { userId: ben.id, reason: '' });
      expect(await why('maps')).toMatchObject({ because: 'not_here' });
      expect(await why(undefined, 'no.such')).toMatchObject({ allowed: false, because: 'unknown_permission' });
      await olga.refused(explain, { userId: 'nobody', permission: 'access.read' }, 'access.unknown_person');
    });

    test('a review has a line for each person and each thing given, and its pages leave nothing out', async (school) => {
      const { olga, ben } = await people(school);
      await tree(school);
      const { id: teamId } = await olga.call(teams.create, { name: 'Teachers' });
      for (const name of ['Ana', 'Cleo', 'Dora'])
        await olga.call(teams.addMember, { teamId, userId: (await school.person('learner', name)).id });
      await olga.call(assign, { teamId, role: 'instructor', on: 'maps' });
      await olga.call(assign, { userId: ben.id, permission: 'access.read', effect: 'deny', on: 'contours' });
      await olga.call(assign, { userId: ben.id, role: 'learner', on: 'statistics' });
      const all = async (asked: object, limit = 100) => {
        const lines: string[] = [];
        for (let cursor: string | undefined; ; ) {
          const page = await olga.call(review, { ...asked, limit, cursor });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          if (page.next !== null) expect(page.items).toHaveLength(limit);
          lines.push(...page.items.map((one) => `${one.name} ${one.assignment.role ?? one.assignment.permission}`));
          if (page.next === null) return lines;
          cursor = page.next;
        }
      };
      const whole = await all({});
      expect([...whole].sort()).toEqual(
        ['Olga owner', 'Ana instructor', 'Cleo instructor', 'Dora instructor', 'Ben access.read', 'Ben learner'].sort(),
      );
      for (const limit of [1, 2, 3]) expect(await all({}, limit)).toEqual(whole);
      expect((await all({ permission: 'access.read', on: 'contours' })).sort()).toEqual(
        ['Ana instructor', 'Ben access.read', 'Cleo instructor', 'Dora instructor', 'Olga owner'].sort(),
      );
      expect(await all({ userId: ben.id })).toEqual(['Ben access.read', 'Ben learner']);

      // Filtered in the query: each page is full, whatever lies between.
      for (const limit of [1, 2, 100]) {
        expect(await all({ role: 'instructor' }, limit)).toHaveLength(3);
        expect(await all({ role: 'instructor', permission: 'access.own' }, limit)).toEqual([]);
        expect((await all({ role: 'instructor', permission: 'access.read' }, limit)).sort()).toEqual(
          ['Ana instructor', 'Cleo instructor', 'Dora instructor'].sort(),
        );
        expect((await all({ on: 'contours', elsewhere: true }, limit)).sort()).toEqual(
          ['Ana instructor', 'Cleo instructor', 'Dora instructor', 'Olga owner'].sort(),
        );
        expect(await all({ on: 'statistics', elsewhere: true }, limit)).toEqual(['Olga owner']);
      }
      await olga.refused(review, { role: 'nobody' }, 'access.unknown_role');
    });

    test('who takes a course can be left out of who may do something there', async (school) => {
      const { olga, ben } = await people(school);
      await tree(school);
      const cleo = await school.person('learner', 'Cleo');
      const access = school.service(accessService);
      for (const { id } of [ben, cleo])
        await school.inside(() => school.server.database.unit(() => access.give(id, 'learner', 'maps')));
      await olga.call(assign, { userId: cleo.id, role: 'reviewer', on: 'maps' });
      const on = async (asked: object) =>
        (await olga.call(assignments, { on: 'maps', ...asked })).items
          .map(({ name, role }) => `${name} ${role}`)
          .sort();
      expect(await on({})).toEqual(['Ben learner', 'Cleo learner', 'Cleo reviewer']);
      expect(await on({ enrolments: false })).toEqual(['Cleo reviewer']);
      expect(await on({ enrolments: false, role: 'learner' })).toEqual([]);
      const { items } = await olga.call(review, { on: 'maps', enrolments: false });
      expect(items.map(({ name, assignment }) => `${name} ${assignment.role}`).sort()).toEqual([
        'Cleo reviewer',
        'Olga owner',
      ]);
    });

    test('what can be allowed is listed with the roles that have it, and roles from who may most', async (school) => {
      const { olga } = await people(school);
      const max = await school.person('manager', 'Max');
      const of = async (person: TestPerson, name: string) =>
        (await person.call(permissions)).items.find((one) => one.name === name);
      expect(await of(olga, 'access.own')).toMatchObject({ roles: ['owner'], ownerOnly: true, mine: true });
      expect(await of(max, 'access.assign')).toMatchObject({ roles: ['owner', 'admin', 'manager'], mine: true });
      expect(await of(max, 'access.define')).toMatchObject({ roles: ['owner', 'admin'], mine: false });
      const { items } = await max.call(roles);
      expect(items.slice(0, 3).map(({ id, mayGive }) => [id, mayGive])).toEqual([
        ['owner', false],
        ['admin', false],
        ['manager', true],
      ]);
      expect(items[0]!.permissions).toContain('access.own');
      expect(items[1]!.permissions).not.toContain('access.own');
    });
  },
  { among: [organizationsPlugin, usersPlugin, accessPlugin, authPlugin, invitationsPlugin, teamsPlugin] },
);
