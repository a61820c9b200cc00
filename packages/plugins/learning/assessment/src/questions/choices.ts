// What questions with choices have in common. A choice is known by its place: an attempt is judged by the version of the
// quiz that it was begun with, in which nothing moves.
import { z } from 'zod';
import { type Fault, limits, type Show, Words, type WrittenAnswers } from '../quiz.ts';

export const ChoicesBody = z.strictObject({
  choices: z.array(z.strictObject({ text: Words, right: z.boolean() })).max(limits.choices),
});
export type ChoicesBody = z.infer<typeof ChoicesBody>;

export const Place = z
  .number()
  .int()
  .min(0)
  .max(limits.choices - 1);

export function choiceFaults({ choices }: ChoicesBody): Fault[] {
  const faults: Fault[] = [];
  if (choices.length < 2)
    faults.push({ pointer: '/choices', code: 'few_choices', reason: 'It needs at least two choices.' });
  if (choices.length > 0 && !choices.some(({ right }) => right))
    faults.push({ pointer: '/choices', code: 'no_right', reason: 'No choice is marked as right.' });
  const seen = new Map<string, number>();
  for (const [at, { text }] of choices.entries()) {
    const first = seen.get(text);
    if (first === undefined) seen.set(text, at);
    else
      faults.push({
        pointer: `/choices/${at}/text`,
        code: 'same_choice',
        reason: `Choice ${at + 1} says the same as choice ${first + 1}.`,
      });
  }
  return faults;
}

export const shownChoices = ({ choices }: ChoicesBody, show: Show) => ({
  choices: choices.map(({ text }) => show(text)),
});
/** Places of the right choices. */
export const rightPlaces = ({ choices }: ChoicesBody): number[] =>
  choices.flatMap(({ right }, at) => (right ? [at] : []));

export const mapChoices = async ({ choices }: ChoicesBody, change: (words: string) => Promise<string>) => {
  const changed: ChoicesBody['choices'] = [];
  for (const { text, right } of choices) changed.push({ text: await change(text), right });
  return { choices: changed };
};

export const choicesFrom = ({ tasks, equals }: WrittenAnswers): ChoicesBody | undefined =>
  equals.length > 0 ? undefined : { choices: tasks.map(({ text, checked }) => ({ text, right: checked })) };
export const choicesTo = ({ choices }: ChoicesBody): WrittenAnswers => ({
  tasks: choices.map(({ text, right }) => ({ text, checked: right })),
  equals: [],
});
export const countedIsRight = ({ choices }: ChoicesBody, counted: string): boolean =>
  choices.some(({ text, right }) => right && text === counted);
