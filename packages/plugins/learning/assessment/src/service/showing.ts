// What of a quiz is shown to whom. The only place where a solution is taken out of a quiz.
import { fileAddress } from '@lectern/media/contract';
import { type Leads, proseHtml, wordsHtml } from '../html.ts';
import type { AnyQuestionType, Question, Quiz } from '../quiz.ts';
import { type AssessmentContext, typesIn } from './context.ts';

export interface Showing {
  prose(markdown: string): string;
  words(markdown: string): string;
}

export function showing(ctx: AssessmentContext) {
  const { courses, media } = ctx.needs;
  const typeOf = typesIn(ctx);

  /** @param site as in `Call.site` */
  async function showingOf(quiz: Quiz, site: string): Promise<Showing> {
    const base = new URL(site).pathname.replace(/\/$/, '');
    const text = JSON.stringify(quiz.questions);
    const named = (kind: string) =>
      [...text.matchAll(new RegExp(`\\(${kind}:([\\w.:-]{1,64})`, 'g'))].map(([, id]) => id!);
    const [linked, files] = [await courses.lessons(named('lesson')), await media.many(named('asset'))];
    const leads: Leads = {
      lesson(id, anchor) {
        const lesson = linked.get(id);
        const [course, own] = [lesson?.courseSlug, lesson?.slug].map((slug) => encodeURIComponent(slug ?? ''));
        return lesson && `${base}/learn/${course}/${own}${anchor ? `#${anchor}` : ''}`;
      },
      asset(id) {
        const file = files.get(id);
        return file && { src: fileAddress(base, file), width: file.width, height: file.height };
      },
    };
    return { prose: (markdown) => proseHtml(markdown, leads), words: (markdown) => wordsHtml(markdown, leads) };
  }
  const shown = ({ id, type, points, prompt, body }: Question, { prose, words }: Showing) => ({
    id,
    type,
    points,
    html: prose(prompt),
    view: typeOf(type)?.view(body, words) ?? {},
  });

  /** @param answer undefined when there is none */
  const told = (question: Question, answer: unknown, { prose, words }: Showing) => {
    const type = typeOf(question.type);
    const { score, feedback } = gradeOf(type, question, answer);
    return {
      score,
      solution: type?.solution(question.body, words) ?? {},
      explanation: question.explanation === undefined ? null : prose(question.explanation),
      feedback: feedback === undefined ? null : words(feedback),
    };
  };

  return { showingOf, shown, told };
}

/** What is not answered, or not in a form the type takes, earns nothing. */
export function gradeOf(type: AnyQuestionType | undefined, { body }: Question, answer: unknown) {
  const parsed = answer === undefined || answer === null ? undefined : type?.answer.safeParse(answer);
  if (!type || !parsed?.success) return { score: 0 };
  const grade = type.grade(body, parsed.data);
  return { ...grade, score: Math.min(1, Math.max(0, grade.score)) };
}
