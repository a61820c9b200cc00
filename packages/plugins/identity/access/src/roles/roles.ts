// Roles of the school's own.
import { type BuiltInRole, builtInRoles, refuse, wholeInstallation } from '@lectern/kit';
import { type AccessContext, schoolOf } from '../context.ts';
import { errors } from '../contract/errors.ts';
import { roleChanged, roleCreated, roleRemoved } from '../contract/events.ts';
import type { RoleHere } from '../contract/role.ts';
import type { Giving } from '../rights/giving.ts';
import { builtInWords } from './built-in.ts';
import * as queries from './queries.ts';
import { isBuiltIn, type RoleSets } from './sets.ts';

export interface Described {
  readonly name: string;
  readonly summary: string;
  readonly permissions: readonly string[];
}
export interface Roles {
  list(): Promise<RoleHere[]>;
  /** By id, of both kinds. */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  create(given: Described): Promise<RoleHere>;
  update(id: string, changes: { [K in keyof Described]?: Described[K] | undefined }): Promise<RoleHere>;
  remove(id: string, assignments: 'keep' | 'take'): Promise<{ people: number; teams: number }>;
}
type Row = Described & { readonly id: string; readonly changedAt: Date };

/** What nobody is denied in the whole school: see `errors.locksOut`. */
export const keepsTheSchool = 'access.assign';

export function createRoles(ctx: AccessContext, sets: RoleSets, giving: Giving): Roles {
  const { data } = ctx;
  const find = async (id: string, pointer = '/roleId'): Promise<Row> =>
    isBuiltIn(id)
      ? refuse(errors.builtIn, { pointer })
      : ((await data.one(queries.roleById, { id })) ?? refuse(errors.unknownRole, { pointer }));

  async function told(row: Row, used: { people: number; teams: number }): Promise<RoleHere> {
    const known = sets.everything();
    return {
      ...row,
      builtIn: false,
      permissions: [...row.permissions],
      stale: row.permissions.filter((one) => !known.has(one)),
      people: used.people,
      teams: used.teams,
      mayGive: await giving.mayGiveAll(row.permissions),
      changedAt: row.changedAt.toISOString(),
    };
  }
  /** Of those that the role had already some may mean nothing at the moment: they stay. */
  async function assertGood(
    permissions: readonly string[],
    before: readonly string[] = [],
  ): Promise<readonly string[]> {
    const known = sets.everything();
    const strange = permissions.findIndex((one) => !known.has(one) && !before.includes(one));
    if (strange >= 0) refuse(errors.unknownPermission, { pointer: `/permissions/${strange}` });
    for (const [i, one] of permissions.entries())
      if (!(await giving.mayGiveAll([one])))
        refuse(errors.notYours, { pointer: `/permissions/${i}`, facts: { permission: one } });
    return [...new Set(permissions)].sort();
  }
  async function assertFree(name: string, id?: string): Promise<void> {
    const taken = await data.one(queries.roleByName, { name });
    const isBuiltInName = builtInRoles.some((role) => builtInWords[role][0].toLowerCase() === name.toLowerCase());
    if (isBuiltInName || (taken && taken.id !== id)) refuse(errors.nameTaken, { pointer: '/name' });
  }
  async function freeId(name: string): Promise<string> {
    const word = name
      .normalize('NFD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^[^a-z]+|-+$/g, '')
      .slice(0, 50);
    const base = word || 'role';
    for (let n = 1; ; n++) {
      const id = n === 1 ? base : `${base}-${n}`;
      if (!isBuiltIn(id) && !(await data.one(queries.roleById, { id }))) return id;
    }
  }
  /** For all who have it, in one row. */
  async function moved(id: string): Promise<void> {
    const used = await data.one(queries.useOfRole, { role: id });
    await ctx.permissionsChanged((used?.below ?? 0) > 0 ? wholeInstallation : schoolOf(ctx));
  }

  return {
    async list() {
      const used = new Map((await data.all(queries.useOfRoles)).map(({ role, ...use }) => [role, use]));
      const none = { people: 0, teams: 0 };
      const builtIn = builtInRoles.map(async (id): Promise<RoleHere> => {
        const [name, summary] = builtInWords[id];
        const permissions = [...sets.builtIn(id)].sort();
        const mayGive = await giving.mayGiveAll(permissions);
        return {
          id,
          name,
          summary,
          builtIn: true,
          permissions,
          stale: [],
          ...(used.get(id) ?? none),
          mayGive,
          changedAt: null,
        };
      });
      const own = (await data.all(queries.allRoles)).map((row) => told(row, used.get(row.id) ?? none));
      return Promise.all([...builtIn, ...own]);
    },
    async names(ids) {
      const found = new Map<string, string>();
      for (const id of ids) if (isBuiltIn(id)) found.set(id, builtInWords[id as BuiltInRole][0]);
      const own = ids.filter((id) => !isBuiltIn(id));
      if (own.length > 0)
        for (const { id, name } of await data.all(queries.roleNames, { ids: own })) found.set(id, name);
      return found;
    },
    create: ({ name, summary, permissions }) =>
      data.unit(async () => {
        const row = {
          id: await freeId(name),
          name,
          summary,
          permissions: await assertGood(permissions),
          changedAt: ctx.now(),
        };
        await assertFree(name);
        if ((await data.run(queries.insertRole, { ...row, version: ctx.id() })) === 0)
          return refuse(errors.nameTaken, { pointer: '/name' });
        await ctx.emit(roleCreated, { role: row.id });
        return told(row, { people: 0, teams: 0 });
      }),
    update: (id, changes) =>
      data.unit(async () => {
        const before = await find(id);
        if (!(await giving.mayGiveAll(before.permissions))) return refuse(errors.notYours, { pointer: '/roleId' });
        const permissions = changes.permissions
          ? await assertGood(changes.permissions, before.permissions)
          : before.permissions;
        if (changes.name !== undefined) await assertFree(changes.name, id);
        if (permissions.includes(keepsTheSchool) && (await data.one(queries.isDenied, { role: id, on: schoolOf(ctx) })))
          return refuse(errors.locksOut, { pointer: '/permissions' });
        const row = {
          id,
          name: changes.name ?? before.name,
          summary: changes.summary ?? before.summary,
          permissions,
          changedAt: ctx.now(),
        };
        await data.run(queries.changeRole, { ...row, version: ctx.id() });
        await moved(id);
        await ctx.emit(roleChanged, { role: id });
        return told(row, (await data.one(queries.useOfRole, { role: id }))!);
      }),
    remove: (id, assignments) =>
      data.unit(async () => {
        const before = await find(id);
        if (!(await giving.mayGiveAll(before.permissions))) return refuse(errors.notYours, { pointer: '/roleId' });
        const { people = 0, teams = 0 } = (await data.one(queries.useOfRole, { role: id })) ?? {};
        if (people + teams > 0 && assignments === 'keep') return refuse(errors.roleInUse, { facts: { people, teams } });
        await moved(id);
        await data.run(queries.takeRole, { role: id });
        await data.run(queries.removeRole, { id });
        await ctx.emit(roleRemoved, { role: id });
        return { people, teams };
      }),
  };
}
