// A quiz while it is written. Every function gives a new one and leaves the old.
import type { AssessmentSourceOutput } from '@lectern/sdk';

export type Draft = AssessmentSourceOutput['quiz'];
export type DraftQuestion = Draft['questions'][number];
export interface Choice {
  readonly text: string;
  readonly right: boolean;
}
export const builtInTypes = ['single', 'multiple', 'true-false', 'short-text'] as const;

export const choicesOf = ({ body }: DraftQuestion): readonly Choice[] =>
  Array.isArray(body.choices) ? (body.choices as Choice[]) : [];
export const acceptedOf = ({ body }: DraftQuestion): readonly string[] =>
  Array.isArray(body.accepted) ? (body.accepted as string[]) : [];

const emptyChoices = (): Choice[] => [1, 2].map(() => ({ text: '', right: false }));

/** Keeps of the body what the new type can use; nothing of it is lost by going there and back. */
export function withType(question: DraftQuestion, type: string): DraftQuestion {
  if (type === question.type) return question;
  const choices = choicesOf(question);
  const bodies: Readonly<Record<string, Record<string, unknown>>> = {
    single: { choices: onlyFirstRight(choices.length > 0 ? choices : emptyChoices()) },
    multiple: { choices: choices.length > 0 ? choices : emptyChoices() },
    'true-false': { right: null },
    'short-text': { accepted: choices.filter(({ right, text }) => right && text).map(({ text }) => text) },
  };
  const body = bodies[type] ?? question.body;
  const empty = type === 'short-text' && acceptedOf({ ...question, body }).length === 0;
  return { ...question, type, body: empty ? { accepted: [''] } : body };
}
const onlyFirstRight = (choices: readonly Choice[]): Choice[] => {
  const first = choices.findIndex(({ right }) => right);
  return choices.map((choice, at) => ({ ...choice, right: at === first }));
};

/** In a single question another right choice takes the place of the one before. */
export function withRight(question: DraftQuestion, place: number, right: boolean): DraftQuestion {
  const single = question.type === 'single';
  const choices = choicesOf(question).map((choice, at) => ({
    ...choice,
    right: at === place ? right : single && right ? false : choice.right,
  }));
  return { ...question, body: { ...question.body, choices } };
}

export const newQuestion = (id: string): DraftQuestion => ({
  id,
  type: 'single',
  prompt: '',
  points: 1,
  body: { choices: emptyChoices() },
});

export const replaced = (draft: Draft, at: number, question: DraftQuestion): Draft => ({
  ...draft,
  questions: draft.questions.map((one, place) => (place === at ? question : one)),
});
export const inserted = (draft: Draft, at: number, question: DraftQuestion): Draft => ({
  ...draft,
  questions: draft.questions.toSpliced(at, 0, question),
});
export const removed = (draft: Draft, at: number): Draft => ({
  ...draft,
  questions: draft.questions.toSpliced(at, 1),
});
/** @returns undefined where it cannot go further */
export function moved(draft: Draft, at: number, by: -1 | 1): Draft | undefined {
  const [to, question] = [at + by, draft.questions[at]];
  if (!question || to < 0 || to >= draft.questions.length) return undefined;
  return { ...draft, questions: draft.questions.toSpliced(at, 1).toSpliced(to, 0, question) };
}

/** As the school takes it: lines that nobody filled in are left out. */
export const sendable = (draft: Draft): Draft => ({
  ...draft,
  questions: draft.questions.map(({ explanation, ...question }) => ({
    ...question,
    body: {
      ...question.body,
      ...(question.body.choices !== undefined && {
        choices: choicesOf(question).filter(({ text, right }) => text.trim() !== '' || right),
      }),
      ...(question.body.accepted !== undefined && {
        accepted: acceptedOf(question).filter((text) => text.trim() !== ''),
      }),
    },
    ...(explanation?.trim() && { explanation }),
  })),
});

export const newId = (): string => `q-${crypto.randomUUID().slice(0, 8)}`;
