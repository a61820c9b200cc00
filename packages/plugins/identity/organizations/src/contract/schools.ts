// Schools below this one: made and looked after from here, what is in them is their own.
import {
  Done,
  get,
  Id,
  Line,
  Moment,
  Nothing,
  pageInput,
  pageOf,
  patch,
  post,
  remove,
  slot,
} from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { Limits } from './quotas.ts';

/** Deleted: closed, and everything in it goes when its grace is over. */
export const SchoolState = z.enum(['active', 'suspended', 'deleted']);
export type SchoolState = z.infer<typeof SchoolState>;

/** One label of a host name (RFC 1123). */
export const Address = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'Lower-case letters, digits and hyphens, such as north');
export const School = z.object({
  id: Id,
  name: Line,
  address: Address.nullable(),
  parent: Id.nullable(),
  state: SchoolState,
  createdAt: Moment,
  eraseAt: Moment.nullable().describe('When everything in it goes, of one that is deleted'),
  limits: Limits,
});
export type School = z.infer<typeof School>;

/** Makes a person an owner of the organization of the scope; who keeps roles fills it. */
export interface Owning {
  give(userId: string): Promise<void>;
}
export const owningSlot = slot<Owning>('organizations.owning', 'Makes somebody the owner of a school');

const needs = { permission: 'organization.create' } as const;
const one = z.object({ organizationId: Id });
const example: School = {
  id: 'org-2',
  name: 'Halden North',
  address: 'north',
  parent: 'org-1',
  state: 'active',
  createdAt: '2026-11-02T09:00:00.000Z',
  eraseAt: null,
  limits: { people: 200, bytes: null, minutes: null },
};
export const schoolOperations = {
  list: get('/', {
    summary: 'Schools below this one',
    needs,
    input: z.object({ ...pageInput }),
    output: pageOf(School),
    example: { input: {}, output: { items: [example], next: null } },
  }),
  create: post('/', {
    summary: 'Make a school below this one, and own it',
    needs,
    input: z.object({ name: Line, address: Address, parentId: Id.optional() }),
    output: School,
    errors: [errors.addressTaken],
    example: { input: { name: 'Halden North', address: 'north' }, output: example },
  }),
  change: patch('/:organizationId', {
    summary: 'Rename a school, move it below another, or limit what it uses',
    needs,
    input: one.extend({
      name: Line.optional(),
      address: Address.optional(),
      parentId: Id.optional(),
      limits: Limits.partial().optional(),
    }),
    output: School,
    errors: [errors.addressTaken, errors.notThere],
    example: { input: { organizationId: 'org-2', limits: { people: 200 } }, output: example },
  }),
  suspend: post('/:organizationId/suspend', {
    summary: 'Close a school until it is opened again',
    needs,
    input: one,
    output: School,
    example: { input: { organizationId: 'org-2' }, output: { ...example, state: 'suspended' } },
  }),
  resume: post('/:organizationId/resume', {
    summary: 'Open a school again',
    needs,
    input: one,
    output: School,
    errors: [errors.erased],
    example: { input: { organizationId: 'org-2' }, output: example },
  }),
  delete: remove('/:organizationId', {
    summary: 'Delete a school: it is closed at once, and everything in it goes after 30 days',
    needs,
    audit: 'erasure',
    input: one,
    output: School,
    errors: [errors.hasSchools],
    example: {
      input: { organizationId: 'org-2' },
      output: { ...example, state: 'deleted', eraseAt: '2026-12-02T09:00:00.000Z' },
    },
  }),
  giveOwner: post('/:organizationId/owners', {
    summary: 'Make a member of this school an owner of that one',
    needs,
    audit: 'access',
    input: one.extend({ userId: Id }),
    output: Done,
    example: { input: { organizationId: 'org-2', userId: 'usr-ana' }, output: { done: true } },
  }),
  mine: get('/mine', {
    summary: 'Schools I belong to',
    needs: 'self',
    input: Nothing,
    output: z.object({ items: z.array(z.object({ id: Id, name: Line, current: z.boolean() })) }),
    example: { input: {}, output: { items: [{ id: 'org-1', name: 'Halden Evening School', current: true }] } },
  }),
};
