// Programs of the school itself, which are nobody's person.
import { Done, get, Id, Line, Moment, Nothing, patch, post, remove } from '@lectern/kit/contract';
import { z } from 'zod';
import { ExpiresInDays, Key, KeyPermissions, key, RequestsPerMinute } from './keys.ts';

const Description = z.string().max(500);
export const ServiceAccount = z.object({
  id: Id,
  name: Line,
  description: Description,
  permissions: z.array(z.string()).describe('All it may do, in the whole school'),
  createdAt: Moment,
  disabledAt: Moment.nullable().describe('Its keys open nothing since'),
  keys: z.array(Key.omit({ permissions: true })).describe('Several, so that one can take the place of another'),
});
export type ServiceAccount = z.infer<typeof ServiceAccount>;

const { permissions: _, ...shownKey } = key;
const account: ServiceAccount = {
  id: 'svc-1',
  name: 'Registration office',
  description: 'Brings new people over from the office every night.',
  permissions: ['user.create', 'user.read'],
  createdAt: '2026-01-12T09:00:00.000Z',
  disabledAt: null,
  keys: [shownKey],
};
const writing = { permission: 'service-account.write' } as const;

export const serviceAccountOperations = {
  serviceAccounts: get('/service-accounts', {
    summary: 'The service accounts of the school and their keys',
    needs: writing,
    input: Nothing,
    output: z.object({ items: z.array(ServiceAccount) }),
    example: { input: {}, output: { items: [account] } },
  }),
  createServiceAccount: post('/service-accounts', {
    summary: 'Create an account for a program of the school',
    description: 'It may what is listed and nothing else, and nothing that whoever creates it may not.',
    needs: writing,
    audit: 'access',
    inPerson: true,
    tells: ['permissions'],
    input: z.object({ name: Line, description: Description.default(''), permissions: KeyPermissions }),
    output: ServiceAccount,
    example: { input: { name: account.name, permissions: account.permissions }, output: account },
  }),
  updateServiceAccount: patch('/service-accounts/:accountId', {
    summary: 'Change a service account, or disable it',
    needs: writing,
    audit: 'access',
    inPerson: true,
    tells: ['permissions', 'disabled'],
    input: z.object({
      accountId: Id,
      name: Line.optional(),
      description: Description.optional(),
      permissions: KeyPermissions.optional(),
      disabled: z.boolean().optional(),
    }),
    output: ServiceAccount,
    example: { input: { accountId: 'svc-1', disabled: false }, output: account },
  }),
  removeServiceAccount: remove('/service-accounts/:accountId', {
    summary: 'Remove a service account and its keys',
    needs: writing,
    audit: 'access',
    inPerson: true,
    input: z.object({ accountId: Id }),
    output: Done,
    example: { input: { accountId: 'svc-1' }, output: { done: true } },
  }),
  createServiceKey: post('/service-accounts/:accountId/keys', {
    summary: 'Create a key of a service account',
    description: 'The key is shown once, in this answer. It takes everything that the account may.',
    needs: writing,
    audit: 'access',
    inPerson: true,
    secret: ['key'],
    input: z.object({
      accountId: Id,
      name: Line,
      expiresInDays: ExpiresInDays.optional(),
      requestsPerMinute: RequestsPerMinute.optional().describe('Its own quota, beside that of the account'),
    }),
    output: Key.omit({ permissions: true }).extend({ key: z.string() }),
    example: {
      input: { accountId: 'svc-1', name: 'Nightly job', expiresInDays: 180 },
      output: { ...shownKey, key: 'lk_3fQ...' },
    },
  }),
  revokeServiceKey: remove('/service-accounts/:accountId/keys/:keyId', {
    summary: 'End a key of a service account',
    needs: writing,
    audit: 'access',
    inPerson: true,
    input: z.object({ accountId: Id, keyId: Id }),
    output: Done,
    example: { input: { accountId: 'svc-1', keyId: 'key-1' }, output: { done: true } },
  }),
};
