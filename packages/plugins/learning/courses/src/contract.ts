import {
  Done,
  defineContract,
  event,
  get,
  Id,
  Language,
  Line,
  Moment,
  type Page,
  pageInput,
  pageOf,
  patch,
  post,
  remove,
  Slug,
  service,
  slot,
  Text,
} from '@lectern/kit/contract';
import { z } from 'zod';

export const CourseStatus = z.enum(['draft', 'published']);
/** A course on a shelf. */
export const CourseCard = z.object({
  id: Id,
  slug: Slug,
  title: Line,
  summary: z.string(),
  author: z.string().describe('Name on the cover'),
  language: Language,
  status: CourseStatus,
  lessons: z.number().int(),
  minutes: z.number().int().describe('Reading time of all lessons'),
});
export const Lesson = z.object({
  id: Id,
  slug: Slug,
  title: Line,
  kind: z.string().describe('What it is made of: text, or a kind that a plugin adds, such as quiz'),
  minutes: z.number().int(),
});
export const Section = z.object({ id: Id, title: Line, lessons: z.array(Lesson) });
export const Course = CourseCard.extend({
  description: z.string().describe('Markdown'),
  publishedAt: Moment.nullable(),
  sections: z.array(Section),
});
/** A course as its page shows it. */
export const CoursePage = Course.extend({
  descriptionHtml: z.string().describe('The description, sanitised; headings begin at the third level'),
});
export type CourseCard = z.infer<typeof CourseCard>;
export type Lesson = z.infer<typeof Lesson>;
export type Section = z.infer<typeof Section>;
export type Course = z.infer<typeof Course>;
export type CoursePage = z.infer<typeof CoursePage>;

const card: CourseCard = {
  id: 'crs-1',
  slug: 'statistics-you-can-trust',
  title: 'Statistics You Can Trust',
  summary: 'Read a chart, question a poll.',
  author: 'Marta Lindqvist',
  language: 'en',
  status: 'published',
  lessons: 21,
  minutes: 635,
};
const lesson: Lesson = {
  id: 'lsn-1',
  slug: 'what-a-number-leaves-out',
  title: 'What a number leaves out',
  kind: 'text',
  minutes: 12,
};
const section: Section = { id: 'sec-1', title: 'Looking before counting', lessons: [lesson] };
const course: Course = { ...card, description: '', publishedAt: '2026-02-01T08:00:00.000Z', sections: [section] };

export const errors = {
  slugTaken: {
    code: 'courses.slug_taken',
    status: 409,
    message: 'Another course has this address. Choose a different one.',
  },
  nothingToPublish: {
    code: 'courses.nothing_to_publish',
    status: 409,
    message: 'A course needs at least one lesson before it can be published.',
  },
  unknownKind: {
    code: 'courses.unknown_kind',
    status: 422,
    message: 'No plugin of this school knows lessons of that kind. Leave it out for a text.',
  },
} as const;

const course_ = { courseId: Id };
const section_ = { sectionId: Id };
const lesson_ = { lessonId: Id };

const byTeachers = { heardBy: [{ permission: 'course.write', on: 'courseId' }] } as const;
export const courseCreated = event('course.created', z.object({ courseId: Id }));
export const coursePublished = event('course.published', z.object({ courseId: Id }), byTeachers);
export const courseUnpublished = event('course.unpublished', z.object({ courseId: Id }), byTeachers);
export const courseChanged = event('course.changed', z.object({ courseId: Id }), byTeachers);
export const courseRemoved = event('course.removed', z.object({ courseId: Id }));
export const lessonAdded = event('lesson.added', z.object({ courseId: Id, lessonId: Id }), byTeachers);
export const lessonRemoved = event('lesson.removed', z.object({ courseId: Id, lessonId: Id }), byTeachers);

