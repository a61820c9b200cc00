import type { AnyQuestionType } from '../quiz.ts';
import { multiple } from './multiple.ts';
import { shortText } from './short-text.ts';
import { single } from './single.ts';
import { trueFalse } from './true-false.ts';

export const builtIn: readonly AnyQuestionType[] = [single, multiple, trueFalse, shortText];
