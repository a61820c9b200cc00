import {
  defineContract,
  Email,
  event,
  get,
  Id,
  Language,
  Line,
  type Page,
  pageInput,
  pageOf,
  patch,
  post,
  service,
} from '@lectern/kit/contract';
import { z } from 'zod';

/** A person as others may see them. */
export const Person = z.object({ id: Id, name: Line });
export const Account = Person.extend({ email: z.string(), locale: Language.nullable(), createdAt: z.iso.datetime() });
export type Person = z.infer<typeof Person>;
export type Account = z.infer<typeof Account>;

const ana: Account = {
  id: 'usr-ana',
  name: 'Ana Ibarra',
  email: 'ana@example.org',
  locale: 'en',
  createdAt: '2026-01-12T09:00:00.000Z',
};

export const errors = {
  emailTaken: { code: 'users.email_taken', status: 409, message: 'Somebody has an account with this address.' },
} as const;

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
  operations: {
    me: get('/me', {
      summary: 'My account',
      needs: 'self',
      input: z.object({}),
      output: Account,
      example: { input: {}, output: ana },
    }),
    updateMe: patch('/me', {
      summary: 'Change my name or language',
      needs: 'self',
      input: z.object({ name: Line.optional(), locale: Language.nullable().optional() }),
      output: Account,
      example: { input: { name: 'Ana Ibarra' }, output: ana },
    }),
    list: get('/', {
      summary: 'People, by name',
      needs: { permission: 'user.read' },
      input: z.object({ ...pageInput, search: z.string().max(200).optional() }),
      output: pageOf(Account),
      example: { input: {}, output: { items: [ana], next: null } },
    }),
    create: post('/', {
      summary: 'Create an account',
      description: 'Without a password: the person sets one through the link of `auth.invite` or `lms user create`.',
      needs: { permission: 'user.create' },
      input: z.object({ name: Line, email: Email, locale: Language.optional() }),
      output: Account,
      errors: [errors.emailTaken],
      example: { input: { name: 'Ana Ibarra', email: 'ana@example.org' }, output: ana },
    }),
  },
});
