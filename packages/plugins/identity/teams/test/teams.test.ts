import { accessContract } from '@lectern/access/contract';
import { invitationsContract } from '@lectern/invitations/contract';
import { organizationsContract } from '@lectern/organizations/contract';
import { type TestPerson, type TestSchool, testPlugin } from '@lectern/server/testing';
import { usersContract } from '@lectern/users/contract';
import { expect } from 'vitest';
import { teamsContract, teamsService } from '../src/contract.ts';
import { teamsPlugin } from '../src/plugin.ts';
import type { Teams } from '../src/service.ts';

const { list, mine, create, update, remove, members, addMember, removeMember } = teamsContract.operations;
const { invite, show, accept } = invitationsContract.operations;
const password = 'a long enough sentence';
const invited = async (owner: TestPerson, email: string, more: object) =>
  (await owner.call(invite, { emails: [email], ...more })).items[0]!.link!.split('/join/')[1]!;
/** A team of another school in the same installation. */
async function teamElsewhere(school: TestSchool): Promise<string> {
  const owner = await school.person('owner');
  const { id } = await owner.call(organizationsContract.operations.create, { name: 'North', address: 'north' });
  const teams = school.server.host.serviceOf('teams') as Teams;
  const made = await school.server.inside(() => school.server.database.unit(() => teams.create({ name: 'Theirs' })), {
    org: id,
  });
  return made.id;
}
const names = async (person: TestPerson, teamId: string, page: object = {}) =>
  (await person.call(members, { teamId, ...page })).items.map(({ name }) => name);

testPlugin(
  teamsPlugin,
  (test) => {
    test('a team has people, shown by name, page by page', async (school) => {
      const owner = await school.person('owner');
      const { id } = await owner.call(create, { name: 'Teachers' });
      for (const name of ['Cleo', 'Ana', 'Ben']) {
        const person = await school.person('learner', name);
        await owner.call(addMember, { teamId: id, userId: person.id });
        await owner.call(addMember, { teamId: id, userId: person.id });
      }
      expect(await names(owner, id)).toEqual(['Ana', 'Ben', 'Cleo']);
      const first = await owner.call(members, { teamId: id, limit: 2 });
      expect(await names(owner, id, { limit: 2, cursor: first.next })).toEqual(['Cleo']);
      const ben = await school.person('learner', 'Ben');
      expect((await ben.call(mine)).items).toEqual([{ id, name: 'Teachers' }]);
      await owner.call(removeMember, { teamId: id, userId: ben.id });
      expect((await ben.call(mine)).items).toEqual([]);
      await owner.refused(addMember, { teamId: id, userId: 'nobody' }, 'teams.unknown_person');
    });

    test('who is suspended is not shown in a team, and is there again afterwards', async (school) => {
      const [owner, ben] = [await school.person('owner'), await school.person('learner', 'Ben')];
      const { id } = await owner.call(create, { name: 'Teachers' });
      await owner.call(addMember, { teamId: id, userId: ben.id });
      await owner.call(usersContract.operations.suspend, { userId: ben.id });
      expect(await names(owner, id)).toEqual([]);
      await owner.call(usersContract.operations.restore, { userId: ben.id });
      expect(await names(owner, id)).toEqual(['Ben']);
    });

    test('a team is part of another, never of itself; with it go its parts, and nobody from the school', async (school) => {
      const [owner, ben] = [await school.person('owner'), await school.person('learner', 'Ben')];
      const top = await owner.call(create, { name: 'School' });
      const part = await owner.call(create, { name: 'Languages', parentId: top.id });
      await owner.call(addMember, { teamId: part.id, userId: ben.id });
      await owner.refused(update, { teamId: top.id, parentId: part.id }, 'teams.below_itself');
      await owner.refused(update, { teamId: top.id, parentId: top.id }, 'teams.below_itself');
      const teams = school.service(teamsService);
      expect(await school.inside(() => teams.membersOf(top.id))).toEqual([]);
      expect(await school.inside(() => teams.membersOf(top.id, 'with-parts'))).toEqual([ben.id]);
      await owner.call(remove, { teamId: top.id });
      expect((await owner.call(list)).items).toEqual([]);
      expect(await ben.call(mine)).toEqual({ items: [] });
    });

    test('teams are eight deep', async (school) => {
      const owner = await school.person('owner');
      let parentId: string | undefined;
      for (let i = 0; i < 8; i++) parentId = (await owner.call(create, { name: `Level ${i}`, parentId })).id;
      await owner.refused(create, { name: 'Too deep', parentId }, 'teams.too_deep');
    });

    // Rights follow the tree: without `ctx.can` in update a part could be made part of any team.
    test('who owns one team looks after it and its parts, and no other', async (school) => {
      const [owner, ben] = [await school.person('owner'), await school.person('learner', 'Ben')];
      const [own, other] = [await owner.call(create, { name: 'Own' }), await owner.call(create, { name: 'Other' })];
      await owner.call(accessContract.operations.assign, { userId: ben.id, role: 'owner', on: own.id });
      const part = await ben.call(create, { name: 'Part', parentId: own.id });
      await ben.call(update, { teamId: part.id, name: 'Renamed' });
      await ben.refused(update, { teamId: other.id, name: 'Taken' }, 'not_allowed');
      await ben.refused(update, { teamId: part.id, parentId: other.id }, 'not_allowed');
      await ben.refused(create, { name: 'At the top' }, 'not_allowed');
    });

    test('nobody gives by an invitation what they could not give themselves', async (school) => {
      const owner = await school.person('owner');
      const team = await owner.call(create, { name: 'Teachers' });
      const elsewhere = await teamElsewhere(school);
      await owner.refused(invite, { emails: ['x@example.org'], into: [{ kind: 'team', id: elsewhere }] }, 'not_found');
      const helper = await school.person('instructor', 'Helper');
      await helper.refused(invite, { emails: ['x@example.org'] }, 'not_allowed');
      await owner.refused(invite, { emails: ['x@example.org'], into: [{ kind: 'team', id: 'nowhere' }] }, 'not_found');
      await owner.refused(invite, { emails: ['x@example.org'], into: [{ kind: 'planet', id: team.id }] }, 'not_found');
    });

    test('who accepts is in the team they were invited to', async (school) => {
      const [owner, visitor] = [await school.person('owner'), await school.person('visitor')];
      const team = await owner.call(create, { name: 'Teachers' });
      const token = await invited(owner, 'ben@example.org', { into: [{ kind: 'team', id: team.id }] });
      expect(await visitor.call(show, { token })).toMatchObject({ into: [{ kind: 'team', name: 'Teachers' }] });
      await visitor.call(accept, { token, name: 'Ben', password });
      const { items } = await owner.call(members, { teamId: team.id });
      expect(items.map(({ name }) => name)).toEqual(['Ben']);
    });
  },
  {
    data: async (school, owner) => {
      const { id } = await owner.call(create, { name: 'Teachers' });
      for (const name of ['Guests', 'Hosts']) await owner.call(create, { name });
      const ben = await school.person('learner', 'Ben');
      await owner.call(addMember, { teamId: id, userId: ben.id });
    },
  },
);
