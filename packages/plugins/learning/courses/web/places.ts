import type { Lectern } from '@lectern/sdk';
import { place } from '@lectern/ui';

/** Beside the outline of a course, under what stands on its cover: what else its teachers decide. */
export const courseSettings = place<{ courseId: string }>('courses.builder.settings');

export interface LessonEditorProps {
  readonly courseId: string;
  readonly lessonId: string;
  readonly language: string;
  readonly lms: Lectern;
}
/** Under the text of a lesson that is more than a text: `fill(lessonEditor('quiz'), ...)`. */
export const lessonEditor = (kind: string) => place<LessonEditorProps>(`courses.lesson-editor.${kind}`);

/** Beside "Add lesson": `add` makes a lesson of a kind, with the title that is written there or with this one. */
export const lessonAdders = place<{ add: (kind: string, title: string) => void }>('courses.builder.adders');
