// Every way in which the house answers "may they?" against thirty lines that do it the slow way: a check before an
// operation, `can` within one, an explanation, and a list that is filtered in the query.
import { authPlugin } from '@lectern/auth';
import { invitationsPlugin } from '@lectern/invitations';
import {
  type Dialect,
  defineContract,
  definePlugin,
  type Grant,
  Id,
  post,
  query,
  ranges,
  resources,
  rightsOf,
  unitOrg,
  visibleQuery,
} from '@lectern/kit';
import { organizationsPlugin } from '@lectern/organizations';
import { openTestSchool, type TestPerson, type TestSchool } from '@lectern/server/testing';
import { teamsPlugin } from '@lectern/teams';
import { usersPlugin } from '@lectern/users';
import { and, asc, eq, ne } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Assignments } from '../src/assignments/assignments.ts';
import { accessService } from '../src/contract.ts';
import { accessPlugin } from '../src/plugin.ts';
import type { Access } from '../src/service.ts';

const permissions = ['probe.read', 'probe.write', 'probe.publish'] as const;
const things = ['a', 'b', 'aa', 'ab', 'aaa', 'ba'] as const;
const teamNames = ['one', 'two'] as const;

interface Right {
  readonly holder: 'ana' | 'ben' | (typeof teamNames)[number];
  readonly gives: string;
  readonly effect: 'allow' | 'deny';
  readonly on: string;
  readonly from: number | undefined;
  readonly until: number | undefined;
}
interface World {
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly parents: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, readonly string[]>>;
  /** Whether the second team is part of the first. */
  readonly nested: boolean;
  readonly rights: readonly Right[];
}

/** The reference. Hours are whole, and so is `at`. */
function mayThey(world: World, person: string, permission: string, on: string, at: number): boolean {
  const holders = new Set([person]);
  for (const [team, people] of Object.entries(world.members)) if (people.includes(person)) holders.add(team);
  if (world.nested && holders.has('two')) holders.add('one');
  const places = new Set([on, 'school']);
  for (let above = world.parents[on]; above !== undefined; above = world.parents[above]) places.add(above);
  let allowed = false;
  for (const { holder, gives, effect, on: place, from, until } of world.rights) {
    if (!holders.has(holder) || !places.has(place)) continue;
    if (gives !== permission && !world.roles[gives]?.includes(permission)) continue;
    if (from !== undefined && at < from) continue;
    if (until !== undefined && at >= until) continue;
    if (effect === 'deny') return false;
    allowed = true;
  }
  return allowed;
}

const hour = fc.option(fc.integer({ min: -2, max: 3 }), { nil: undefined });
const someRight: fc.Arbitrary<Right> = fc
  .record({
    holder: fc.constantFrom('ana' as const, 'ben' as const, ...teamNames),
    gives: fc.constantFrom(...permissions, 'role-0', 'role-1'),
    effect: fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
    on: fc.constantFrom('school', ...things),
    from: hour,
    until: hour,
  })
  .filter(({ from, until }) => from === undefined || until === undefined || from < until);
const someWorld: fc.Arbitrary<World> = fc.record({
  roles: fc.record({ 'role-0': fc.subarray([...permissions]), 'role-1': fc.subarray([...permissions]) }),
  parents: fc.constantFrom<Readonly<Record<string, string>>>(
    { aa: 'a', ab: 'a', aaa: 'aa', ba: 'b' },
    { aa: 'b', ab: 'aa', aaa: 'ab', ba: 'b' },
    {},
  ),
  members: fc.record({ one: fc.subarray(['ana', 'ben']), two: fc.subarray(['ana', 'ben']) }),
  nested: fc.boolean(),
  rights: fc.uniqueArray(someRight, {
    maxLength: 9,
    selector: ({ holder, gives, effect, on }) => `${holder} ${gives} ${effect} ${on}`,
  }),
});

async function keyOf(school: TestSchool, id: string): Promise<string> {
  const { keys } = school.server.host.serviceOf('auth') as {
    keys: { create(name: string, call: object): Promise<{ key: string }> };
  };
  const actor = { kind: 'person', id } as const;
  const { org } = await school.inside(async () => school.server.host.contextOf('access').scope());
  return (await school.inside(() => keys.create('script', { actor, org }), actor)).key;
}

