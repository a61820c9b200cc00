import { type Context, runInScope, type Scope, system, wholeInstallation } from '@lectern/kit';
import { type Branding, createBranding } from './branding/branding.ts';
import type { Entrance } from './contract/entrance.ts';
import { type Organization, type OrganizationsService, organizationChanged } from './contract.ts';
import { createDomains, type Domains } from './domains/domains.ts';
import { insertAll } from './join-all.ts';
import { createMailDomains, domainOf, type MailDomains } from './mail-domains/mail-domains.ts';
import * as queries from './queries.ts';
import { createQuotas, type Quotas } from './quotas/quotas.ts';
import { stateOf } from './schools/queries.ts';
import { createSchools, type Schools } from './schools/schools.ts';
import { setValue, treeChanged } from './settings/queries.ts';
import { createSchoolSettings, type SchoolSettings } from './settings/settings.ts';
import type { Decided, OrganizationsSettings } from './settings.ts';

export interface Organizations extends OrganizationsService {
  /** @throws organizations.setting_locked */
  update(changes: Partial<Omit<Organization, 'id' | 'logo' | 'darkLogo' | 'welcomesAddresses'>>): Promise<Organization>;
  entrance(): Promise<Entrance>;
  setEntrance(given: Partial<Pick<Entrance, 'signUp' | 'emailDomains'>>): Promise<Entrance>;
  /** After `mailDomains.look`. */
  emailDomainProven(domain: string): Promise<Entrance>;
  /** What the school has named. */
  emailDomains(): Promise<readonly string[]>;
  readonly mailDomains: MailDomains;
  readonly branding: Branding;
  readonly domains: Domains;
  readonly quotas: Quotas;
  readonly schools: Schools;
  readonly schoolSettings: SchoolSettings;
}
type Row = Omit<Organization, keyof Decided>;
export type OrganizationsContext = Context<Record<never, never>, OrganizationsSettings>;

const everywhere: Scope = { actor: system, org: undefined, request: 'memberships', via: 'kernel' };
/** What it decides is exact at every request, the rest is asked for as often as anything is. Another process sees a change of ours when this has run out. */
const rememberFor = 5_000;

export function createOrganizations(ctx: OrganizationsContext): Organizations {
  const { data } = ctx;
  const remembered = new Map<string, { organization: Row; until: number }>();
  let knownDefault: string | undefined;

  const mine = () => {
    const { org } = ctx.scope();
    if (!org) throw new Error('there is no organization in this scope: `lms init` makes one');
    return org;
  };
  async function read(id: string): Promise<Row> {
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
    emailDomains: [],
    state: 'active' as const,
    createdAt: ctx.now(),
    changedAt: ctx.now(),
  });
  const decided = async (): Promise<Decided> => {
    const { signUp, locale, timeZone } = await ctx.settingsHere();
    return { signUp, locale, timeZone };
  };
  /** What the machine or who sets up says, where `lms.config.ts` says nothing. */
  async function beginWith(given: { locale: string | undefined; timeZone: string }): Promise<void> {
    for (const { setting, from, value } of await ctx.organizationSettings.settled()) {
      const wanted = setting.plugin === ctx.plugin ? given[setting.key as keyof typeof given] : undefined;
      if (wanted === undefined || wanted === value || from !== 'default') continue;
      await data.run(setValue, { plugin: ctx.plugin, key: setting.key, value: wanted });
    }
    await treeChanged(ctx);
  }
  const isMember = async (userId: string) => (await data.one(queries.activeIn, { userId })) !== undefined;
  const membershipOf: Organizations['membershipOf'] = async (userId) => {
    const row = await data.one(queries.membership, { userId });
    return row && { ...row, joinedAt: row.joinedAt.toISOString(), changedAt: row.changedAt.toISOString() };
  };
  const current = async () => {
    const id = mine();
    const now = ctx.now().getTime();
    const known = remembered.get(id);
    if (known && known.until > now) return { ...known.organization, ...(await decided()) };
    const organization = await read(id);
    remembered.set(id, { organization, until: now + rememberFor });
    return { ...organization, ...(await decided()) };
  };
  const quotas = createQuotas(ctx);
  const join = (userId: string) =>
    data.unit(async () => {
      const before = await data.one(queries.membership, { userId });
      if (before && before.state !== 'removed') return;
      await quotas.room('people', 1);
      await data.run(queries.join, { userId, now: ctx.now() });
    });
  const mailDomains = createMailDomains(ctx);
  const emailDomains = async () => (await data.one(queries.emailDomainsOf, { id: mine() }))?.emailDomains ?? [];
  async function entrance(): Promise<Entrance> {
    const named = [...(await emailDomains())];
    return { signUp: (await decided()).signUp, emailDomains: named, domains: await mailDomains.told(named) };
  }
  const domains = createDomains(ctx);
  const schoolSettings: SchoolSettings = createSchoolSettings(ctx, { isMember, below: (id) => schools.find(id) });
  const schools = createSchools(ctx, {
    isMember,
    join,
    insert: (school) => data.run(queries.insert, { ...beginning(), ...school, isDefault: false }),
    changed() {
      domains.forget();
      remembered.clear();
    },
    async moved() {
      await schoolSettings.treeChanged();
      await ctx.permissionsChanged(wholeInstallation); // roles given above reach others now
    },
  });

  /** A form says all it shows: what holds already is not decided here, or saving a name would end what comes from above. */
  async function decide(given: { [K in keyof Decided]?: Decided[K] | undefined }): Promise<void> {
    const holds = await decided();
    for (const key of ['signUp', 'locale', 'timeZone'] as const) {
      const value = given[key];
      if (value === undefined || value === holds[key]) continue;
      await schoolSettings.set({ plugin: ctx.plugin, key }, value, `/${key}`);
    }
  }

  return {
    current,
    async update({ name, summary, locale, timeZone, brandHue, signUp }) {
      const id = mine();
      await decide({ locale, timeZone, signUp });
      await data.run(queries.update, {
        id,
        name: name ?? null,
        summary: summary ?? null,
        brandHue: brandHue ?? null,
      });
      await changed();
      return { ...(await read(id)), ...(await decided()) };
    },
    entrance,
    async setEntrance({ signUp, emailDomains: given }) {
      await decide({ signUp });
      if (given) {
        const named = [...new Set(given)];
        await data.run(queries.setEmailDomains, { id: mine(), emailDomains: named });
        await mailDomains.keep(named);
      }
      await changed();
      return entrance();
    },
    async emailDomainProven(domain) {
      await mailDomains.proven(domain);
      return entrance();
    },
    emailDomains,
    mailDomains,
    schoolsOf: mailDomains.schoolsOf,
    above: async (organizationId) => (await schoolSettings.chainOf(organizationId)).slice(0, -1),
    async defaultId() {
      knownDefault ??= (await data.one(queries.theDefault))?.id;
      return knownDefault;
    },
    ensureDefault: ({ name, locale }) =>
      data.unit(async () => {
        const found = await data.one(queries.theDefault);
        if (found) return found.id;
        // The machine's own: whoever sets a school up is most often where its people are.
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
        const place = { isDefault: true, parent: null, address: null };
        await data.run(queries.insert, { ...beginning(), ...place, id: ctx.id(), name });
        const { id } = (await data.one(queries.theDefault))!;
        await runInScope({ ...everywhere, org: id }, () => beginWith({ locale, timeZone }));
        return id;
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
    welcomes: async (email) => (await emailDomains()).includes(domainOf(email)),
    siteOf: domains.siteOf,
    branding: createBranding(ctx, changed),
    domains,
    quotas,
    schools,
    schoolSettings,
  };
}
