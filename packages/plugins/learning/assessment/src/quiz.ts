// What a quiz is: the document that a teacher writes, and the slot through which question types come.
import { slot } from '@lectern/kit/contract';
import { z } from 'zod';

export const limits = { questions: 200, choices: 26, accepted: 50, points: 100, attempts: 1_000 } as const;

/** Markdown of several blocks, in the one form that a file gives it too (canonical.ts). */
export const Prose = z
  .string()
  .max(20_000)
  .regex(/^[^\0\p{Cs}]*$/u, 'Text without NUL and broken characters');
/** Markdown of one line. */
export const Words = z
  .string()
  .trim()
  .min(1)
  .max(1_000)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, 'One line without control characters');

export const QuestionId = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9][\w-]*$/, 'An id has letters, digits, - and _ only');

export const ShowAnswers = z.enum(['after', 'end', 'never']);
export type ShowAnswers = z.infer<typeof ShowAnswers>;

export const Question = z.object({
  id: QuestionId.describe('Stays the same when the question is changed or moved'),
  type: z.string().max(50).describe('single, multiple, true-false, short-text, or what a plugin adds'),
  prompt: Prose.describe('Markdown'),
  points: z.number().int().min(1).max(limits.points),
  body: z
    .record(z.string(), z.unknown())
    .describe('What the type keeps: `choices` of { text, right }, `right`, or `accepted`'),
  explanation: Prose.optional().describe('Markdown; shown with the right answer'),
});
export type Question = z.infer<typeof Question>;

export const Quiz = z.object({
  pass: z.number().int().min(0).max(100).describe('Percent of the points'),
  attempts: z.number().int().min(1).max(limits.attempts).nullable().describe('null: as many as one likes'),
  shuffle: z.boolean().describe('Every attempt has the questions in an order of its own'),
  answers: ShowAnswers.describe('When it is shown what was right: after each question, at the end, or never'),
  questions: z.array(Question).max(limits.questions),
});
export type Quiz = z.infer<typeof Quiz>;

export const emptyQuiz: Quiz = { pass: 70, attempts: null, shuffle: false, answers: 'end', questions: [] };

/** Something that keeps a quiz from being taken. */
export interface Fault {
  /** RFC 6901, below the quiz: `/questions/2/body/choices`. */
  readonly pointer: string;
  /** Stable, for programs and translations. */
  readonly code: string;
  /** For people, in English. */
  readonly reason: string;
}

/** The answers of a question as a Markdown file writes them: a list of tasks, or lines that begin with `=`. */
export interface WrittenAnswers {
  readonly tasks: readonly { readonly text: string; readonly checked: boolean }[];
  readonly equals: readonly string[];
}

/** Shows one line of Markdown as HTML. */
export type Show = (words: string) => string;

export interface Grade {
  /** From 0 to 1; it is multiplied by the points of the question. */
  readonly score: number;
  /** Markdown of one line, told with the solution. */
  readonly feedback?: string;
}

/**
 * A kind of question. Every function is pure, and takes bodies and answers that its schemas have taken. Sealed by
 * `questionType`, so that types with different bodies stand in one list.
 */
export interface QuestionType<Body = never, Answer = never> {
  /** `single`. */
  readonly type: string;
  readonly body: z.ZodType<Body>;
  readonly answer: z.ZodType<Answer>;
  /** What its schema cannot say; pointers are below the body. */
  faults(body: Body): readonly Fault[];
  /** What a learner gets before answering: nothing in it may tell the solution. */
  view(body: Body, show: Show): Readonly<Record<string, unknown>>;
  /** What is told once it may be told. */
  solution(body: Body, show: Show): Readonly<Record<string, unknown>>;
  grade(body: Body, answer: Answer): Grade;
  /** What is counted in the statistics: the words of each choice, or what was written. */
  tally(body: Body, answer: Answer): readonly string[];
  /** Whether what was counted is right by this body. */
  isRight(body: Body, counted: string): boolean;
  /** Every piece of Markdown in it changed. */
  mapTexts(body: Body, change: (words: string) => Promise<string>): Promise<Body>;
  /** A body that the schema may still refuse; undefined where the answers are of a form that is not its own. */
  fromMarkdown(written: WrittenAnswers): unknown;
  toMarkdown(body: Body): WrittenAnswers;
}
export type AnyQuestionType = QuestionType<Readonly<Record<string, unknown>>, unknown>;

/** Adds a question type: `fill(questionTypeSlot, questionType({ ... }))`. */
export const questionTypeSlot = slot<AnyQuestionType>('assessment.question-type', 'Another kind of question in a quiz');

export const questionType = <Body extends Readonly<Record<string, unknown>>, Answer>(
  spec: QuestionType<Body, Answer>,
): AnyQuestionType => spec as unknown as AnyQuestionType;
