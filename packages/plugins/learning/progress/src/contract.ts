import {
  Done,
  defineContract,
  event,
  get,
  Id,
  Moment,
  Nothing,
  pageInput,
  pageOf,
  post,
  put,
  service,
} from '@lectern/kit/contract';
import { z } from 'zod';

export const LessonState = z.enum(['opened', 'completed']);
export type LessonState = z.infer<typeof LessonState>;
export const CourseProgress = z.object({
  courseId: Id,
  lessons: z.record(Id, LessonState).describe('Lessons that were opened or completed'),
  done: z.number().int(),
  total: z.number().int(),
  resume: z
    .object({ lessonId: Id, place: z.string().nullable() })
    .nullable()
    .describe('Where the learner was last; null before the first lesson'),
  lastAt: Moment.nullable(),
});
export type CourseProgress = z.infer<typeof CourseProgress>;

const heard = {
  heardBy: [{ person: 'userId' }, { permission: 'progress.read', on: 'courseId' }],
} as const;
export const lessonOpened = event('lesson.opened', z.object({ userId: Id, courseId: Id, lessonId: Id }), heard);
export const lessonCompleted = event('lesson.completed', z.object({ userId: Id, courseId: Id, lessonId: Id }), heard);
export const courseCompleted = event('course.completed', z.object({ userId: Id, courseId: Id }), heard);

export const errors = {
  completesItself: {
    code: 'progress.completes_itself',
    status: 409,
    message: 'This lesson is finished by what is in it: pass the quiz.',
  },
} as const;

export interface ProgressService {
  of(userId: string, courseId: string): Promise<CourseProgress>;
  /** For what completes a lesson itself. Twice is once; the last lesson completes the course. In the caller's unit. */
  complete(userId: string, lessonId: string): Promise<CourseProgress>;
  /** Who has completed a course, and when; in the order of that. */
  completions(courseId: string): Promise<{ userId: string; at: Date }[]>;
}
export const progressService = service<ProgressService>('progress');

const progress: CourseProgress = {
  courseId: 'crs-1',
  lessons: { 'lsn-1': 'completed', 'lsn-2': 'opened' },
  done: 1,
  total: 21,
  resume: { lessonId: 'lsn-2', place: 'b7' },
  lastAt: '2026-02-04T19:02:00.000Z',
};
const readable = { permission: 'content.read', on: 'lessonId' } as const;

export const progressContract = defineContract({
  id: 'progress',
  summary: 'How far a learner is, and where to go on',
  service: progressService,
  permissions: {
    'progress.read': {
      summary: 'See how far learners are',
      roles: ['manager', 'instructor', 'teaching-assistant', 'support-agent'],
    },
  },
  events: { lessonOpened, lessonCompleted, courseCompleted },
  errors,
  operations: {
    open: post('/lessons/:lessonId/open', {
      summary: 'I opened a lesson',
      needs: readable,
      input: z.object({ lessonId: Id }),
      output: Done,
      example: { input: { lessonId: 'lsn-1' }, output: { done: true } },
    }),
    place: put('/lessons/:lessonId/place', {
      summary: 'Where I am in a lesson',
      needs: readable,
      audit: 'sampled',
      input: z.object({
        lessonId: Id,
        place: z.string().min(1).max(100).describe('Id of the block at the top of the screen'),
      }),
      output: Done,
      example: { input: { lessonId: 'lsn-1', place: 'b7' }, output: { done: true } },
    }),
    complete: post('/lessons/:lessonId/complete', {
      summary: 'I finished a lesson',
      needs: readable,
      input: z.object({ lessonId: Id }),
      output: CourseProgress,
      errors: [errors.completesItself],
      example: { input: { lessonId: 'lsn-1' }, output: progress },
    }),
    reopen: post('/lessons/:lessonId/reopen', {
      summary: 'I am not finished with a lesson after all',
      needs: readable,
      input: z.object({ lessonId: Id }),
      output: CourseProgress,
      errors: [errors.completesItself],
      example: { input: { lessonId: 'lsn-1' }, output: progress },
    }),
    course: get('/courses/:courseId', {
      summary: 'How far I am in a course',
      needs: 'self',
      input: z.object({ courseId: Id }),
      output: CourseProgress,
      example: { input: { courseId: 'crs-1' }, output: progress },
    }),
    mine: get('/mine', {
      summary: 'How far I am in each of my courses, last used first',
      needs: 'self',
      input: Nothing,
      output: z.object({ items: z.array(CourseProgress) }),
      example: { input: {}, output: { items: [progress] } },
    }),
    people: get('/courses/:courseId/people', {
      summary: 'How far each learner of a course is, by name',
      needs: { permission: 'progress.read', on: 'courseId' },
      input: z.object({ courseId: Id, ...pageInput }),
      output: pageOf(
        z.object({
          userId: Id,
          name: z.string(),
          picture: z.string().nullable().describe('Digest: see `users.picture`'),
          done: z.number().int(),
          total: z.number().int(),
          lastAt: Moment.nullable(),
        }),
      ),
      example: {
        input: { courseId: 'crs-1' },
        output: {
          items: [{ userId: 'usr-ana', name: 'Ana Ibarra', picture: null, done: 1, total: 21, lastAt: null }],
          next: null,
        },
      },
    }),
  },
});
