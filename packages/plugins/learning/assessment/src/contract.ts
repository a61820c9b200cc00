// What assessment offers the world and its neighbours: the shapes, events, errors and operations of quizzes and attempts. One contract, so one file.
import {
  Done,
  defineContract,
  event,
  get,
  Id,
  Moment,
  pageInput,
  pageOf,
  post,
  put,
  service,
} from '@lectern/kit/contract';
import { z } from 'zod';
import { limits, Question, QuestionId, Quiz, questionTypeSlot, ShowAnswers } from './quiz.ts';

export {
  type AnyQuestionType,
  type Fault,
  type Grade,
  Question,
  type QuestionType,
  Quiz,
  questionType,
  questionTypeSlot,
  type Show,
  type WrittenAnswers,
} from './quiz.ts';

const Percent = z.number().min(0).max(100);
const AttemptNumber = z.number().int().min(1).max(limits.attempts);
const Part = z.record(z.string(), z.unknown());

/** A question as a learner sees it before it is answered. */
export const ShownQuestion = Question.pick({ id: true, type: true, points: true }).extend({
  html: z.string().describe('The prompt, sanitised'),
  view: Part.describe('What there is to choose from: `choices` as HTML, in their places'),
});
export const AnsweredQuestion = ShownQuestion.extend({
  answer: z.unknown().describe('A place, places, true or false, or words; null without one'),
  checked: z.boolean().describe('The answer stands, and was told whether it is right'),
  score: z.number().min(0).max(1).nullable().describe('null as long as it may not be told'),
  solution: Part.nullable().describe('`right` or `accepted`; null as long as it may not be told'),
  explanation: z.string().nullable().describe('HTML'),
  feedback: z.string().nullable().describe('HTML'),
});
export const Attempt = z.object({
  number: AttemptNumber,
  begunAt: Moment,
  submittedAt: Moment.nullable(),
  score: Percent.nullable(),
  passed: z.boolean().nullable(),
});
export type Attempt = z.infer<typeof Attempt>;
/** One attempt with its questions. */
export const Sitting = Attempt.extend({
  lessonId: Id,
  pass: Percent,
  answers: ShowAnswers,
  points: z.number().nullable().describe('Earned'),
  total: z.number().int().describe('Points there are'),
  questions: z.array(AnsweredQuestion),
});
export type Sitting = z.infer<typeof Sitting>;
export const Source = z.object({
  lessonId: Id,
  version: z.number().int().describe('0 before the first'),
  quiz: Quiz,
  savedAt: Moment.nullable(),
});
export const LearnerResult = z.object({
  userId: Id,
  name: z.string(),
  state: z.enum(['not-begun', 'open', 'not-passed', 'passed']),
  attempts: z.number().int(),
  best: Percent.nullable(),
  lastAt: Moment.nullable(),
});
export type LearnerResult = z.infer<typeof LearnerResult>;
export const QuestionStatistics = z.object({
  id: QuestionId,
  type: z.string(),
  html: z.string(),
  answered: z.number().int(),
  average: z.number().min(0).max(1).nullable().describe('Part of the points that its answers earned'),
  counts: z.array(z.object({ text: z.string(), count: z.number().int(), right: z.boolean() })),
});

const readable = { permission: 'content.read', on: 'lessonId' } as const;
const writable = { permission: 'quiz.write', on: 'lessonId' } as const;
const byTeachers = { permission: 'quiz.results', on: 'lessonId' } as const;
const heard = { heardBy: [{ person: 'userId' }, byTeachers] } as const;
const attempted = { userId: Id, courseId: Id, lessonId: Id, attempt: AttemptNumber };
export const quizWritten = event('quiz.written', z.object({ lessonId: Id, version: z.number().int() }), {
  heardBy: [writable],
});
export const quizBegun = event('quiz.begun', z.object(attempted), heard);
/** Handed in and not to be changed; how it went follows as `quiz.submitted`. */
export const quizHandedIn = event('quiz.handed-in', z.object(attempted), heard);
export const quizSubmitted = event(
  'quiz.submitted',
  z.object({ ...attempted, passed: z.boolean(), score: Percent }),
  heard,
);

export const errors = {
  faulty: {
    code: 'assessment.faulty_quiz',
    status: 422,
    message: 'The quiz cannot be stored as it is. Each fault is told with the place it is at.',
  },
  notAQuiz: {
    code: 'assessment.not_a_quiz',
    status: 409,
    message: 'This lesson is of another kind. Add a lesson of the kind quiz.',
  },
  noQuestions: {
    code: 'assessment.no_questions',
    status: 409,
    message: 'This quiz has no questions yet. Come back when its teacher has written some.',
  },
  noAttempts: {
    code: 'assessment.no_attempts_left',
    status: 409,
    message: 'There is no attempt left. What you have reached stays.',
  },
  handedIn: {
    code: 'assessment.handed_in',
    status: 409,
    message: 'This attempt is handed in, so its answers stay as they are.',
  },
  checked: {
    code: 'assessment.answer_checked',
    status: 409,
    message: 'You have seen whether this answer is right, so it stays as it is.',
  },
  toldLater: {
    code: 'assessment.told_later',
    status: 409,
    message: 'This quiz does not tell after each question what was right.',
  },
} as const;

