// Everything that keeps a quiz from being stored, each with its place.
import type { z } from 'zod';
import { canonical } from './markdown/canonical.ts';
import type { AnyQuestionType, Fault, Question, Quiz } from './quiz.ts';

export type TypeOf = (type: string) => AnyQuestionType | undefined;

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Pointers are below the question. */
export function faultsOfQuestion(question: Question, typeOf: TypeOf): Fault[] {
  const faults: Fault[] = [];
  if (question.prompt.trim() === '')
    faults.push({ pointer: '/prompt', code: 'no_prompt', reason: 'Nothing is asked.' });
  const type = typeOf(question.type);
  if (!type)
    return [
      ...faults,
      { pointer: '/type', code: 'unknown_type', reason: `No question here is of the type ${question.type}.` },
    ];
  const { data, error } = type.body.safeParse(question.body);
  const inBody = error
    ? error.issues.map((issue: z.core.$ZodIssue) => ({
        pointer: pointerOf(issue.path),
        code: 'invalid',
        reason: `${issue.path.join('.') || 'What it keeps'}: ${issue.message}.`,
      }))
    : type.faults(data);
  return [...faults, ...inBody.map((fault) => ({ ...fault, pointer: `/body${fault.pointer}` }))];
}

/** In the order of the document. Pointers are below the quiz. */
export function faultsOf(quiz: Quiz, typeOf: TypeOf): Fault[] {
  const first = new Map<string, number>();
  return quiz.questions.flatMap((question, at) => {
    const before = first.get(question.id);
    if (before === undefined) first.set(question.id, at);
    const same: Fault[] =
      before === undefined
        ? []
        : [
            {
              pointer: '/id',
              code: 'same_id',
              reason: `Question ${at + 1} has the id of question ${before + 1}.`,
            },
          ];
    return [...same, ...faultsOfQuestion(question, typeOf)].map((fault) => ({
      ...fault,
      pointer: `/questions/${at}${fault.pointer}`,
    }));
  });
}

/** The quiz as it is stored: its texts in their one form, its bodies as their schemas read them. Only without faults. */
export const settled = (quiz: Quiz, typeOf: TypeOf): Quiz => ({
  ...quiz,
  questions: quiz.questions.map(({ explanation, ...question }) => {
    const why = canonical(explanation ?? '');
    return {
      ...question,
      prompt: canonical(question.prompt),
      body: typeOf(question.type)!.body.parse(question.body),
      ...(why && { explanation: why }),
    };
  }),
});
