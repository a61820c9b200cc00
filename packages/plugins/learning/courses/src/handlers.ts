import type { Handlers } from '@lectern/kit';
import type { coursesContract } from './contract.ts';
import { descriptionHtml } from './description.ts';
import type { Courses } from './service.ts';

const done = { done: true } as const;

export function coursesHandlers(courses: Courses): Handlers<typeof coursesContract.operations> {
  const read = async (courseId: string) => (await courses.find(courseId))!;
  return {
    list: courses.published,
    teaching: courses.teaching,
    async find({ slug }) {
      const course = await courses.show(await courses.findBySlug(slug));
      return { ...course, descriptionHtml: descriptionHtml(course.description) };
    },
    get: async ({ courseId }) => courses.show(await courses.find(courseId)),
    create: (given, { actor }) => courses.create(given, actor.id),
    async update({ courseId, ...changes }) {
      await courses.update(courseId, changes);
      return read(courseId);
    },
    async publish({ courseId }) {
      await courses.publish(courseId);
      return read(courseId);
    },
    async unpublish({ courseId }) {
      await courses.unpublish(courseId);
      return read(courseId);
    },
    async remove({ courseId }) {
      await courses.remove(courseId);
      return done;
    },
    addSection: async ({ courseId, title }) => ({
      id: await courses.addSection(courseId, { title }),
      title,
      lessons: [],
    }),
    async updateSection({ sectionId, title }) {
      await courses.updateSection(sectionId, { title });
      return done;
    },
    async removeSection({ sectionId }) {
      await courses.removeSection(sectionId);
      return done;
    },
    addLesson: async ({ sectionId, ...given }) => {
      const { id, slug, title, kind, minutes } = (await courses.lesson(await courses.addLesson(sectionId, given)))!;
      return { id, slug, title, kind, minutes };
    },
    async updateLesson({ lessonId, ...changes }) {
      await courses.updateLesson(lessonId, changes);
      return done;
    },
    async removeLesson({ lessonId }) {
      await courses.removeLesson(lessonId);
      return done;
    },
    async arrange({ courseId, order }) {
      await courses.arrange(courseId, order);
      return read(courseId);
    },
  };
}
