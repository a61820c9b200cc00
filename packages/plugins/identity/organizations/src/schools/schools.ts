// Schools below a school. Whoever looks after them from above makes, closes, limits and deletes them; what is in them is
// not theirs to see.
import { type Context, kernelProblems, keysOf, type Page, pageFrom, refuse, runInScope } from '@lectern/kit';
import { errors } from '../contract/errors.ts';
import type { Limits } from '../contract/quotas.ts';
import { owningSlot, type School, type SchoolState } from '../contract/schools.ts';
import { organizationClosed, organizationOpened } from '../contract.ts';
import { setLimits } from '../quotas/queries.ts';
import * as queries from './queries.ts';

/** How long what was deleted can be restored. */
export const grace = 30 * 24 * 3_600_000;

/** Of a school that closes, so many are out on their next request: a unit has ten seconds. */
const atOnce = 5_000;

export interface Schools {
  /** @throws not_found for what is not below the organization of the scope */
  find(id: string): Promise<School>;
  list(page: { cursor?: string | undefined; limit: number }): Promise<Page<School>>;
  /** @throws organizations.address_taken */
  create(given: { name: string; address: string; parentId?: string | undefined }, owner: string): Promise<School>;
  /** @throws organizations.address_taken, organizations.not_below */
  change(
    id: string,
    changes: {
      name?: string | undefined;
      address?: string | undefined;
      parentId?: string | undefined;
      limits?: { [K in keyof Limits]?: Limits[K] | undefined } | undefined;
    },
  ): Promise<School>;
  suspend(id: string): Promise<School>;
  /** @throws organizations.erased */
  resume(id: string): Promise<School>;
  /** @throws organizations.has_schools */
  remove(id: string): Promise<School>;
  giveOwner(id: string, userId: string): Promise<void>;
}
export interface SchoolParts {
  readonly isMember: (userId: string) => Promise<boolean>;
  /** In the scope of the school. */
  readonly join: (userId: string) => Promise<void>;
  readonly insert: (school: { id: string; name: string; address: string; parent: string }) => Promise<number>;
  /** Where hosts lead, and what is remembered of a school, is another now. */
  readonly changed: () => void;
  /** In the unit: what schools inherit comes from elsewhere now. */
  readonly moved: () => Promise<void>;
}
type Row = Omit<School, 'createdAt' | 'eraseAt' | 'limits'> & {
  createdAt: Date;
  eraseAt: Date | null;
  maxPeople: number | null;
  maxBytes: number | null;
  maxMinutes: number | null;
};
const told = ({ maxPeople, maxBytes, maxMinutes, createdAt, eraseAt, ...row }: Row): School => ({
  ...row,
  createdAt: createdAt.toISOString(),
  eraseAt: eraseAt?.toISOString() ?? null,
  limits: { people: maxPeople, bytes: maxBytes, minutes: maxMinutes },
});

/** Everything below one, in the order of the list. */
function below(all: readonly Row[], root: string): Row[] {
  const inside = new Set([root]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { id, parent } of all)
      if (parent !== null && inside.has(parent) && !inside.has(id)) {
        inside.add(id);
        grown = true;
      }
  }
  return all.filter(({ id }) => id !== root && inside.has(id));
}

export function createSchools(ctx: Context, { isMember, join, insert, changed, moved }: SchoolParts): Schools {
  const { data } = ctx;
  const here = () => ctx.scope().org ?? '';
  /** What is not below is not there, whoever asks. */
  async function mine(id: string, pointer = '/organizationId'): Promise<Row> {
    const found = below(await data.all(queries.tree), here()).find((one) => one.id === id);
    return found ?? refuse(kernelProblems.notFound, { pointer });
  }
  const inside = <T>(org: string, work: () => Promise<T>): Promise<T> => runInScope({ ...ctx.scope(), org }, work);
  async function own(org: string, userId: string): Promise<void> {
    const owning = ctx.fills(owningSlot)[0];
    await inside(org, async () => {
      await join(userId);
      await owning?.give(userId);
    });
  }
  async function freeAddress(address: string | undefined, of?: string): Promise<void> {
    const taken = address === undefined ? undefined : await data.one(queries.atAddress, { address });
    if (taken && taken.id !== of) refuse(errors.addressTaken, { pointer: '/address' });
  }
  async function become(id: string, state: SchoolState, eraseAt: Date | null): Promise<School> {
    await mine(id);
    if ((await data.run(queries.setState, { id, state, now: ctx.now(), eraseAt })) > 0) {
      if (state === 'active') await ctx.emit(organizationOpened, { organizationId: id });
      else await ctx.emit(organizationClosed, { organizationId: id, deleted: state === 'deleted' });
    }
    // Others are out when what the kernel remembers of them is a minute old.
    const members = await inside(id, () => data.all(queries.membersOf, { rows: atOnce }));
    for (const { userId } of members) await ctx.permissionsChanged(userId);
    data.afterCommit(changed);
    return told(await mine(id));
  }

  return {
    find: async (id) => told(await mine(id)),
    async list({ cursor, limit }) {
      const all = below(await data.all(queries.tree), here());
      const [afterName = '', afterId = ''] = keysOf(cursor)?.map(String) ?? [];
      const sorted = [...all].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
      const rest = sorted.filter(({ name, id }) => name > afterName || (name === afterName && id > afterId));
      const { items, next } = pageFrom(rest.slice(0, limit + 1), limit, ({ name, id }) => [name, id]);
      return { items: items.map(told), next };
    },
    async create({ name, address, parentId }, owner) {
      if (parentId !== undefined && parentId !== here()) await mine(parentId, '/parentId');
      await freeAddress(address);
      const id = ctx.id();
      // Of two at once that choose the same address, one finds it taken.
      if ((await insert({ id, name, address, parent: parentId ?? here() })) === 0)
        return refuse(errors.addressTaken, { pointer: '/address' });
      await own(id, owner);
      data.afterCommit(changed);
      return told(await mine(id));
    },
    async change(id, { name, address, parentId, limits }) {
      const now = await mine(id);
      await freeAddress(address, id);
      if (parentId !== undefined && parentId !== now.parent) {
        if (parentId !== here()) await mine(parentId, '/parentId');
        const all = await data.all(queries.tree);
        if (parentId === id || below(all, id).some((one) => one.id === parentId))
          return refuse(errors.notThere, { pointer: '/parentId' });
      }
      await data.run(queries.change, { id, name: name ?? null, address: address ?? null, parent: parentId ?? null });
      if (parentId !== undefined && parentId !== now.parent) await moved();
      if (limits) {
        const { people = now.maxPeople, bytes = now.maxBytes, minutes = now.maxMinutes } = limits;
        await data.run(setLimits, { id, maxPeople: people, maxBytes: bytes, maxMinutes: minutes });
      }
      data.afterCommit(changed);
      return told(await mine(id));
    },
    suspend: (id) => become(id, 'suspended', null),
    async resume(id) {
      const { state, eraseAt } = await mine(id);
      if (state === 'deleted' && eraseAt !== null && eraseAt <= ctx.now()) return refuse(errors.erased);
      return become(id, 'active', null);
    },
    async remove(id) {
      await mine(id);
      if ((await data.all(queries.childrenOf, { parent: id })).length > 0) return refuse(errors.hasSchools);
      return become(id, 'deleted', new Date(ctx.now().getTime() + grace));
    },
    async giveOwner(id, userId) {
      await mine(id);
      const known = (await isMember(userId)) || (await inside(id, () => isMember(userId)));
      if (!known) return refuse(kernelProblems.notFound, { pointer: '/userId' });
      await own(id, userId);
    },
  };
}
