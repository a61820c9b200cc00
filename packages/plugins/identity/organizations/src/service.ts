import { type Context, runInScope, type Scope, system } from '@lectern/kit';
import { type Organization, type OrganizationsService, organizationChanged } from './contract.ts';
import { byId, ids, insert, join, membership, organizationsOf, setState, theDefault, update } from './queries.ts';

export interface Organizations extends OrganizationsService {
  update(changes: Partial<Omit<Organization, 'id'>>): Promise<Organization>;
}

const everywhere: Scope = { actor: system, org: undefined, request: 'memberships', via: 'kernel' };
/** Every request asks for the organization. Another process sees a change of ours when this has run out. */
const rememberFor = 5_000;

export function createOrganizations(ctx: Context): Organizations {
  const { data } = ctx;
  const remembered = new Map<string, { organization: Organization; until: number }>();
  let knownDefault: string | undefined;

  const mine = () => {
    const { org } = ctx.scope();
    if (!org) throw new Error('there is no organization in this scope: `lms init` makes one');
    return org;
  };
  async function read(id: string): Promise<Organization> {
    const organization = await data.one(byId, { id });
    if (!organization) throw new Error(`there is no organization ${id}`);
    return organization;
  }

  return {
    async current() {
      const id = mine();
      const now = ctx.now().getTime();
      const known = remembered.get(id);
      if (known && known.until > now) return known.organization;
      const organization = await read(id);
      remembered.set(id, { organization, until: now + rememberFor });
      return organization;
    },
    async update({ name, summary, locale, brandHue, signUp }) {
      const id = mine();
      await data.run(update, {
        id,
        name: name ?? null,
        summary: summary ?? null,
        locale: locale ?? null,
        brandHue: brandHue ?? null,
        signUp: signUp ?? null,
      });
      await ctx.emit(organizationChanged, { organizationId: id });
      data.afterCommit(() => remembered.delete(id));
      return read(id);
    },
    async defaultId() {
      knownDefault ??= (await data.one(theDefault))?.id;
      return knownDefault;
    },
    ensureDefault: ({ name, locale = 'en' }) =>
      data.unit(async () => {
        const found = await data.one(theDefault);
        if (found) return found.id;
        await data.run(insert, {
          id: ctx.id(),
          name,
          summary: '',
          locale,
          brandHue: 205,
          signUp: 'open',
          isDefault: true,
          createdAt: ctx.now(),
        });
        return (await data.one(theDefault))!.id;
      }),
    ids: async () => (await data.all(ids)).map((one) => one.id),
    isMember: async (userId) => (await data.one(membership, { userId }))?.state === 'active',
    async membershipOf(userId) {
      const row = await data.one(membership, { userId });
      return row && { ...row, joinedAt: row.joinedAt.toISOString(), changedAt: row.changedAt.toISOString() };
    },
    join: async (userId) => void (await data.run(join, { userId, now: ctx.now() })),
    async setMembership(userId, state) {
      if ((await data.run(setState, { userId, state, now: ctx.now() })) === 0) return false;
      await ctx.permissionsChanged(userId);
      return true;
    },
    organizationsOf: async (userId) =>
      (await runInScope(everywhere, () => data.all(organizationsOf, { userId }))).map((one) => one.organization),
  };
}
