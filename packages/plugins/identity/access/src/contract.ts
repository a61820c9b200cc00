import { Done, defineContract, event, get, Id, Line, Nothing, post, remove, service } from '@lectern/kit/contract';
import { z } from 'zod';

export const Role = z.enum(['owner', 'instructor', 'learner']);
export type Role = z.infer<typeof Role>;
export const Assignment = z.object({
  userId: Id,
  name: Line,
  role: Role,
  on: Id.nullable().describe('Resource; null for the whole school'),
});

export const errors = {
  lastOwner: {
    code: 'access.last_owner',
    status: 409,
    message: 'A school needs an owner. Make somebody else an owner first.',
  },
  unknownPerson: { code: 'access.unknown_person', status: 404, message: 'There is no such person in this school.' },
} as const;

const heard = { heardBy: [{ person: 'userId' }] } as const;
export const roleGiven = event('role.given', z.object({ userId: Id, role: Role, on: Id.nullable() }), heard);
export const roleTaken = event('role.taken', z.object({ userId: Id, role: Role, on: Id.nullable() }), heard);

export interface AccessService {
  /** Same role twice is one. `on` is a resource; the organization when absent. @throws access.unknown_person, not_found */
  give(userId: string, role: Role, on?: string): Promise<void>;
  /** @throws access.last_owner */
  take(userId: string, role: Role, on?: string): Promise<void>;
  /** What a person may do everywhere in the organization. */
  permissionsOf(userId: string): Promise<string[]>;
  /** Whether a person may anything, anywhere in the organization, that another may not. */
  mayMoreThan(userId: string, other: string): Promise<boolean>;
  /** Whether the caller has everything that a role gives: nobody gives what they do not have. */
  mayGive(role: Role, on?: string): Promise<boolean>;
  hasOwner(): Promise<boolean>;
  /** Ids of those who own the whole organization, the first owner first. */
  owners(): Promise<string[]>;
}
export const accessService = service<AccessService>('access');

export const accessContract = defineContract({
  id: 'access',
  summary: 'Who may do what',
  service: accessService,
  permissions: {
    'access.read': { summary: 'See who has which role', roles: ['instructor'] },
    'access.assign': { summary: 'Give and take roles', roles: [] },
  },
  events: { roleGiven, roleTaken },
  errors,
  operations: {
    mine: get('/mine', {
      summary: 'What I may do in the whole school',
      needs: 'self',
      input: Nothing,
      output: z.object({ permissions: z.array(z.string()) }),
      example: { input: {}, output: { permissions: ['course.create'] } },
    }),
    assignments: get('/assignments', {
      summary: 'Who has which role on a resource, or in the whole school',
      needs: { permission: 'access.read', on: 'on' },
      input: z.object({ on: Id.optional() }),
      output: z.object({ items: z.array(Assignment) }),
      example: { input: {}, output: { items: [{ userId: 'usr-ana', name: 'Ana Ibarra', role: 'owner', on: null }] } },
    }),
    assign: post('/assignments', {
      summary: 'Give somebody a role',
      needs: { permission: 'access.assign', on: 'on' },
      input: z.object({ userId: Id, role: Role, on: Id.optional() }),
      output: Done,
      errors: [errors.unknownPerson],
      example: { input: { userId: 'usr-ben', role: 'instructor' }, output: { done: true } },
    }),
    unassign: remove('/assignments', {
      summary: 'Take a role from somebody',
      needs: { permission: 'access.assign', on: 'on' },
      input: z.object({ userId: Id, role: Role, on: Id.optional() }),
      output: Done,
      errors: [errors.lastOwner, errors.unknownPerson],
      example: { input: { userId: 'usr-ben', role: 'instructor' }, output: { done: true } },
    }),
  },
});
