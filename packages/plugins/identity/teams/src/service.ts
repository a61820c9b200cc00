import { errors as accessErrors, type accessService } from '@lectern/access/contract';
import { type Context, kernelProblems, keysOf, pageFrom, rangeOf, refuse } from '@lectern/kit';
import type { organizationsService } from '@lectern/organizations/contract';
import { errors, type Team, type TeamsService, teamCreated, teamJoined, teamLeft, teamRemoved } from './contract.ts';
import * as queries from './queries.ts';

export type TeamsContext = Context<{ organizations: typeof organizationsService; access: typeof accessService }>;
/** Every level lengthens the path of what is below it, and a person sees no more of a tree. */
const deepest = 8;

export function createTeams(ctx: TeamsContext) {
  const { data, needs } = ctx;
  const find = async (id: string, pointer = '/teamId'): Promise<Team> =>
    (await data.one(queries.find, { id })) ?? refuse(kernelProblems.notFound, { pointer });

  const depth = (path: string) => path.split('/').length - 3;
  async function assertRoom(parent: string | null | undefined): Promise<void> {
    if (!parent) return;
    await find(parent, '/parentId');
    const above = await ctx.resources.find(parent);
    if (above && depth(above.path) + 1 > deepest) refuse(errors.tooDeep, { pointer: '/parentId' });
  }
  /** Who says who is in a team gives and takes what it was given. @throws access.not_yours_to_give */
  async function assertMayFill(teamId: string, pointer = '/teamId'): Promise<void> {
    if (!(await needs.access.mayChangeTeam(teamId))) refuse(accessErrors.notYours, { pointer });
  }
  const service: TeamsService = {
    nameOf: async (id) => (await data.one(queries.find, { id }))?.name,
    async addMember(teamId, userId) {
      await find(teamId);
      if (!(await needs.organizations.isMember(userId))) return refuse(errors.unknownPerson, { pointer: '/userId' });
      if ((await data.run(queries.add, { team: teamId, userId, joinedAt: ctx.now() })) === 0) return;
      await ctx.permissionsChanged(userId); // what the team was given is theirs now
      await ctx.emit(teamJoined, { teamId, userId });
    },
    async membersOf(teamId, parts) {
      if (!parts) return (await data.all(queries.membersHere, { team: teamId })).map(({ userId }) => userId);
      const resource = await ctx.resources.find(teamId);
      if (!resource) return [];
      const [low, high] = rangeOf(resource.path);
      return (await data.all(queries.membersOf, { low, high })).map(({ userId }) => userId);
    },
  };
  return {
    ...service,
    all: (): Promise<Team[]> => data.all(queries.all),
    of: (userId: string) => data.all(queries.ofPerson, { userId }),
    assertMayFill,
    async withPartsOf(userId: string): Promise<string[]> {
      const paths = await data.all(queries.pathsOfPerson, { userId });
      return [...new Set(paths.flatMap(({ path }) => path.split('/').slice(2, -1)))];
    },
    names: async (ids: readonly string[]) =>
      new Map((await data.all(queries.namesOf, { ids })).map(({ id, name }) => [id, name])),
    async peopleIn(teamId: string, after: string, rows: number): Promise<string[]> {
      const resource = await ctx.resources.find(teamId);
      if (!resource) return [];
      const [low, high] = rangeOf(resource.path);
      return (await data.all(queries.peopleIn, { low, high, after, rows })).map(({ userId }) => userId);
    },
    async create({ name, parentId = null }: { name: string; parentId?: string | null | undefined }): Promise<Team> {
      await assertRoom(parentId);
      const id = ctx.id();
      await data.run(queries.insert, { id, name, parent: parentId, createdAt: ctx.now() });
      await ctx.resources.add({ id, type: 'team', parent: parentId ?? undefined });
      await ctx.emit(teamCreated, { teamId: id });
      return { id, name, parent: parentId, members: 0 };
    },
    async update(id: string, { name, parentId }: { name?: string | undefined; parentId?: string | null | undefined }) {
      const team = await find(id);
      if (name !== undefined) await data.run(queries.rename, { id, name });
      if (parentId !== undefined && parentId !== team.parent) {
        await assertRoom(parentId);
        const [own, above] = [await ctx.resources.find(id), parentId ? await ctx.resources.find(parentId) : undefined];
        if (own && above?.path.startsWith(own.path)) return refuse(errors.belowItself, { pointer: '/parentId' });
        // Who may write a part may not make it part of a team that is not theirs.
        if (!(await ctx.can('team.write', parentId ?? undefined)))
          return refuse(kernelProblems.forbidden, { pointer: '/parentId' });
        // Its people get what that team has, and lose what the one above it has.
        for (const other of [parentId, team.parent]) if (other) await assertMayFill(other, '/parentId');
        await data.run(queries.move, { id, parent: parentId });
        await ctx.resources.move(id, parentId ?? undefined);
      }
      return find(id);
    },
    async remove(id: string): Promise<void> {
      await find(id);
      const gone = await ctx.resources.remove(id);
      await data.run(queries.removeMembers, { teams: gone });
      await data.run(queries.remove, { ids: gone });
      for (const teamId of gone) await ctx.emit(teamRemoved, { teamId });
    },
    async members(id: string, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
      await find(id);
      const [afterKey = '', afterId = ''] = keysOf(cursor)?.map(String) ?? [];
      const rows = await data.all(queries.membersAfter, { team: id, afterKey, afterId, rows: limit + 1 });
      const { items, next } = pageFrom(rows, limit, ({ sortKey, userId }) => [sortKey, userId]);
      return {
        items: items.map(({ sortKey: _, joinedAt, ...one }) => ({ ...one, joinedAt: joinedAt.toISOString() })),
        next,
      };
    },
    async removeMember(teamId: string, userId: string): Promise<void> {
      await find(teamId);
      if ((await data.run(queries.take, { team: teamId, userId })) > 0) {
        await ctx.permissionsChanged(userId);
        return ctx.emit(teamLeft, { teamId, userId });
      }
      if (!(await needs.organizations.isMember(userId))) refuse(errors.unknownPerson, { pointer: '/userId' });
    },
  };
}
export type Teams = ReturnType<typeof createTeams>;
