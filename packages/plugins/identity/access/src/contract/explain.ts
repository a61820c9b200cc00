// Why somebody may, or may not.
import { get, Id, Line, pageInput, pageOf } from '@lectern/kit/contract';
import { z } from 'zod';
import { Assignment, ana, anaBecause, enrolments, Reason } from './assignment.ts';
import { errors } from './errors.ts';
import { PermissionName, RoleId } from './role.ts';

export const Explanation = z.object({
  allowed: z.boolean(),
  because: z
    .enum(['given', 'denied', 'later', 'over', 'nothing', 'not_here', 'unknown_permission'])
    .describe(
      'later, over: something would allow it at another time; nothing: nothing ever does; not_here: they are not in the school, or suspended',
    ),
  userId: Id,
  name: Line,
  permission: PermissionName,
  permissionSummary: Line.nullable(),
  on: Id.nullable(),
  place: Assignment.shape.place,
  decides: Reason.nullable().describe('The one that decides: a denial, or the widest that allows it'),
  others: z.array(Reason).describe('What else speaks of it there, overruled or not holding now'),
  would: z.array(z.object({ id: RoleId, name: Line })).describe('Roles that would allow it, from who may least'),
});
export type Explanation = z.infer<typeof Explanation>;

export const Reviewed = z.object({
  userId: Id,
  name: Line,
  through: z.object({ teamId: Id, name: Line }).nullable(),
  assignment: Assignment,
});
export type Reviewed = z.infer<typeof Reviewed>;

export const explainOperations = {
  explain: get('/explain', {
    summary: 'Why somebody may do something, or may not',
    needs: { permission: 'access.read', on: 'on' },
    input: z.object({
      userId: Id,
      permission: PermissionName,
      on: Id.optional().describe('Resource; the whole school when absent'),
    }),
    output: Explanation,
    errors: [errors.unknownPerson],
    example: {
      input: { userId: 'usr-ana', permission: 'quiz.results', on: 'crs-1' },
      output: {
        allowed: true,
        because: 'given',
        userId: 'usr-ana',
        name: 'Ana Ibarra',
        permission: 'quiz.results',
        permissionSummary: 'See what learners answered in quizzes',
        on: 'crs-1',
        place: { type: 'course', title: 'Reading maps' },
        decides: anaBecause,
        others: [],
        would: [{ id: 'teaching-assistant', name: 'Teaching assistant' }],
      },
    },
  }),
  review: get('/review', {
    summary:
      'Who may do what, since when, given by whom: a line for each person and each thing they were given or denied',
    needs: { permission: 'access.read', on: 'on' },
    input: z.object({
      ...pageInput,
      role: RoleId.optional().describe('Only this role'),
      permission: PermissionName.optional().describe('Only what gives or denies it'),
      on: Id.optional().describe('Only what reaches this resource'),
      elsewhere: z
        .boolean()
        .default(false)
        .describe('Only what was given above `on`, or to a team: without what people were given on it themselves'),
      userId: Id.optional(),
      enrolments,
    }),
    output: pageOf(Reviewed),
    errors: [errors.unknownPerson, errors.unknownRole],
    example: {
      input: { permission: 'quiz.results' },
      output: { items: [{ userId: 'usr-ana', name: 'Ana Ibarra', through: null, assignment: ana }], next: null },
    },
  }),
};
