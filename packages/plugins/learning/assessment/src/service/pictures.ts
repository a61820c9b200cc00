import type { MediaUsage, MediaUse } from '@lectern/media/contract';
import type { authoring } from './authoring.ts';
import type { AssessmentContext } from './context.ts';

/** Which quizzes show a file of their course, as they are now. */
export function pictures({ needs }: AssessmentContext, { read }: ReturnType<typeof authoring>): MediaUsage {
  return {
    async usedBy(ids) {
      const uses = new Map<string, MediaUse[]>();
      const files = await needs.media.many(ids);
      for (const courseId of new Set([...files.values()].map((file) => file.courseId))) {
        const lessons = (await needs.courses.find(courseId))?.sections.flatMap((section) => section.lessons) ?? [];
        for (const { id: lessonId, title } of lessons.filter(({ kind }) => kind === 'quiz')) {
          const text = JSON.stringify((await read(lessonId))?.quiz.questions ?? []);
          const named = new Set([...text.matchAll(/\(asset:([\w.:-]{1,64})/g)].map(([, id]) => id));
          for (const id of files.keys())
            if (named.has(id)) uses.set(id, [...(uses.get(id) ?? []), { lessonId, title }]);
        }
      }
      return uses;
    },
  };
}
