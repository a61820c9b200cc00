import type { AssessmentService } from './contract.ts';
import * as queries from './queries.ts';
import { attempts } from './service/attempts.ts';
import { authoring } from './service/authoring.ts';
import type { AssessmentContext } from './service/context.ts';
import { grading } from './service/grading.ts';
import { merging } from './service/merging.ts';
import { pictures } from './service/pictures.ts';
import { results } from './service/results.ts';
import { showing } from './service/showing.ts';
import { tools } from './service/tools.ts';
import { versions } from './service/versions.ts';

export function createAssessment(ctx: AssessmentContext) {
  const [written, show, kept] = [authoring(ctx), showing(ctx), versions(ctx)];
  const graded = grading(ctx, kept);
  const service = {
    ...written,
    ...attempts(ctx, { written, show, graded, kept }),
    ...results(ctx, { written, show, kept }),
    ...pictures(ctx, written),
    ...merging(ctx),
    show,
    grade: graded.grade,
    tools: tools(ctx),
    async forgetLesson(lesson: string): Promise<void> {
      await ctx.data.run(queries.forgetAnswers, { lesson });
      await ctx.data.run(queries.forgetAttempts, { lesson });
      await ctx.data.run(queries.forgetVersions, { lesson });
    },
  };
  return service satisfies AssessmentService;
}
export type Assessment = ReturnType<typeof createAssessment>;
