import {
  Done,
  defineContract,
  event,
  get,
  Id,
  Line,
  Moment,
  type Page,
  pageInput,
  pageOf,
  post,
  remove,
  service,
} from '@lectern/kit/contract';
import { z } from 'zod';

export const Enrollment = z.object({ courseId: Id, userId: Id, enrolledAt: Moment });
export type Enrollment = z.infer<typeof Enrollment>;

export const errors = {
  notOpen: {
    code: 'enrollment.not_open',
    status: 409,
    message: 'This course is not published, so nobody can enrol yet.',
  },
} as const;

const heard = {
  heardBy: [{ person: 'userId' }, { permission: 'enrollment.read', on: 'courseId' }],
} as const;
export const enrolled = event('enrollment.enrolled', z.object({ courseId: Id, userId: Id }), heard);
export const left = event('enrollment.left', z.object({ courseId: Id, userId: Id }), heard);

export interface Learner {
  readonly userId: string;
  readonly name: string;
  /** Digest of their picture: see `users.picture`. */
  readonly picture: string | null;
  readonly enrolledAt: string;
}
export interface EnrollmentService {
  isEnrolled(courseId: string, userId: string): Promise<boolean>;
  /** Courses of a person, latest enrolment first. */
  coursesOf(userId: string): Promise<Enrollment[]>;
  /** Everybody who takes a course, by name. */
  learnersOf(courseId: string): Promise<Learner[]>;
  /** The same, a page at a time. */
  people(page: { courseId: string; cursor?: string | undefined; limit: number }): Promise<Page<Learner>>;
  /** Twice is once. @throws enrollment.not_open */
  enroll(courseId: string, userId: string): Promise<Enrollment>;
}
export const enrollmentService = service<EnrollmentService>('enrollment');

const enrollment: Enrollment = { courseId: 'crs-1', userId: 'usr-ana', enrolledAt: '2026-02-03T18:20:00.000Z' };

export const enrollmentContract = defineContract({
  id: 'enrollment',
  summary: 'Who takes which course',
  service: enrollmentService,
  permissions: {
    'enrollment.read': {
      summary: 'See who takes a course',
      roles: ['manager', 'instructor', 'teaching-assistant', 'moderator', 'support-agent'],
    },
  },
  events: { enrolled, left },
  errors,
  operations: {
    enroll: post('/courses/:courseId', {
      summary: 'Enrol myself in a course',
      needs: 'self',
      input: z.object({ courseId: Id }),
      output: Enrollment,
      errors: [errors.notOpen],
      example: { input: { courseId: 'crs-1' }, output: enrollment },
    }),
    leave: remove('/courses/:courseId', {
      summary: 'Leave a course; my progress is kept',
      needs: 'self',
      input: z.object({ courseId: Id }),
      output: Done,
      example: { input: { courseId: 'crs-1' }, output: { done: true } },
    }),
    mine: get('/mine', {
      summary: 'My courses',
      needs: 'self',
      input: z.object({}),
      output: z.object({ items: z.array(Enrollment) }),
      example: { input: {}, output: { items: [enrollment] } },
    }),
    people: get('/courses/:courseId/people', {
      summary: 'Who takes a course, by name',
      needs: { permission: 'enrollment.read', on: 'courseId' },
      input: z.object({ courseId: Id, ...pageInput }),
      output: pageOf(z.object({ userId: Id, name: Line, picture: z.string().nullable(), enrolledAt: Moment })),
      example: {
        input: { courseId: 'crs-1' },
        output: {
          items: [{ userId: 'usr-ana', name: 'Ana Ibarra', picture: null, enrolledAt: '2026-02-03T18:20:00.000Z' }],
          next: null,
        },
      },
    }),
  },
});
