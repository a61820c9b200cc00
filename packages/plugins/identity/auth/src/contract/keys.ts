// Keys for programs.
import { Done, get, Id, Line, Moment, Nothing, post, remove } from '@lectern/kit/contract';
import { z } from 'zod';

export const KeyPermissions = z.array(z.string().min(1).max(100)).min(1).max(200);
export const ExpiresInDays = z.number().int().min(1).max(3_660);

export const RequestsPerMinute = z.number().int().min(1).max(1_000_000);

export const Key = z.object({
  id: Id,
  name: Line,
  hint: z.string().describe('How the key begins'),
  permissions: z.array(z.string()).nullable().describe('What it is limited to; null for all that its owner may'),
  requestsPerMinute: RequestsPerMinute.nullable().describe('Its own quota beside that of its owner; null for none'),
  createdAt: Moment,
  expiresAt: Moment.nullable(),
  lastUsedAt: Moment.nullable().describe('To the minute'),
});
export type Key = z.infer<typeof Key>;

export const GivenPermission = z.object({
  name: z.string(),
  summary: z.string(),
  plugin: z.string().describe('Whose it is'),
});
export type GivenPermission = z.infer<typeof GivenPermission>;

export const key: Key = {
  id: 'key-1',
  name: 'Website',
  hint: 'lk_3fQ',
  permissions: ['course.create'],
  requestsPerMinute: null,
  createdAt: '2026-01-12T09:00:00.000Z',
  expiresAt: '2026-07-11T09:00:00.000Z',
  lastUsedAt: null,
};

export const keyOperations = {
  keys: get('/keys', {
    summary: 'My keys',
    needs: 'self',
    input: Nothing,
    output: z.object({ items: z.array(Key) }),
    example: { input: {}, output: { items: [key] } },
  }),
  keyPermissions: get('/key-permissions', {
    summary: 'What I can let a key do',
    needs: { permission: 'key.create' },
    input: Nothing,
    output: z.object({ items: z.array(GivenPermission) }),
    example: {
      input: {},
      output: { items: [{ name: 'course.create', summary: 'Create courses', plugin: 'courses' }] },
    },
  }),
  createKey: post('/keys', {
    summary: 'Create a key for a program that acts as me',
    description:
      'The key is shown once, in this answer. With `permissions` it may do these and nothing else, and of these only what I may at that moment; `self` lets it act on my own account and learning. Without them it may all that I may.',
    needs: { permission: 'key.create' },
    audit: 'access',
    inPerson: true,
    secret: ['key'],
    tells: ['permissions'],
    input: z.object({
      name: Line,
      permissions: KeyPermissions.optional(),
      expiresInDays: ExpiresInDays.optional(),
      requestsPerMinute: RequestsPerMinute.optional().describe('Its own quota, beside that of its owner'),
    }),
    output: Key.extend({ key: z.string() }),
    example: {
      input: { name: 'Website', permissions: ['course.create'], expiresInDays: 180 },
      output: { ...key, key: 'lk_3fQ...' },
    },
  }),
  revokeKey: remove('/keys/:keyId', {
    summary: 'End a key of mine',
    needs: 'self',
    audit: 'access',
    inPerson: true,
    input: z.object({ keyId: Id }),
    output: Done,
    example: { input: { keyId: 'key-1' }, output: { done: true } },
  }),
};
