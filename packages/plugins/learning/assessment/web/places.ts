import { place } from '@lectern/ui';

export interface QuestionInputProps {
  /** Names the field; the prompt stands above it. */
  readonly name: string;
  readonly view: Readonly<Record<string, unknown>>;
  readonly answer: unknown;
  /** `soon` while something is being written. Not called once `solution` is there. */
  readonly onAnswer: (answer: unknown, when: 'now' | 'soon') => void;
  readonly disabled: boolean;
  readonly solution: Readonly<Record<string, unknown>> | null;
}
/** Where a question of a type that a plugin adds is answered: `fill(questionInput('code'), ...)`. */
export const questionInput = (type: string) => place<QuestionInputProps>(`assessment.question.${type}`);
