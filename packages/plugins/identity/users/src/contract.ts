// The door of the plugin: what its nouns declare, joined.
import { defineContract, event, Id, type Page, service, slot } from '@lectern/kit/contract';
import { z } from 'zod';
import { bulkOperations, importedColumnSlot, inviterSlot } from './contract/bulk.ts';
import { errors } from './contract/errors.ts';
import { type Field, type FieldValues, fieldOperations } from './contract/fields.ts';
import { type Account, type Member, type Person, type PersonState, peopleOperations } from './contract/people.ts';
import { protectionOperations } from './contract/protection.ts';

export {
  bulkOperations,
  Import,
  ImportColumn,
  ImportCounts,
  type ImportedColumn,
  ImportKey,
  ImportRemark,
  type Inviter,
  importedColumnSlot,
  inviterSlot,
  noCounts,
} from './contract/bulk.ts';
export { errors } from './contract/errors.ts';
export { Field, FieldKey, FieldValues } from './contract/fields.ts';
export { type Because, because } from './contract/import-reasons.ts';
export { Account, Member, Person, PersonState } from './contract/people.ts';
export { Link, TimeZone } from './contract/profile.ts';

export const personJoined = event('user.joined', z.object({ userId: Id }));
export const personChanged = event('user.changed', z.object({ userId: Id }));
const standing = z.object({ userId: Id });
export const personSuspended = event('user.suspended', standing);
export const personRestored = event('user.restored', standing);
export const personRemoved = event('user.removed', standing);
/** In the school where it was done. Rows have gone over already: for what is kept elsewhere, and for what both halves make whole. */
export const personMerged = event('user.merged', z.object({ fromId: Id, intoId: Id }), {
  heardBy: [{ person: 'intoId' }],
});
/** In the school where it was done. Rows are gone already: for what is kept elsewhere. */
export const personErased = event('user.erased', z.object({ userId: Id }));

/** Whoever must not lose somebody says so. */
export interface Leaving {
  /** In the unit in which somebody is suspended or removed, before it is done. @throws Refusal to keep them */
  leaving(userId: string): Promise<void>;
}
export const leavingSlot = slot<Leaving>('users.leaving', 'May refuse that somebody is suspended or removed');

/** Whoever knows what people may says whose account the caller may change: an address that is changed is a way in. */
export interface Touching {
  /** @throws Refusal to keep the account as it is */
  touching(userId: string): Promise<void>;
}
export const touchingSlot = slot<Touching>(
  'users.touching',
  "May refuse that somebody's account is changed by another",
);

export interface PeopleQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly search?: string | undefined;
  readonly email?: string | undefined;
  /** Active and suspended when absent. */
  readonly state?: PersonState | 'any' | undefined;
  /** In the whole school; `none` for who has none. */
  readonly role?: string | undefined;
  /** `key=value`, canonical. */
  readonly fields?: readonly string[] | undefined;
  readonly joinedSince?: string | undefined;
  readonly sort?: 'name' | 'newest' | undefined;
}

export interface UsersService {
  find(id: string): Promise<Account | undefined>;
  findByEmail(email: string): Promise<Account | undefined>;
  many(ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  /** @throws users.email_taken */
  create(person: { name: string; email: string; locale?: string | undefined }): Promise<Account>;
  /** What is the person's own, in every school; what is absent stays. @throws users.email_taken */
  update(
    id: string,
    changes: {
      name?: string | undefined;
      email?: string | undefined;
      locale?: string | null | undefined;
      timeZone?: string | null | undefined;
      bio?: string | undefined;
      links?: Account['links'] | undefined;
      picture?: string | null | undefined;
    },
  ): Promise<Account>;
  list(page: PeopleQuery): Promise<Page<Member>>;
  /**
   * Keeps somebody out from their next request on, with all that is theirs kept; again with another reason, that is kept.
   * @throws not_found, not_allowed, users.yourself, users.last_owner
   */
  suspend(userId: string, reason: string): Promise<void>;
  /** Ends both. @throws not_found for who never belonged here, not_allowed */
  restore(userId: string): Promise<void>;
  /** As suspended, and in no list: for good after 30 days. @throws as `suspend` */
  remove(userId: string, reason: string): Promise<void>;
  /** What the organization of the scope wants to know of its people, in order. */
  fieldsOf(): Promise<Field[]>;
  /** By person, then by key; who has none is left out. */
  valuesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
  /**
   * Fields that are not named stay; null or an empty text empties one. As staff: who may is the caller's to have asked.
   * @returns whether anything is different now @throws invalid_input, its pointer `/fields/KEY`
   */
  setFields(userId: string, values: FieldValues): Promise<boolean>;
}
export const usersService = service<UsersService>('users');

export const usersContract = defineContract({
  id: 'users',
  summary: 'The people of the school',
  service: usersService,
  permissions: {
    'user.read': { summary: 'See the accounts of people', roles: ['manager', 'support-agent'] },
    'user.create': { summary: 'Create accounts for people', roles: ['manager'] },
    'user.import': { summary: 'Create and change many people from a file', roles: ['manager'] },
    'user.write': { summary: 'Change names, addresses and fields of people', roles: ['manager'] },
    'user.suspend': { summary: 'Suspend people and let them in again', roles: ['manager'] },
    'user.remove': { summary: 'Remove people from the school', roles: ['manager'] },
    'user.merge': { summary: 'Make two accounts of one person one', roles: [] },
    'user.export': { summary: 'Download all that is held on a person', roles: ['manager'] },
    'user.erase': { summary: 'Erase people', roles: [] },
    'field.write': { summary: 'Say what the school wants to know of its people', roles: ['manager'] },
  },
  events: { personJoined, personChanged, personSuspended, personRestored, personRemoved, personMerged, personErased },
  errors,
  slots: { leaving: leavingSlot, touching: touchingSlot, importedColumn: importedColumnSlot, inviter: inviterSlot },
  operations: { ...bulkOperations, ...fieldOperations, ...peopleOperations, ...protectionOperations },
});
