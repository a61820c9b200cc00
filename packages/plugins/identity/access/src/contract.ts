// The door of the plugin: what its nouns declare, joined.
import { type BuiltInRole, builtInRoles, defineContract, type Page, service } from '@lectern/kit/contract';
import { z } from 'zod';
import { assignmentOperations } from './contract/assignment.ts';
import { errors } from './contract/errors.ts';
import {
  rightGiven,
  rightTaken,
  roleChanged,
  roleCreated,
  roleGiven,
  roleRemoved,
  roleTaken,
} from './contract/events.ts';
import { type Explanation, explainOperations, type Reviewed } from './contract/explain.ts';
import { roleOperations } from './contract/role.ts';
import { teamsSlot } from './contract/slots.ts';

export { Assignment, Effect, Reason } from './contract/assignment.ts';
export { errors } from './contract/errors.ts';
export {
  rightGiven,
  rightTaken,
  roleChanged,
  roleCreated,
  roleGiven,
  roleRemoved,
  roleTaken,
} from './contract/events.ts';
export { Explanation, Reviewed } from './contract/explain.ts';
export { PermissionName, RoleHere, RoleId } from './contract/role.ts';
export { type TeamsOfPeople, teamsSlot } from './contract/slots.ts';

/** Those that every school has. */
export const Role = z.enum(builtInRoles);
export type Role = BuiltInRole;

/** Milliseconds do not matter to who gives a right, so times are dates here. */
export interface Term {
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}
export interface ReviewQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly role?: string | undefined;
  readonly permission?: string | undefined;
  readonly on?: string | undefined;
  readonly elsewhere?: boolean | undefined;
  readonly userId?: string | undefined;
  readonly enrolments?: boolean | undefined;
}

export interface AccessService {
  /**
   * Same role twice is one, with the term that was given last. `on` is a resource; the organization when absent. Whether
   * the caller may is the caller's to have asked: see `mayGive`.
   *
   * @throws access.unknown_person, access.unknown_role, not_found
   */
  give(userId: string, role: string, on?: string, term?: Term): Promise<void>;
  /** @throws access.last_owner */
  take(userId: string, role: string, on?: string): Promise<void>;
  /** A single permission is kept from somebody there, whatever else they have. @throws as `give`, access.unknown_permission */
  deny(userId: string, permission: string, on?: string): Promise<void>;
  /** A role of the school; one with the same name stays as it is. @returns its id */
  define(role: { name: string; summary: string; permissions: readonly string[] }): Promise<string>;
  /** What a person may do everywhere in the organization. */
  permissionsOf(userId: string): Promise<string[]>;
  /** Whether a person may anything, anywhere in the organization, that another may not. */
  mayMoreThan(userId: string, other: string): Promise<boolean>;
  /** Whether the caller has everything that a role gives, without an end: nobody gives what they do not have. */
  mayGive(role: string, on?: string): Promise<boolean>;
  /** Whether the caller has everything that a team was given or denied: who says who is in it gives and takes that. */
  mayChangeTeam(teamId: string): Promise<boolean>;
  hasOwner(): Promise<boolean>;
  /** Ids of those who own the whole organization and can act, the first owner first. */
  /** What a role is called; undefined where there is no such role. */
  nameOfRole(role: string): Promise<string | undefined>;
  owners(): Promise<string[]>;
  /** @throws access.unknown_person, not_found */
  explain(userId: string, permission: string, on?: string): Promise<Explanation>;
  /** Who may do what, a line for each person, for who looks after that. */
  review(query: ReviewQuery): Promise<Page<Reviewed>>;
}
export const accessService = service<AccessService>('access');

export const accessContract = defineContract({
  id: 'access',
  summary: 'Who may do what',
  service: accessService,
  permissions: {
    'access.read': { summary: 'See who has which role', roles: ['manager', 'instructor', 'support-agent'] },
    'access.assign': { summary: 'Give and take roles', roles: ['manager'] },
    'access.define': { summary: 'Make and change roles of the school', roles: [] },
    'access.own': { summary: 'Own the school: hand it over', roles: [], ownerOnly: true },
  },
  events: { roleGiven, roleTaken, rightGiven, rightTaken, roleCreated, roleChanged, roleRemoved },
  errors,
  slots: { teams: teamsSlot },
  operations: { ...assignmentOperations, ...roleOperations, ...explainOperations },
});
