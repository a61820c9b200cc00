// Roles: those that every school has, and those it makes for itself.
import { Done, get, Line, Moment, Nothing, patch, post, remove } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

/** A built-in role, or one of the school's own: made from the name it was given first, and kept when that changes. */
export const RoleId = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z][a-z0-9-]*$/, 'Lower-case letters, digits and hyphens')
  .describe('`instructor`, `course-designer`: see access.roles');
export const PermissionName = z
  .string()
  .min(3)
  .max(80)
  .regex(/^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9_-]*)+$/, 'Such as course.publish')
  .describe('`course.publish`: see access.permissions');
const Summary = z
  .string()
  .trim()
  .max(300)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'One line without control characters');

export const RoleHere = z.object({
  id: RoleId,
  name: Line,
  summary: Summary,
  builtIn: z.boolean(),
  permissions: z.array(PermissionName),
  stale: z
    .array(PermissionName)
    .describe('Of these, what no loaded plugin declares: it means something again when one does'),
  people: z.number().int().describe('Who has it somewhere, or will; without those who have it through a team'),
  teams: z.number().int(),
  mayGive: z.boolean().describe('Whether you have all of it in the whole school'),
  changedAt: Moment.nullable(),
});
export type RoleHere = z.infer<typeof RoleHere>;

const KnownPermission = z.object({
  name: PermissionName,
  summary: Line,
  plugin: z.string(),
  roles: z.array(RoleId).describe('Built-in roles that have it'),
  ownerOnly: z.boolean(),
  mine: z.boolean().describe('Whether you have it in the whole school, and so may put it into a role'),
});
const Used = z.object({ people: z.number().int(), teams: z.number().int() });

const reading = { permission: 'access.read' } as const;
const defining = { permission: 'access.define' } as const;
const shape = { name: Line, summary: Summary, permissions: z.array(PermissionName).max(500) };
const designer: RoleHere = {
  id: 'course-designer',
  name: 'Course designer',
  summary: 'Writes lessons and quizzes, publishes nothing',
  builtIn: false,
  permissions: ['content.write', 'course.write', 'quiz.write'],
  stale: [],
  people: 1,
  teams: 0,
  mayGive: true,
  changedAt: '2026-11-02T09:00:00.000Z',
};
const { name, summary, permissions } = designer;

export const roleOperations = {
  permissions: get('/permissions', {
    summary: 'Everything that can be allowed, and which roles have it',
    needs: reading,
    input: Nothing,
    output: z.object({ items: z.array(KnownPermission) }),
    example: {
      input: {},
      output: {
        items: [
          {
            name: 'course.publish',
            summary: 'Show a course to everybody, or hide it',
            plugin: 'courses',
            roles: ['owner', 'admin', 'manager', 'instructor'],
            ownerOnly: false,
            mine: true,
          },
        ],
      },
    },
  }),
  roles: get('/roles', {
    summary: 'The built-in roles and those of the school, with what each may',
    needs: reading,
    input: Nothing,
    output: z.object({ items: z.array(RoleHere) }),
    example: { input: {}, output: { items: [designer] } },
  }),
  createRole: post('/roles', {
    summary: 'Make a role of the school',
    description: 'You need everything in it yourself, in the whole school.',
    needs: defining,
    audit: 'access',
    tells: ['permissions'],
    input: z.object({ ...shape, summary: Summary.default('') }),
    output: RoleHere,
    errors: [errors.nameTaken, errors.unknownPermission, errors.notYours],
    example: { input: { name, summary, permissions }, output: { ...designer, people: 0 } },
  }),
  updateRole: patch('/roles/:roleId', {
    authored: 'roles',
    summary: 'Change a role of the school; for all who have it on their next request',
    description: 'You need everything that it gave and will give yourself, in the whole school.',
    needs: defining,
    audit: 'access',
    tells: ['permissions'],
    input: z.object({
      roleId: RoleId,
      name: Line.optional(),
      summary: Summary.optional(),
      permissions: shape.permissions.optional(),
    }),
    output: RoleHere,
    errors: [
      errors.nameTaken,
      errors.unknownPermission,
      errors.notYours,
      errors.builtIn,
      errors.unknownRole,
      errors.locksOut,
    ],
    example: { input: { roleId: 'course-designer', permissions }, output: designer },
  }),
  removeRole: remove('/roles/:roleId', {
    summary: 'Remove a role of the school',
    description:
      'One that somebody has goes only together with what was given, which `assignments` confirms. A preview says how many that are.',
    needs: defining,
    audit: 'access',
    input: z.object({ roleId: RoleId, assignments: z.enum(['keep', 'take']).default('keep') }),
    output: Done.extend({ taken: Used }),
    errors: [errors.roleInUse, errors.notYours, errors.builtIn, errors.unknownRole],
    example: {
      input: { roleId: 'course-designer', assignments: 'take' },
      output: { done: true, taken: { people: 1, teams: 0 } },
    },
  }),
};
