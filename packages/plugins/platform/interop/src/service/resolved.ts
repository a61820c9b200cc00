import type { ContentService, LessonText } from '@lectern/content/contract';
import type { ImportPlan } from '../plan.ts';
import { digestOf } from './context.ts';

/** Keys of the source become ids of the school. What leads nowhere is kept as a broken address. */
export function resolved(
  content: ContentService,
  text: LessonText,
  targets: { readonly lesson: ReadonlyMap<string, string>; readonly asset: ReadonlyMap<string, string> },
): LessonText {
  return content.tools.readdress(text, {
    lesson: (key) => targets.lesson.get(key),
    asset: (path) => targets.asset.get(path),
  });
}

/** What an import keeps up to date of a course: its address is given once, for others may have linked to it. */
export function detailsOf({ key: _, slug: __, ...details }: ImportPlan['course']) {
  return details;
}

/** Of all that is stored for a lesson: another picture under the old name changes its id, and so the lesson. */
export const digestOfLesson = (title: string, text: LessonText): string => digestOf([title, text]);
