// People and their accounts.
import { Email, get, Id, Language, Line, pageInput, pageOf, patch, post } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

/** A person as others may see them. */
export const Person = z.object({ id: Id, name: Line });
export const Account = Person.extend({ email: z.string(), locale: Language.nullable(), createdAt: z.iso.datetime() });
export type Person = z.infer<typeof Person>;
export type Account = z.infer<typeof Account>;

export const ana: Account = {
  id: 'usr-ana',
  name: 'Ana Ibarra',
  email: 'ana@example.org',
  locale: 'en',
  createdAt: '2026-01-12T09:00:00.000Z',
};

export const peopleOperations = {
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
};
