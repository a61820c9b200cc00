// The door of the plugin: what its nouns declare, joined.
import { defineContract, event, Id, type Page, service } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './contract/errors.ts';
import { type Account, type Person, peopleOperations } from './contract/people.ts';

export { errors } from './contract/errors.ts';
export { Account, Person } from './contract/people.ts';

export const personJoined = event('user.joined', z.object({ userId: Id }));
export const personChanged = event('user.changed', z.object({ userId: Id }));

export interface UsersService {
  find(id: string): Promise<Account | undefined>;
  findByEmail(email: string): Promise<Account | undefined>;
  many(ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  /** @throws users.email_taken */
  create(person: { name: string; email: string; locale?: string | undefined }): Promise<Account>;
  /** @throws users.email_taken */
  update(
    id: string,
    changes: { name?: string | undefined; email?: string | undefined; locale?: string | null | undefined },
  ): Promise<Account>;
  list(page: { cursor?: string | undefined; limit: number; search?: string | undefined }): Promise<Page<Account>>;
}
export const usersService = service<UsersService>('users');

export const usersContract = defineContract({
  id: 'users',
  summary: 'The people of the school',
  service: usersService,
  permissions: {
    'user.read': { summary: 'See the accounts of people', roles: [] },
    'user.create': { summary: 'Create accounts for people', roles: [] },
  },
  events: { personJoined, personChanged },
  errors,
  operations: { ...peopleOperations },
});
