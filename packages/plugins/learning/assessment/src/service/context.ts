import type { contentService } from '@lectern/content/contract';
import type { coursesService } from '@lectern/courses/contract';
import type { enrollmentService } from '@lectern/enrollment/contract';
import type { Context } from '@lectern/kit';
import type { mediaService } from '@lectern/media/contract';
import type { progressService } from '@lectern/progress/contract';
import { questionTypeSlot } from '../contract.ts';
import type { AnyQuestionType } from '../quiz.ts';

export type AssessmentContext = Context<{
  courses: typeof coursesService;
  content: typeof contentService;
  media: typeof mediaService;
  enrollment: typeof enrollmentService;
  progress: typeof progressService;
}>;

export const typesIn =
  (ctx: AssessmentContext) =>
  (name: string): AnyQuestionType | undefined =>
    ctx.fills(questionTypeSlot).find(({ type }) => type === name);
