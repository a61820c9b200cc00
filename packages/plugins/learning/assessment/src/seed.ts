// Quizzes for two courses of the demo, written as anybody writes them, and what its learners made of them.
import { readFile } from 'node:fs/promises';
import type { Question, Quiz } from './quiz.ts';
import type { AssessmentContext } from './service/context.ts';
import type { Assessment } from './service.ts';

const root = new URL('../seed/', import.meta.url);

/** Address of the course, the part at whose end the quiz stands, and the end of the quiz's address. */
const demo = [
  { file: 'numbers-in-the-news.md', slug: 'أرقام-في-الأخبار', part: 0, lesson: 'اختبر-قراءتك' },
  { file: 'statistics-you-can-trust.md', slug: 'statistics-you-can-trust', part: 1, lesson: 'check-yourself' },
] as const;

/** Courses that are not there, and quizzes that are, are left alone. */
export async function seedQuizzes(assessment: Assessment, ctx: AssessmentContext): Promise<void> {
  const { courses, content } = ctx.needs;
  for (const { file, slug, part, lesson } of demo) {
    const course = await courses.findBySlug(slug);
    const section = course?.sections[part];
    if (!section || course.sections.some(({ lessons }) => lessons.some((one) => one.slug === lesson))) continue;
    const source = await readFile(new URL(file, root), 'utf8');
    const { introduction, quiz, lost } = assessment.tools.parse(source, file);
    if (lost.length > 0) throw new Error(`the quiz of the demo is not whole: ${lost.map(({ at }) => at).join(', ')}`);
    const title = JSON.parse(/^title: (.*)$/m.exec(source)![1]!.replace(/^[^"].*$/, JSON.stringify)) as string;
    const { text } = await content.tools.parse(introduction);
    const lessonId = await ctx.data.unit(async () => {
      const made = await courses.addLesson(section.id, { title, slug: lesson, kind: 'quiz' });
      await content.write(made, text);
      await assessment.write(made, quiz);
      return made;
    });
    await seedAttempts(assessment, ctx, course.id, lessonId, quiz);
  }
}

/** Of a hundred answers of an attempt, so many are right: the second and third come after one that was not enough. */
const shares = [[0.45, 0.9], [1], [0.8], [0.3, 0.6, 0.85]] as const;

/** Who has finished the other lessons has passed; some who are on their way have tried, one is in the middle of it. */
async function seedAttempts(
  assessment: Assessment,
  ctx: AssessmentContext,
  courseId: string,
  lessonId: string,
  quiz: Quiz,
): Promise<void> {
  const { enrollment, progress } = ctx.needs;
  const learners = await enrollment.learnersOf(courseId);
  for (const [p, { userId, enrolledAt }] of learners.entries()) {
    const { done, total } = await progress.of(userId, courseId);
    const isDone = done === total - 1;
    if (done === 0) continue;
    const begun = new Date(enrolledAt).getTime();
    const at = (part: number) => new Date(begun + (ctx.now().getTime() - begun) * part);
    await ctx.data.unit(async () => {
      for (const [n, share] of (isDone ? shares[p % shares.length]! : [0.4]).entries()) {
        const number = await assessment.begin(userId, lessonId, at(0.6 + n / 10));
        const answered = isDone || p % 2 === 0 ? quiz.questions : quiz.questions.slice(0, 3);
        for (const [q, question] of answered.entries()) {
          const isRight = (q * 37 + p * 11) % 100 < share * 100;
          await assessment.answer(
            userId,
            lessonId,
            number,
            question.id,
            answerTo(question, isRight),
            at(0.61 + n / 10),
          );
        }
        if (answered.length < quiz.questions.length) break;
        await assessment.submit(userId, lessonId, number, at(0.62 + n / 10));
        await assessment.grade(userId, lessonId, number);
      }
    });
  }
}

function answerTo({ type, body }: Question, isRight: boolean): unknown {
  const {
    choices = [],
    accepted = [],
    right,
  } = body as {
    choices?: { right: boolean }[];
    accepted?: string[];
    right?: boolean;
  };
  const places = choices.flatMap((choice, at) => (choice.right === isRight ? [at] : []));
  if (type === 'single') return places[0];
  if (type === 'multiple') return isRight ? places : [0];
  if (type === 'true-false') return right === isRight;
  return isRight ? accepted[0]!.split('±')[0]!.trim() : '5';
}
