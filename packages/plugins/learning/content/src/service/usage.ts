import type { MediaUsage, MediaUse } from '@lectern/media/contract';
import * as queries from '../queries.ts';
import type { ContentContext } from './context.ts';

/** Which lessons show files of the course. */
export function usage({ data, needs }: ContentContext): MediaUsage {
  return {
    async usedBy(ids) {
      const rows = ids.length > 0 ? await data.all(queries.lessonsWith, { ids }) : [];
      const lessons = await needs.courses.lessons([...new Set(rows.map(({ lesson }) => lesson))]);
      const uses = new Map<string, MediaUse[]>();
      for (const { media, lesson } of rows) {
        const placed = lessons.get(lesson);
        if (placed) uses.set(media, [...(uses.get(media) ?? []), { lessonId: lesson, title: placed.title }]);
      }
      return uses;
    },
  };
}
