import { type Context, runInScope, type Scope, system } from '@lectern/kit';
import { type Branding, createBranding } from './branding/branding.ts';
import type { Entrance } from './contract/organization.ts';
import { type Organization, type OrganizationsService, organizationChanged } from './contract.ts';
import { createDomains, type Domains } from './domains/domains.ts';
import { insertAll } from './join-all.ts';
import * as queries from './queries.ts';
import { createQuotas, type Quotas } from './quotas/quotas.ts';
import { stateOf } from './schools/queries.ts';
import { createSchools, type Schools } from './schools/schools.ts';
import { createSchoolSettings, type SchoolSettings } from './settings/settings.ts';
import type { OrganizationsSettings } from './settings.ts';

export interface Organizations extends OrganizationsService {
  update(changes: Partial<Omit<Organization, 'id' | 'logo' | 'darkLogo' | 'welcomesAddresses'>>): Promise<Organization>;
  entrance(): Promise<Entrance>;
  setEntrance(given: Partial<Entrance>): Promise<Entrance>;
  readonly branding: Branding;
  readonly domains: Domains;
  readonly quotas: Quotas;
  readonly schools: Schools;
  readonly schoolSettings: SchoolSettings;
}
export type OrganizationsContext = Context<Record<never, never>, OrganizationsSettings>;

const everywhere: Scope = { actor: system, org: undefined, request: 'memberships', via: 'kernel' };
/** Every request asks for the organization. Another process sees a change of ours when this has run out. */
const rememberFor = 5_000;

export function createOrganizations(ctx: OrganizationsContext): Organizations {
  const { data } = ctx;
  const remembered = new Map<string, { organization: Organization; until: number }>();
  let knownDefault: string | undefined;

  const mine = () => {
    const { org } = ctx.scope();
    if (!org) throw new Error('there is no organization in this scope: `lms init` makes one');
    return org;
  };
  async function read(id: string): Promise<Organization> {
    const found = await data.one(queries.byId, { id });
    if (!found) throw new Error(`there is no organization ${id}`);
    const { emailDomains, ...row } = found;
    const address = (on: string, digest: string | null) =>
      digest === null ? null : `/api/organizations/logo/${on}?v=${digest.slice(0, 16)}`;
    const welcomesAddresses = emailDomains.length > 0;
    return { ...row, welcomesAddresses, logo: address('light', row.logo), darkLogo: address('dark', row.darkLogo) };
  }
  const changed = async () => {
    const id = mine();
    await ctx.emit(organizationChanged, { organizationId: id });
    data.afterCommit(() => remembered.delete(id));
  };
  const beginning = () => ({
    summary: '',
    brandHue: 205,
    signUp: 'open' as const,
    emailDomains: [],
    state: 'active' as const,
    createdAt: ctx.now(),
    changedAt: ctx.now(),
  });
  const isMember = async (userId: string) => (await data.one(queries.activeIn, { userId })) !== undefined;
  const membershipOf: Organizations['membershipOf'] = async (userId) => {
    const row = await data.one(queries.membership, { userId });
    return row && { ...row, joinedAt: row.joinedAt.toISOString(), changedAt: row.changedAt.toISOString() };
  };
  const current = async () => {
    const id = mine();
    const now = ctx.now().getTime();
    const known = remembered.get(id);
    if (known && known.until > now) return known.organization;
    const organization = await read(id);
    remembered.set(id, { organization, until: now + rememberFor });
    return organization;
  };
  const quotas = createQuotas(ctx);
  const join = (userId: string) =>
    data.unit(async () => {
      const before = await data.one(queries.membership, { userId });
      if (before && before.state !== 'removed') return;
      await quotas.room('people', 1);
      await data.run(queries.join, { userId, now: ctx.now() });
    });
  const entrance = async () => (await data.one(queries.entrance, { id: mine() }))! as Entrance;
  const domains = createDomains(ctx);
  const schoolSettings: SchoolSettings = createSchoolSettings(ctx, { isMember, below: (id) => schools.find(id) });
  const schools = createSchools(ctx, {
    current,
    isMember,
    join,
    insert: (school) => data.run(queries.insert, { ...beginning(), ...school, isDefault: false }),
    changed() {
      domains.forget();
      remembered.clear();
    },
    moved: schoolSettings.treeChanged,
  });

  return {
    current,
    async update({ name, summary, locale, timeZone, brandHue, signUp }) {
      const id = mine();
      await data.run(queries.update, {
        id,
        name: name ?? null,
        summary: summary ?? null,
        locale: locale ?? null,
        timeZone: timeZone ?? null,
        brandHue: brandHue ?? null,
        signUp: signUp ?? null,
      });
      await changed();
      return read(id);
    },
    entrance,
    async setEntrance({ signUp, emailDomains }) {
      const id = mine();
      const nothing = { name: null, summary: null, locale: null, timeZone: null, brandHue: null };
      if (signUp) await data.run(queries.update, { ...nothing, id, signUp });
      if (emailDomains) await data.run(queries.setEmailDomains, { id, emailDomains: [...new Set(emailDomains)] });
      await changed();
      return entrance();
    },
    async defaultId() {
      knownDefault ??= (await data.one(queries.theDefault))?.id;
      return knownDefault;
    },
    ensureDefault: ({ name, locale = 'en' }) =>
      data.unit(async () => {
        const found = await data.one(queries.theDefault);
        if (found) return found.id;
        // The machine's own: whoever sets a school up is most often where its people are.
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
        const place = { isDefault: true, parent: null, address: null };
        await data.run(queries.insert, { ...beginning(), ...place, id: ctx.id(), name, locale, timeZone });
        return (await data.one(queries.theDefault))!.id;
      }),
    ids: async () => (await data.all(queries.ids)).map((one) => one.id),
    isMember,
    membershipOf,
    join,
    async joinAll(userIds) {
      await quotas.room('people', userIds.length);
      const [now, state] = [ctx.now(), 'active' as const];
      await data.run(insertAll, { rows: userIds.map((userId) => ({ userId, state, joinedAt: now, changedAt: now })) });
    },
    async setMembership(userId, state) {
      if (state === 'active' && (await membershipOf(userId))?.state === 'removed') await quotas.room('people', 1);
      if ((await data.run(queries.setState, { userId, state, now: ctx.now() })) === 0) return false;
      await ctx.permissionsChanged(userId);
      return true;
    },
    organizationsOf: async (userId) =>
      (await runInScope(everywhere, () => data.all(queries.organizationsOf, { userId }))).map(
        (one) => one.organization,
      ),
    openTo: (userId) => runInScope(everywhere, () => data.all(queries.openTo, { userId })),
    stateOf: async (id) => (await data.one(stateOf, { id }))?.state,
    room: quotas.room,
    async welcomes(email) {
      const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
      return (await entrance()).emailDomains.includes(domain);
    },
    siteOf: domains.siteOf,
    branding: createBranding(ctx, changed),
    domains,
    quotas,
    schools,
    schoolSettings,
  };
}
