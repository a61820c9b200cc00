import { questionType } from '../quiz.ts';
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

/** One of several choices is right. An answer is its place, from 0. */
export const single = questionType<ChoicesBody, number>({
  type: 'single',
  body: ChoicesBody,
  answer: Place,
  faults(body) {
    const second = rightPlaces(body)[1];
    const two = {
      pointer: `/choices/${second}/right`,
      code: 'two_right',
      reason: 'More than one choice is marked as right; then several may be chosen (multiple).',
    };
    return second === undefined ? choiceFaults(body) : [...choiceFaults(body), two];
  },
  view: shownChoices,
  solution: (body) => ({ right: rightPlaces(body) }),
  grade: ({ choices }, answer) => ({ score: choices[answer]?.right ? 1 : 0 }),
  tally: ({ choices }, answer) => (choices[answer] ? [choices[answer].text] : []),
  isRight: countedIsRight,
  mapTexts: mapChoices,
  fromMarkdown: choicesFrom,
  toMarkdown: choicesTo,
});
