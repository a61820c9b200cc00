import type { CoursesFindOutput, Lectern } from '@lectern/sdk';
import { place } from '@lectern/ui';
import type { Lesson } from './outline.tsx';

export interface LessonBodyProps {
  readonly course: CoursesFindOutput;
  readonly lesson: Lesson;
  readonly lms: Lectern;
  /** It has become complete, so what shows progress reads it again. */
  readonly onCompleted: () => void;
}
/** Below the introduction of a lesson that is more than a text: `fill(lessonBody('quiz'), ...)`. */
export const lessonBody = (kind: string) => place<LessonBodyProps>(`content.lesson.${kind}`);
