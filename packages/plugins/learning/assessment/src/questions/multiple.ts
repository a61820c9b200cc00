import { z } from 'zod';
import { limits, questionType } from '../quiz.ts';
import {
  ChoicesBody,
  choiceFaults,
  choicesFrom,
  choicesTo,
  countedIsRight,
  mapChoices,
  Place,
  rightPlaces,
  shownChoices,
} from './choices.ts';

/**
 * Any number of choices is right, one at least. An answer is their places, in any order.
 *
 * Partial credit as QTI 2.2's `map_response` with a lower bound of 0: every right choice that is chosen counts 1, every
 * wrong one -1, of as many as are right. Choosing everything is worth no more than choosing nothing, unless all are right.
 */
export const multiple = questionType<ChoicesBody, number[]>({
  type: 'multiple',
  body: ChoicesBody,
  answer: z.array(Place).max(limits.choices),
  faults: choiceFaults,
  view: shownChoices,
  solution: (body) => ({ right: rightPlaces(body) }),
  grade(body, answer) {
    const right = rightPlaces(body);
    const chosen = [...new Set(answer)].filter((at) => at < body.choices.length);
    const hits = chosen.filter((at) => right.includes(at)).length;
    return { score: Math.max(0, (hits - (chosen.length - hits)) / right.length) };
  },
  tally: ({ choices }, answer) => [...new Set(answer)].flatMap((at) => (choices[at] ? [choices[at].text] : [])),
  isRight: countedIsRight,
  mapTexts: mapChoices,
  fromMarkdown: choicesFrom,
  toMarkdown: choicesTo,
});