describe('the evaluator', () => {
  // Red when `decide` goes on after a denial, when it begins at the thing's own scope, and when a last moment still holds.
  test('agrees with the reference in thousands of worlds, in checks and in ranges', () => {
    fc.assert(
      fc.property(someWorld, fc.integer({ min: -3, max: 4 }), (world, at) => {
        const pathOf = (id: string): string =>
          id === 'school' ? '/school/' : `${pathOf(world.parents[id] ?? 'school')}${id}/`;
        const teamsOf = (person: string) => [
          person,
          ...teamNames.filter((team) => world.members[team]!.includes(person)),
          ...(world.nested && world.members.two!.includes(person) ? ['one'] : []),
        ];
        for (const person of ['ana', 'ben']) {
          const grants = world.rights
            .filter(({ holder }) => teamsOf(person).includes(holder))
            .map(({ gives, effect, on, from, until }): Grant => {
              return { permissions: new Set(world.roles[gives] ?? [gives]), scope: pathOf(on), effect, from, until };
            });
          const rights = rightsOf(grants);
          for (const permission of permissions) {
            const seen = rights.visible(permission, at);
            for (const on of ['school', ...things]) {
              const path = pathOf(on);
              const expected = mayThey(world, person, permission, on, at);
              expect(rights.decide(permission, path, at).allowed).toBe(expected);
              expect(seen.some(([low, high]) => path >= low && path < high)).toBe(expected);
              // What is held on a thing, always, is held on all below it at every moment.
              if (rights.holds(permission, path, at, Number.POSITIVE_INFINITY))
                for (const below of things.filter((one) => pathOf(one).startsWith(path)))
                  for (const later of [at, at + 1, at + 5])
                    expect(mayThey(world, person, permission, below, later)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

const seenThings = query('probe.seen', { seen: ranges() }, (q, p, powers) =>
  q
    .select({ id: resources.id })
    .from(resources)
    .where(and(eq(resources.org, unitOrg), ne(resources.type, 'team'), powers.within(resources.path, p.seen)))
    .orderBy(asc(resources.id)),
);
const visibleThings = visibleQuery('probe.visible', { type: resources.type }, (q, p, _, seen) =>
  q
    .select({ id: resources.id })
    .from(resources)
    .where(and(eq(resources.org, unitOrg), eq(resources.type, p.type), seen(resources.id)))
    .orderBy(asc(resources.id)),
);
const told = z.array(z.string());
const asked = z.object({ on: z.array(Id) });
const probe = defineContract({
  id: 'probe',
  summary: 'Asks for the test',
  permissions: Object.fromEntries(permissions.map((name) => [name, { summary: name, roles: [] }])),
  operations: {
    ask: post('/ask', {
      summary: 'All at once',
      needs: 'self',
      changes: false,
      input: asked,
      output: z.object({ can: told, seen: told, few: told, many: told }),
      example: { input: { on: [] }, output: { can: [], seen: [], few: [], many: [] } },
    }),
    read: post('/read', {
      summary: 'The check before an operation',
      needs: { permission: 'probe.read', on: 'on' },
      changes: false,
      input: z.object({ on: Id.optional() }),
      output: z.object({ done: z.boolean() }),
      example: { input: {}, output: { done: true } },
    }),
  },
});
const probePlugin = definePlugin({
  contract: probe,
  service: (ctx) => ctx,
  handlers: (ctx) => ({
    async ask({ on }) {
      const [can, seen]: [string[], string[]] = [[], []];
      const byPlan: Record<'few' | 'many', string[]> = { few: [], many: [] };
      for (const permission of permissions) {
        for (const one of [undefined, ...on])
          if (await ctx.can(permission, one)) can.push(`${permission} ${one ?? ''}`);
        for (const { id } of await ctx.data.all(seenThings, { seen: await ctx.visible(permission) }))
          seen.push(`${permission} ${id}`);
        for (const type of ['level-1', 'level-2', 'level-3', 'level-4']) {
          const visible = await ctx.visibleOf(type, permission);
          for (const [plan, found] of Object.entries(byPlan)) {
            const given = { ...visible, few: plan === 'few' };
            for (const { id } of await ctx.data.all(visibleThings.for(given), { visible: given, type }))
              found.push(`${permission} ${id}`);
          }
        }
      }
      return { can, seen, ...byPlan };
    },
    read: () => ({ done: true }),
  }),
});

interface Teams {
  create(given: { name: string; parentId?: string }): Promise<{ id: string }>;
  addMember(teamId: string, userId: string): Promise<void>;
  remove(teamId: string): Promise<void>;
}

describe.each(['sqlite', 'postgres'] as const)('a school on %s', (dialect: Dialect) => {
  let school: TestSchool;
  let people: Readonly<Record<string, TestPerson>>;
  let keys: Readonly<Record<string, string>>;
  let runs = 0;
  const ctx = () => school.server.host.contextOf('access');
  const access = () => school.service(accessService) as Access;

  beforeAll(async () => {
    const plugins = [
      organizationsPlugin,
      usersPlugin,
      accessPlugin,
      authPlugin,
      invitationsPlugin,
      teamsPlugin,
      probePlugin,
    ];
    school = await openTestSchool(plugins, dialect);
    people = { ana: await school.person('learner', 'Ana'), ben: await school.person('learner', 'Ben') };
    await school.person('owner');
    keys = Object.fromEntries(
      await Promise.all(Object.entries(people).map(async ([name, { id }]) => [name, await keyOf(school, id)] as const)),
    );
  }, 120_000);
  afterAll(() => school.close());
  /** With a key, of whose holder the kernel remembers what they may: a change has to reach that. */
  async function asks(name: string, path: string, body: object): Promise<Response> {
    const headers = { authorization: `Bearer ${keys[name]}`, 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    return school.server.fetch(new Request(`http://school.test/api/probe/${path}`, request));
  }

  /** As a school would come to it, in one unit. @returns what takes it away again */
  async function make(world: World, start: number) {
    const depth = (name: string): number => 1 + (world.parents[name] ? depth(world.parents[name]) : 0);
    const id = (name: string) => `${name}-${runs}`;
    const teams = school.server.host.serviceOf('teams') as Teams;
    const { resources: tree, scope } = ctx();
    const ids = new Map<string, string>(Object.entries(people).map(([name, person]) => [name, person.id]));
    for (const name of things) ids.set(name, id(name));
    await school.server.database.unit(async () => {
      for (const name of things)
        await tree.add({
          id: id(name),
          type: `level-${depth(name)}`,
          parent: world.parents[name] && id(world.parents[name]),
        });
      const one = await teams.create({ name: 'one' });
      const two = await teams.create({ name: 'two', ...(world.nested && { parentId: one.id }) });
      ids.set('one', one.id).set('two', two.id).set('school', scope().org!);
      const roles = new Map<string, string>();
      for (const [name, gives] of Object.entries(world.roles))
        roles.set(name, (await access().roles.create({ name: id(name), summary: '', permissions: gives })).id);
      const at = (hours: number | undefined) => (hours === undefined ? null : new Date(start + hours * 3_600_000));
      for (const { holder, gives, effect, on, from, until } of world.rights) {
        const isTeam = teamNames.includes(holder as 'one');
        const right: Parameters<Assignments['give']>[0] = {
          userId: isTeam ? null : ids.get(holder)!,
          team: isTeam ? ids.get(holder)! : null,
          kind: roles.has(gives) ? 'role' : 'permission',
          gives: roles.get(gives) ?? gives,
          effect,
          on: ids.get(on)!,
        };
        await access().assignments.give(right, { below: false, from: at(from), until: at(until) });
      }
      // Last, so that joining a team has to reach who is known already.
      for (const team of teamNames)
        for (const person of world.members[team]!) await teams.addMember(ids.get(team)!, ids.get(person)!);
    });
    return {
      ids,
      remove: () =>
        school.server.database.unit(async () => {
          if (!world.nested) await teams.remove(ids.get('two')!);
          await teams.remove(ids.get('one')!);
          for (const name of things) if (world.parents[name] === undefined) await tree.remove(id(name));
          const roles = (await access().roles.list()).filter(({ builtIn }) => !builtIn);
          for (const role of roles) await access().roles.remove(role.id, 'take');
        }),
    };
  }

  test('checks, answers within, explains and lists as the reference does, hour by hour', {
    timeout: 280_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(someWorld, async (world) => {
        runs++;
        const start = ctx().now().getTime();
        const made = await school.inside(() => make(world, start));
        const on = things.map((name) => made.ids.get(name)!);
        try {
          for (const hours of [0, 1]) {
            if (hours > 0) school.advance({ hours });
            for (const [name, person] of Object.entries(people)) {
              const expected = permissions.flatMap((permission) =>
                ['school', ...things]
                  .filter((thing) => mayThey(world, name, permission, thing, hours))
                  .map((thing) => `${permission} ${thing === 'school' ? '' : made.ids.get(thing)}`),
              );
              const told = (await (await asks(name, 'ask', { on })).json()) as Record<
                'can' | 'seen' | 'few' | 'many',
                string[]
              >;
              expect(told.can.sort()).toEqual([...expected].sort());
              for (const list of [told.seen, told.few, told.many])
                expect(list.sort()).toEqual(expected.filter((one) => !one.endsWith(' ')).sort());
              const thing = things[runs % things.length]!;
              const about = made.ids.get(thing)!;
              const allowed = mayThey(world, name, 'probe.read', thing, hours);
              expect((await asks(name, 'read', { on: about })).status).toBe(allowed ? 200 : 403);
              const why = await school.inside(() => access().explain(person.id, 'probe.read', about));
              expect(why.allowed).toBe(allowed);
              if (allowed) expect(why.decides).toMatchObject({ effect: 'allow', state: 'holds' });
              if (why.because === 'denied') expect(why.decides).toMatchObject({ effect: 'deny', state: 'holds' });
            }
          }
        } finally {
          await school.inside(made.remove);
          await school.inside(() =>
            school.server.database.unit(async () => {
              for (const person of Object.values(people))
                for (const { assignmentId: _, ...one } of await access().allOf(person.id)) await lift(person.id, one);
            }),
          );
        }
      }),
      { numRuns: dialect === 'sqlite' ? 120 : 50 },
    );
  });
  const lift = (userId: string, one: { role: string | null; permission: string | null; effect: 'allow' | 'deny' }) =>
    access().assignments.take({
      userId,
      team: null,
      kind: one.role === null ? 'permission' : 'role',
      gives: (one.role ?? one.permission)!,
      effect: one.effect,
      on: ctx().scope().org!,
    });
});