export interface QuizFile {
  readonly introduction: string;
  readonly quiz: Quiz;
  readonly lost: readonly { readonly at: string; readonly reason: string }[];
}
/** Functions over quizzes alone: they need neither unit nor scope. */
export interface QuizTools {
  /** A whole Markdown file. Never throws: what is no question stays in the introduction and is told in `lost`. */
  parse(markdown: string, path?: string): QuizFile;
  /** The same again when it is parsed. `settings` are further lines of the front matter. */
  write(introduction: string, quiz: Quiz, settings?: Readonly<Record<string, string | number | boolean>>): string;
  /** Every piece of Markdown in it (prompts, choices, explanations) changed, as when pictures get other addresses. */
  mapTexts(quiz: Quiz, change: (markdown: string) => string | Promise<string>): Promise<Quiz>;
}
export interface AssessmentService {
  read(lessonId: string): Promise<{ version: number; quiz: Quiz } | undefined>;
  /** A new version, in the caller's unit; an unchanged quiz makes none. @throws assessment.faulty_quiz, not_a_quiz */
  write(lessonId: string, quiz: Quiz): Promise<number>;
  readonly tools: QuizTools;
}
export const assessmentService = service<AssessmentService>('assessment');

const lesson = { lessonId: Id };
const inAttempt = { lessonId: Id, attempt: AttemptNumber };
const inQuestion = { ...inAttempt, questionId: QuestionId };

const quiz: Quiz = {
  pass: 70,
  attempts: 3,
  shuffle: false,
  answers: 'end',
  questions: [
    {
      id: 'what-is-a-median',
      type: 'single',
      prompt: 'What is a median?',
      points: 1,
      body: {
        choices: [
          { text: 'The mean', right: false },
          { text: 'The middle', right: true },
        ],
      },
      explanation: 'Half lies below it.',
    },
  ],
};
const shown: z.infer<typeof ShownQuestion> = {
  id: 'what-is-a-median',
  type: 'single',
  html: '<p>What is a median?</p>\n',
  points: 1,
  view: { choices: ['The mean', 'The middle'] },
};
const source = { lessonId: 'lsn-1', version: 2, quiz, savedAt: '2026-02-01T08:00:00.000Z' };
const attempt: Attempt = {
  number: 1,
  begunAt: '2026-02-04T19:02:00.000Z',
  submittedAt: '2026-02-04T19:11:00.000Z',
  score: 100,
  passed: true,
};
const sitting: Sitting = {
  ...attempt,
  lessonId: 'lsn-1',
  pass: 70,
  answers: 'end',
  points: 1,
  total: 1,
  questions: [
    {
      ...shown,
      answer: 1,
      checked: false,
      score: 1,
      solution: { right: [1] },
      explanation: '<p>Half lies below it.</p>\n',
      feedback: null,
    },
  ],
};

