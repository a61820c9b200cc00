import { type Handlers, kernelProblems, refuse } from '@lectern/kit';
import type { Extent, Right } from './assignments/assignments.ts';
import { type AccessContext, schoolOf } from './context.ts';
import { type accessContract, errors } from './contract.ts';
import type { Access } from './service.ts';

const done = { done: true } as const;

interface Said {
  readonly userId?: string | undefined;
  readonly teamId?: string | undefined;
  readonly role?: string | undefined;
  readonly permission?: string | undefined;
  readonly effect: 'allow' | 'deny';
  readonly on?: string | undefined;
}

export const accessHandlers = (access: Access, ctx: AccessContext): Handlers<typeof accessContract.operations> => {
  function rightOf({ userId, teamId, role, permission, effect, on = schoolOf(ctx) }: Said): Right {
    if ((userId === undefined) === (teamId === undefined))
      return refuse(kernelProblems.invalid, {
        pointer: '/userId',
        detail: 'Say a person or a team: userId or teamId.',
      });
    if ((role === undefined) === (permission === undefined))
      return refuse(kernelProblems.invalid, { pointer: '/role', detail: 'Say a role or a single permission.' });
    const gives = (role ?? permission)!;
    const kind = role === undefined ? 'permission' : 'role';
    return { userId: userId ?? null, team: teamId ?? null, kind, gives, effect, on };
  }
  async function assertMine(right: Right, extent: Extent): Promise<void> {
    const place = {
      on: right.on,
      below: extent.below,
      from: extent.from ?? undefined,
      until: extent.until ?? undefined,
    };
    if (!(await access.giving.mayGiveAll(await access.assignments.permissionsIn(right), place)))
      refuse(errors.notYours, { pointer: right.kind === 'role' ? '/role' : '/permission' });
  }
  function extentOf({
    on,
    below,
    from,
    until,
  }: {
    on?: string | undefined;
    below: boolean;
    from?: string | undefined;
    until?: string | undefined;
  }): Extent {
    if (below && on !== undefined)
      refuse(kernelProblems.invalid, {
        pointer: '/below',
        detail: 'Only what is given in the whole school reaches those below.',
      });
    const extent = {
      below,
      from: from === undefined ? null : new Date(from),
      until: until === undefined ? null : new Date(until),
    };
    const begins = extent.from ?? ctx.now();
    if (extent.until && (extent.until <= begins || extent.until <= ctx.now()))
      refuse(kernelProblems.invalid, { pointer: '/until', detail: 'It would be over before it begins.' });
    return extent;
  }

  return {
    mine: async (_, { actor }) => ({ permissions: await access.permissionsOf(actor.id) }),
    assignments: (page) => access.assignments.page(page),
    personAssignments: async ({ userId }) => ({ items: await access.allOf(userId) }),
    assign: async (said) => {
      const [right, extent] = [rightOf(said), extentOf(said)];
      await assertMine(right, extent);
      const before = await access.assignments.find(right);
      if (before) await assertMine(right, before);
      const id = await access.assignments.give(right, extent);
      return (await access.assignments.told([id]))[0]!;
    },
    unassign: async (said, { actor }) => {
      const right = rightOf(said);
      const before = await access.assignments.find(right);
      // What one was given oneself one may give back.
      if (before && !(right.userId === actor.id && right.effect === 'allow')) await assertMine(right, before);
      await access.assignments.take(right);
      return done;
    },
    handOver: async ({ userId }, { actor }) => {
      if (userId === actor.id) return done;
      await access.give(userId, 'owner');
      await access.take(actor.id, 'owner');
      return done;
    },
    permissions: async () => {
      const items = [];
      for (const { name, summary, plugin, roles, ownerOnly = false } of ctx.permissions) {
        const above = ownerOnly ? (['owner'] as const) : (['owner', 'admin'] as const);
        const mine = await access.giving.mayGiveAll([name]);
        items.push({ name, summary, plugin, roles: [...above, ...roles], ownerOnly, mine });
      }
      return { items: items.sort((a, b) => (a.name < b.name ? -1 : 1)) };
    },
    roles: async () => ({ items: await access.roles.list() }),
    createRole: (given) => access.roles.create(given),
    updateRole: ({ roleId, ...changes }) => access.roles.update(roleId, changes),
    removeRole: async ({ roleId, assignments }) => ({ ...done, taken: await access.roles.remove(roleId, assignments) }),
    explain: ({ userId, permission, on }) => access.explain(userId, permission, on),
    review: (query) => access.review(query),
  };
};
