// The door of the plugin: what its nouns declare, joined.
import { defineContract, event, Id, service } from '@lectern/kit/contract';
import { z } from 'zod';
import type { Membership, MembershipState } from './contract/membership.ts';
import { type Organization, organizationOperations } from './contract/organization.ts';

export { Membership, MembershipState } from './contract/membership.ts';
export { Organization } from './contract/organization.ts';

export const organizationChanged = event('organization.changed', z.object({ organizationId: Id }));

export interface OrganizationsService {
  /** The organization of the scope. @throws Error before the school is initialised */
  current(): Promise<Organization>;
  /** Makes the default organization, outside any scope, when there is none. @returns its id */
  ensureDefault(given: { name: string; locale?: string | undefined }): Promise<string>;
  /** The organization of whoever names none, outside any scope; undefined before the school is initialised. */
  defaultId(): Promise<string | undefined>;
  /** Of every organization, outside any scope. */
  ids(): Promise<string[]>;
  /** Whether they belong to the organization of the scope and may act in it: neither suspended nor removed. */
  isMember(userId: string): Promise<boolean>;
  /** In the organization of the scope; undefined for who never belonged to it. */
  membershipOf(userId: string): Promise<Membership | undefined>;
  /** Joins, or comes back after being removed; who is suspended stays so. */
  join(userId: string): Promise<void>;
  /** In a unit of work. What they may do is asked again on their next request. @returns false when nothing changed */
  setMembership(userId: string, state: MembershipState): Promise<boolean>;
  /** Ids of every organization a person belongs to, in whatever state, outside any scope too. */
  organizationsOf(userId: string): Promise<string[]>;
}
export const organizationsService = service<OrganizationsService>('organizations');

export const organizationsContract = defineContract({
  id: 'organizations',
  summary: 'The school itself',
  service: organizationsService,
  permissions: { 'organization.write': { summary: 'Change name, language and colour of the school', roles: [] } },
  events: { organizationChanged },
  operations: { ...organizationOperations },
});
