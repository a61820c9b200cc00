import type { QuizTools } from '../contract.ts';
import { canonical } from '../markdown/canonical.ts';
import { readQuiz } from '../markdown/read.ts';
import { writeQuiz } from '../markdown/write.ts';
import type { Question } from '../quiz.ts';
import { type AssessmentContext, typesIn } from './context.ts';

export function tools(ctx: AssessmentContext): QuizTools {
  const typeOf = typesIn(ctx);
  const { frontMatter } = ctx.needs.content.tools;
  return {
    parse: (markdown, path) => readQuiz(markdown, { typeOf, frontMatter, ...(path !== undefined && { path }) }),
    write: (introduction, quiz, settings) => writeQuiz(introduction, quiz, typeOf, settings),
    async mapTexts(quiz, change) {
      const words = async (text: string) => (await change(text)).trim().replace(/\s*\n\s*/g, ' ');
      const questions: Question[] = [];
      for (const { explanation, ...question } of quiz.questions) {
        const type = typeOf(question.type);
        questions.push({
          ...question,
          prompt: canonical(await change(question.prompt)),
          body: type ? await type.mapTexts(question.body, words) : question.body,
          ...(explanation !== undefined && { explanation: canonical(await change(explanation)) }),
        });
      }
      return { ...quiz, questions };
    },
  };
}
