// The door of the plugin: what its nouns declare, joined.
import { defineContract, event, Id, service } from '@lectern/kit/contract';
import { z } from 'zod';
import { brandingOperations } from './contract/branding.ts';
import { domainOperations } from './contract/domains.ts';
import { entranceOperations } from './contract/entrance.ts';
import { errors } from './contract/errors.ts';
import type { Membership, MembershipState } from './contract/membership.ts';
import { type Organization, organizationOperations } from './contract/organization.ts';
import { meterSlot, type QuotaKind, quotaOperations } from './contract/quotas.ts';
import { owningSlot, type SchoolState, schoolOperations } from './contract/schools.ts';
import { settingOperations } from './contract/settings.ts';

export { errors } from './contract/errors.ts';
export { Membership, MembershipState } from './contract/membership.ts';
export { Organization, TimeZone } from './contract/organization.ts';
export { type Meter, meterSlot, QuotaKind } from './contract/quotas.ts';
export { type Owning, owningSlot, SchoolState } from './contract/schools.ts';
export { SchoolSetting } from './contract/settings.ts';

const about = z.object({ organizationId: Id });
export const organizationChanged = event('organization.changed', about);
export const organizationClosed = event('organization.closed', about.extend({ deleted: z.boolean() }));
export const organizationOpened = event('organization.opened', about);
/** Of what it decides for itself; it may hold for schools below as well. */
export const organizationSettingsChanged = event(
  'organization.settings_changed',
  about.extend({ plugin: z.string(), key: z.string() }),
);
/** Everything in it is gone; what others keep outside the tables of organizations goes now. */
export const organizationErased = event('organization.erased', about);

export interface OrganizationsService {
  /** The organization of the scope. @throws Error before the school is initialised */
  current(): Promise<Organization>;
  /** Makes the default organization, outside any scope, when there is none. @returns its id */
  ensureDefault(given: { name: string; locale?: string | undefined }): Promise<string>;
  /** The organization of whoever names none, outside any scope; undefined before the school is initialised. */
  defaultId(): Promise<string | undefined>;
  /** Ids of the schools above one, the root first. */
  above(organizationId: string): Promise<string[]>;
  /** Of every organization that is not erased, outside any scope. */
  ids(): Promise<string[]>;
  /**
   * Whether they belong to the organization of the scope and may act in it: neither suspended nor removed, and it is open.
   */
  isMember(userId: string): Promise<boolean>;
  /** In the organization of the scope; undefined for who never belonged to it. */
  membershipOf(userId: string): Promise<Membership | undefined>;
  /** Joins, or comes back after being removed; who is suspended stays so. @throws organizations.quota_reached */
  join(userId: string): Promise<void>;
  /** In a unit of work: people who never belonged to it, many at once. @throws organizations.quota_reached */
  joinAll(userIds: readonly string[]): Promise<void>;
  /**
   * In a unit of work. What they may do is asked again on their next request. @returns false when nothing changed
   * @throws organizations.quota_reached when somebody comes back
   */
  setMembership(userId: string, state: MembershipState): Promise<boolean>;
  /** Ids of every organization a person belongs to, in whatever state, outside any scope too. */
  organizationsOf(userId: string): Promise<string[]>;
  /** Every organization that a person may act in, by name, outside any scope too. */
  openTo(userId: string): Promise<{ id: string; name: string }[]>;
  /** Of any organization, outside its scope too. */
  stateOf(organizationId: string): Promise<SchoolState | undefined>;
  /**
   * In the unit that uses more, of which it makes the others wait: two at once never both get what is left for one.
   * @throws organizations.quota_reached
   */
  room(kind: QuotaKind, more: number): Promise<void>;
  /** Whether an address is of a domain whose people may make an account though the school be closed. */
  welcomes(email: string): Promise<boolean>;
  /**
   * Whose people have such an address, outside any scope too: open schools that have shown the domain to be their own, and
   * the first school when it names it. Ask only for an address that is confirmed.
   */
  schoolsOf(email: string): Promise<string[]>;
  /**
   * Where the organization of the scope is, for links in mail: its own domain when it has one, otherwise what is given.
   * @param site as the caller saw it: `https://school.example.org/learn`
   */
  siteOf(site: string): Promise<string>;
}
export const organizationsService = service<OrganizationsService>('organizations');

export const organizationsContract = defineContract({
  id: 'organizations',
  summary: 'The school itself',
  service: organizationsService,
  permissions: {
    'organization.write': { summary: 'Change name, language, looks and addresses of the school', roles: [] },
    'organization.create': { summary: 'Make schools below this one and look after them', roles: [] },
  },
  events: {
    organizationChanged,
    organizationClosed,
    organizationOpened,
    organizationErased,
    organizationSettingsChanged,
  },
  errors,
  slots: { meterSlot, owningSlot },
  operations: {
    ...organizationOperations,
    ...entranceOperations,
    ...brandingOperations,
    ...domainOperations,
    ...quotaOperations,
    ...schoolOperations,
    ...settingOperations,
  },
});
