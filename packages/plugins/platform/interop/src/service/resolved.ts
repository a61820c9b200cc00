import type { Quiz } from '@lectern/assessment/contract';
import type { LessonText } from '@lectern/content/contract';
import type { ImportPlan, PlannedLesson } from '../plan.ts';
import { changeTexts } from '../quiz-texts.ts';
import { digestOf, type InteropContext } from './context.ts';

interface Ids {
  readonly lesson: ReadonlyMap<string, string>;
  readonly asset: ReadonlyMap<string, string>;
}
/** Keys of the source become ids of the school. What leads nowhere is kept as a broken address. */
export async function resolved(
  { content, assessment }: InteropContext['needs'],
  { text, quiz }: Pick<PlannedLesson, 'text' | 'quiz'>,
  { lesson, asset }: Ids,
): Promise<{ text: LessonText; quiz: Quiz | undefined }> {
  const change = (piece: LessonText) =>
    content.tools.readdress(piece, { lesson: (key) => lesson.get(key), asset: (path) => asset.get(path) });
  const tools = { ...content.tools, quiz: assessment.tools };
  return { text: change(text), quiz: quiz && (await changeTexts(tools, quiz, { change })) };
}

/** What an import keeps up to date of a course: its address is given once, for others may have linked to it. */
export function detailsOf({ key: _, slug: __, ...details }: ImportPlan['course']) {
  return details;
}

/** Of all that is stored for a lesson: another picture under the old name changes its id, and so the lesson. */
export const digestOfLesson = (
  title: string,
  { text, quiz }: Pick<PlannedLesson, 'text'> & { quiz: Quiz | undefined },
) => digestOf(quiz ? [title, text, quiz] : [title, text]);
