// What was given to or taken from somebody, where and how long.
import { Done, get, Id, Line, Moment, Nothing, pageInput, pageOf, post, remove } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { PermissionName, RoleId } from './role.ts';

export const Effect = z.enum(['allow', 'deny']);
const Named = z.object({ id: Id, name: Line });

export const Assignment = z.object({
  assignmentId: Id,
  userId: Id.nullable().describe('Null where a team has it'),
  teamId: Id.nullable(),
  name: Line.describe('Of the person or team'),
  role: RoleId.nullable().describe('Null where it is a single permission'),
  permission: PermissionName.nullable(),
  effect: Effect,
  on: Id.nullable().describe('Resource; null for the whole school'),
  place: z
    .object({ type: z.string(), title: Line.nullable() })
    .nullable()
    .describe('What the resource is, and how it is called where somebody can say so'),
  below: z.boolean().describe('In all schools below this one too, for people who belong there'),
  from: Moment.nullable(),
  until: Moment.nullable(),
  state: z.enum(['holds', 'later', 'over']),
  givenBy: Named.nullable().describe('Null for what the school itself gave: an enrollment, an import'),
  givenAt: Moment,
});
export type Assignment = z.infer<typeof Assignment>;

/** Also with what it takes to read it by itself. */
export const Reason = Assignment.extend({
  roleName: Line.nullable().describe('As the school calls it'),
  above: Line.nullable().describe('Name of the school above this one where it was given'),
});
export type Reason = z.infer<typeof Reason>;

const who = { userId: Id.optional(), teamId: Id.optional() };
/** Learner on a resource, given by nobody: it came with an enrolment and goes with it. */
export const enrolments = z.boolean().default(true).describe('False leaves out who takes a course');
const what = { role: RoleId.optional(), permission: PermissionName.optional() };
const on = Id.optional().describe('Resource; the whole school when absent');
const giving = { permission: 'access.assign', on: 'on' } as const;

export const ana: Assignment = {
  assignmentId: 'asg-1',
  userId: 'usr-ana',
  teamId: null,
  name: 'Ana Ibarra',
  role: 'teaching-assistant',
  permission: null,
  effect: 'allow',
  on: 'crs-1',
  place: { type: 'course', title: 'Reading maps' },
  below: false,
  from: null,
  until: '2027-01-31T23:00:00.000Z',
  state: 'holds',
  givenBy: { id: 'usr-marta', name: 'Marta Lindqvist' },
  givenAt: '2026-11-02T09:00:00.000Z',
};

export const anaBecause: Reason = { ...ana, roleName: 'Teaching assistant', above: null };

export const assignmentOperations = {
  mine: get('/mine', {
    summary: 'What I may do in the whole school',
    needs: 'self',
    input: Nothing,
    output: z.object({ permissions: z.array(z.string()) }),
    example: { input: {}, output: { permissions: ['course.create'] } },
  }),
  assignments: get('/assignments', {
    summary: 'Who was given or denied what on a resource, or in the whole school; teams first, then people by name',
    needs: { permission: 'access.read', on: 'on' },
    input: z.object({ ...pageInput, on, role: RoleId.optional(), enrolments }),
    output: pageOf(Assignment),
    example: { input: { on: 'crs-1' }, output: { items: [ana], next: null } },
  }),
  personAssignments: get('/people/:userId/assignments', {
    summary: 'All that somebody was given or denied, themselves and through their teams, here and from schools above',
    needs: { permission: 'access.read' },
    input: z.object({ userId: Id }),
    output: z.object({ items: z.array(Reason) }),
    errors: [errors.unknownPerson],
    example: { input: { userId: 'usr-ana' }, output: { items: [anaBecause] } },
  }),
  assign: post('/assignments', {
    summary: 'Give or deny a person or team a role or a single permission',
    description:
      'One of userId and teamId, and one of role and permission. Given again it gets the new times. You need all of it ' +
      'there yourself, for as long. A denial wins over everything that was given, at any level.',
    needs: giving,
    audit: 'access',
    tells: ['role', 'permission', 'effect'],
    input: z.object({
      ...who,
      ...what,
      effect: Effect.default('allow'),
      on,
      below: z.boolean().default(false).describe('In all schools below this one too; only without `on`'),
      from: Moment.optional(),
      until: Moment.optional(),
    }),
    output: Assignment,
    errors: [
      errors.unknownPerson,
      errors.unknownTeam,
      errors.unknownRole,
      errors.unknownPermission,
      errors.notYours,
      errors.lastOwner,
      errors.locksOut,
    ],
    example: {
      input: { userId: 'usr-ana', role: 'teaching-assistant', on: 'crs-1', until: '2027-01-31T23:00:00.000Z' },
      output: ana,
    },
  }),
  unassign: remove('/assignments', {
    summary: 'Take from a person or team what they were given, or lift what they were denied',
    needs: giving,
    audit: 'access',
    tells: ['role', 'permission', 'effect'],
    input: z.object({ ...who, ...what, effect: Effect.default('allow'), on }),
    output: Done,
    errors: [errors.lastOwner, errors.unknownPerson, errors.unknownTeam, errors.notYours],
    example: { input: { userId: 'usr-ben', role: 'instructor' }, output: { done: true } },
  }),
  handOver: post('/hand-over', {
    summary: 'Hand the school over: somebody else owns it from now on, and you do not',
    needs: { permission: 'access.own' },
    audit: 'access',
    inPerson: true,
    input: z.object({ userId: Id }),
    output: Done,
    errors: [errors.unknownPerson],
    example: { input: { userId: 'usr-marta' }, output: { done: true } },
  }),
};