export interface NewCourse {
  title: string;
  slug?: string | undefined;
  summary?: string | undefined;
  description?: string | undefined;
  language?: string | undefined;
  author?: string | undefined;
}
export interface NewLesson {
  title: string;
  slug?: string | undefined;
  kind?: string | undefined;
  minutes?: number | undefined;
}
export type PlacedLesson = Lesson & { courseId: string; sectionId: string; courseSlug: string };
/** For plugins that make or fill courses. Every change is in the caller's unit of work. */
export interface CoursesService {
  find(courseId: string): Promise<Course | undefined>;
  findBySlug(slug: string): Promise<Course | undefined>;
  /** Where a lesson is. */
  lesson(lessonId: string): Promise<PlacedLesson | undefined>;
  /** How a lesson of this kind is finished; a kind whose plugin is gone is finished by hand. */
  completes(kind: string): LessonKind['completes'];
  lessons(lessonIds: readonly string[]): Promise<ReadonlyMap<string, PlacedLesson>>;
  cards(courseIds: readonly string[]): Promise<ReadonlyMap<string, CourseCard>>;
  /** Newest first. */
  published(page: {
    cursor?: string | undefined;
    limit: number;
    search?: string | undefined;
  }): Promise<Page<CourseCard>>;
  create(course: NewCourse, owner: string): Promise<Course>;
  update(courseId: string, changes: Partial<NewCourse>): Promise<void>;
  publish(courseId: string): Promise<void>;
  addSection(courseId: string, section: { title: string }): Promise<string>;
  updateSection(sectionId: string, changes: { title?: string | undefined }): Promise<void>;
  addLesson(sectionId: string, lesson: NewLesson): Promise<string>;
  updateLesson(lessonId: string, changes: Partial<NewLesson>): Promise<void>;
  removeLesson(lessonId: string): Promise<void>;
  removeSection(sectionId: string): Promise<void>;
  /** Sections and lessons in this order, lessons moving between sections where it says so. Every id exactly once. */
  arrange(courseId: string, order: readonly { sectionId: string; lessonIds: readonly string[] }[]): Promise<void>;
}
/** What a lesson can be made of besides its text, which is then its introduction. */
export interface LessonKind {
  /** `quiz`. */
  readonly kind: string;
  /** Whether a learner says that it is finished, or what is in it does. */
  readonly completes: 'by hand' | 'itself';
}
export const lessonKindSlot = slot<LessonKind>('courses.lesson-kind', 'Another kind of lesson than a text');
export const coursesService = service<CoursesService>('courses');