export const assessmentContract = defineContract({
  id: 'assessment',
  summary: 'Quizzes as lessons',
  service: assessmentService,
  permissions: {
    'quiz.write': { summary: 'Write quizzes, right answers included', roles: ['manager', 'instructor'] },
    'quiz.results': {
      summary: 'See what learners answered in quizzes',
      roles: ['manager', 'instructor', 'teaching-assistant', 'reviewer'],
    },
  },
  events: { quizWritten, quizBegun, quizHandedIn, quizSubmitted },
  slots: { questionType: questionTypeSlot },
  errors,
  operations: {
    source: get('/lessons/:lessonId/source', {
      summary: 'A quiz as it is written, right answers included',
      needs: writable,
      input: z.object(lesson),
      output: Source,
      example: { input: { lessonId: 'lsn-1' }, output: source },
    }),
    write: put('/lessons/:lessonId/source', {
      summary: 'Write a quiz',
      description:
        'The whole quiz. With `If-Match` it is refused when somebody saved another version meanwhile. Attempts that were begun go on with the version they were begun with.',
      needs: writable,
      input: z.object({ ...lesson, quiz: Quiz }),
      output: Source.extend({ shown: z.array(ShownQuestion).describe('As a learner will see it') }),
      errors: [errors.faulty, errors.notAQuiz],
      example: { input: { lessonId: 'lsn-1', quiz }, output: { ...source, shown: [shown] } },
    }),
    results: get('/lessons/:lessonId/results', {
      summary: 'How the learners of the course did, by name',
      needs: byTeachers,
      input: z.object({ ...lesson, ...pageInput }),
      output: pageOf(LearnerResult),
      example: {
        input: { lessonId: 'lsn-1' },
        output: {
          items: [
            {
              userId: 'usr-ana',
              name: 'Ana Ibarra',
              state: 'passed',
              attempts: 1,
              best: 100,
              lastAt: '2026-02-04T19:11:00.000Z',
            },
          ],
          next: null,
        },
      },
    }),
    questionStats: get('/lessons/:lessonId/statistics', {
      summary: 'How many answered what, in attempts that were handed in',
      needs: byTeachers,
      input: z.object(lesson),
      output: z.object({ attempts: z.number().int(), questions: z.array(QuestionStatistics) }),
      example: {
        input: { lessonId: 'lsn-1' },
        output: {
          attempts: 1,
          questions: [
            {
              id: 'what-is-a-median',
              type: 'single',
              html: '<p>What is a median?</p>\n',
              answered: 1,
              average: 1,
              counts: [
                { text: 'The mean', count: 0, right: false },
                { text: 'The middle', count: 1, right: true },
              ],
            },
          ],
        },
      },
    }),
    attempt: get('/lessons/:lessonId/learners/:userId/attempts/:attempt', {
      summary: 'An attempt of a learner, or of mine also when I have left the course',
      description: 'Whoever may see results sees right answers; a learner sees of their own what the quiz tells.',
      needs: 'self',
      input: z.object({ ...inAttempt, userId: Id }),
      output: Sitting.extend({ name: z.string().describe('Of the learner') }),
      example: {
        input: { lessonId: 'lsn-1', userId: 'usr-ana', attempt: 1 },
        output: { ...sitting, name: 'Ana Ibarra' },
      },
    }),
    open: get('/lessons/:lessonId', {
      summary: 'A quiz before it is begun, and my attempts',
      needs: readable,
      input: z.object(lesson),
      output: z.object({
        lessonId: Id,
        questions: z.number().int(),
        points: z.number().int(),
        pass: Percent,
        attempts: z.number().int().nullable(),
        answers: ShowAnswers,
        mine: z.array(Attempt),
        running: AttemptNumber.nullable().describe('The attempt that is not handed in'),
        best: Percent.nullable(),
        passed: z.boolean(),
        canBegin: z.boolean(),
      }),
      example: {
        input: { lessonId: 'lsn-1' },
        output: {
          lessonId: 'lsn-1',
          questions: 1,
          points: 1,
          pass: 70,
          attempts: 3,
          answers: 'end',
          mine: [attempt],
          running: null,
          best: 100,
          passed: true,
          canBegin: true,
        },
      },
    }),
    begin: post('/lessons/:lessonId/begin', {
      summary: 'Begin an attempt, or go on with the one that is open',
      needs: readable,
      input: z.object(lesson),
      output: z.object({ attempt: AttemptNumber }),
      errors: [errors.noQuestions, errors.noAttempts],
      example: { input: { lessonId: 'lsn-1' }, output: { attempt: 1 } },
    }),
    review: get('/lessons/:lessonId/attempts/:attempt', {
      summary: 'My attempt: its questions and what I answered; what was right as soon as the quiz tells it',
      needs: readable,
      input: z.object(inAttempt),
      output: Sitting,
      example: { input: { lessonId: 'lsn-1', attempt: 1 }, output: sitting },
    }),
    answer: put('/lessons/:lessonId/attempts/:attempt/questions/:questionId', {
      summary: 'My answer to a question; the last one counts',
      needs: readable,
      audit: 'sampled',
      input: z.object({
        ...inQuestion,
        answer: z.unknown().describe('A place from 0, places, true or false, or words; null takes it back'),
      }),
      output: Done,
      errors: [errors.handedIn, errors.checked],
      example: {
        input: { lessonId: 'lsn-1', attempt: 1, questionId: 'what-is-a-median', answer: 1 },
        output: { done: true },
      },
    }),
    check: post('/lessons/:lessonId/attempts/:attempt/questions/:questionId/check', {
      summary: 'Let my answer stand, and be told in the review whether it is right',
      needs: readable,
      input: z.object(inQuestion),
      output: Done,
      errors: [errors.handedIn, errors.toldLater],
      example: {
        input: { lessonId: 'lsn-1', attempt: 1, questionId: 'what-is-a-median' },
        output: { done: true },
      },
    }),
    submit: post('/lessons/:lessonId/attempts/:attempt/submit', {
      summary: 'Hand an attempt in; twice is once',
      description: 'How it went is in the review. It says nothing of that itself, for every change can be previewed.',
      needs: readable,
      input: z.object(inAttempt),
      output: Done,
      example: { input: { lessonId: 'lsn-1', attempt: 1 }, output: { done: true } },
    }),
  },
});