export const coursesContract = defineContract({
  id: 'courses',
  summary: 'Courses, their sections and lessons',
  service: coursesService,
  permissions: {
    'course.create': { summary: 'Create courses', roles: ['manager', 'instructor'] },
    'course.write': { summary: 'Change a course: its text, sections and lessons', roles: ['manager', 'instructor'] },
    'course.publish': { summary: 'Show a course to everybody, or hide it', roles: ['manager', 'instructor'] },
    'course.delete': { summary: 'Delete a course with everything in it', roles: ['manager', 'instructor'] },
  },
  events: {
    courseCreated,
    coursePublished,
    courseUnpublished,
    courseChanged,
    courseRemoved,
    lessonAdded,
    lessonRemoved,
  },
  slots: { lessonKind: lessonKindSlot },
  errors,
  operations: {
    list: get('/', {
      summary: 'Published courses, newest first',
      needs: 'public',
      input: z.object({ ...pageInput, search: z.string().max(200).optional() }),
      output: pageOf(CourseCard),
      example: { input: {}, output: { items: [card], next: null } },
    }),
    teaching: get('/teaching', {
      summary: 'Courses I may change, drafts too, newest first',
      needs: 'self',
      input: z.object({ ...pageInput, search: z.string().max(200).optional() }),
      output: pageOf(CourseCard.extend({ changedAt: Moment })),
      example: { input: {}, output: { items: [{ ...card, changedAt: '2026-02-01T08:00:00.000Z' }], next: null } },
    }),
    find: get('/by-slug/:slug', {
      summary: 'A course with its outline, by its address',
      description: 'A draft is found by those who may change it.',
      needs: 'public',
      input: z.object({ slug: z.string().max(100) }),
      output: CoursePage,
      example: { input: { slug: 'statistics-you-can-trust' }, output: { ...course, descriptionHtml: '' } },
    }),
    get: get('/:courseId', {
      summary: 'A course with its outline',
      needs: 'public',
      input: z.object(course_),
      output: Course,
      example: { input: { courseId: 'crs-1' }, output: course },
    }),
    create: post('/', {
      summary: 'Create a course',
      needs: { permission: 'course.create' },
      input: z.object({
        title: Line,
        slug: Slug.optional(),
        summary: z.string().max(500).optional(),
        description: Text.optional(),
        language: Language.optional(),
      }),
      output: Course,
      errors: [errors.slugTaken],
      example: {
        input: { title: 'Statistics You Can Trust' },
        output: { ...course, status: 'draft', publishedAt: null },
      },
    }),
    update: patch('/:courseId', {
      authored: 'get',
      summary: 'Change title, address or description of a course',
      needs: { permission: 'course.write', on: 'courseId' },
      input: z.object({
        ...course_,
        title: Line.optional(),
        slug: Slug.optional(),
        summary: z.string().max(500).optional(),
        description: Text.optional(),
        language: Language.optional(),
      }),
      output: Course,
      errors: [errors.slugTaken],
      example: { input: { courseId: 'crs-1', title: 'Statistics You Can Trust' }, output: course },
    }),
    publish: post('/:courseId/publish', {
      authored: 'get',
      summary: 'Show a course to everybody',
      needs: { permission: 'course.publish', on: 'courseId' },
      input: z.object(course_),
      output: Course,
      errors: [errors.nothingToPublish],
      example: { input: { courseId: 'crs-1' }, output: course },
    }),
    unpublish: post('/:courseId/unpublish', {
      authored: 'get',
      summary: 'Hide a course; those enrolled keep it',
      needs: { permission: 'course.publish', on: 'courseId' },
      input: z.object(course_),
      output: Course,
      example: { input: { courseId: 'crs-1' }, output: { ...course, status: 'draft' } },
    }),
    remove: remove('/:courseId', {
      authored: 'get',
      summary: 'Delete a course with everything in it',
      needs: { permission: 'course.delete', on: 'courseId' },
      input: z.object(course_),
      output: Done,
      example: { input: { courseId: 'crs-1' }, output: { done: true } },
    }),
    addSection: post('/:courseId/sections', {
      authored: 'get',
      summary: 'Add a section at the end',
      needs: { permission: 'course.write', on: 'courseId' },
      input: z.object({ ...course_, title: Line }),
      output: Section,
      example: { input: { courseId: 'crs-1', title: 'Looking before counting' }, output: { ...section, lessons: [] } },
    }),
    updateSection: patch('/sections/:sectionId', {
      authored: 'get',
      summary: 'Rename a section',
      needs: { permission: 'course.write', on: 'sectionId' },
      input: z.object({ ...section_, title: Line }),
      output: Done,
      example: { input: { sectionId: 'sec-1', title: 'Looking before counting' }, output: { done: true } },
    }),
    removeSection: remove('/sections/:sectionId', {
      authored: 'get',
      summary: 'Delete a section with its lessons',
      needs: { permission: 'course.write', on: 'sectionId' },
      input: z.object(section_),
      output: Done,
      example: { input: { sectionId: 'sec-1' }, output: { done: true } },
    }),
    addLesson: post('/sections/:sectionId/lessons', {
      authored: 'get',
      summary: 'Add a lesson at the end of a section',
      needs: { permission: 'course.write', on: 'sectionId' },
      input: z.object({ ...section_, title: Line, slug: Slug.optional(), kind: z.string().max(50).default('text') }),
      output: Lesson,
      errors: [errors.unknownKind],
      example: { input: { sectionId: 'sec-1', title: 'What a number leaves out' }, output: lesson },
    }),
    updateLesson: patch('/lessons/:lessonId', {
      authored: 'get',
      summary: 'Rename a lesson',
      needs: { permission: 'course.write', on: 'lessonId' },
      input: z.object({ ...lesson_, title: Line.optional(), slug: Slug.optional() }),
      output: Done,
      example: { input: { lessonId: 'lsn-1', title: 'What a number leaves out' }, output: { done: true } },
    }),
    removeLesson: remove('/lessons/:lessonId', {
      authored: 'get',
      summary: 'Delete a lesson',
      needs: { permission: 'course.write', on: 'lessonId' },
      input: z.object(lesson_),
      output: Done,
      example: { input: { lessonId: 'lsn-1' }, output: { done: true } },
    }),
    arrange: post('/:courseId/arrange', {
      authored: 'get',
      summary: 'Put sections and lessons in a new order',
      needs: { permission: 'course.write', on: 'courseId' },
      input: z.object({
        ...course_,
        order: z.array(z.object({ ...section_, lessonIds: z.array(Id).max(2_000) })).max(500),
      }),
      output: Course,
      example: { input: { courseId: 'crs-1', order: [{ sectionId: 'sec-1', lessonIds: ['lsn-1'] }] }, output: course },
    }),
  },
});
