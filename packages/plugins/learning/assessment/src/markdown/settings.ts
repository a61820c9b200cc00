// The settings of a quiz in the front matter of its file. Those that are not about quizzes are the importer's.
import { emptyQuiz, limits, type Quiz, type ShowAnswers } from '../quiz.ts';

export type Settings = Omit<Quiz, 'questions'>;
export interface SettingProblem {
  /** From 0, within the front matter. */
  readonly line: number;
  readonly reason: string;
}

const shown: readonly ShowAnswers[] = ['after', 'end', 'never'];
const readers: { readonly [Name in keyof Settings]: (value: string) => Settings[Name] | string } = {
  pass: (value) => wholeNumber(value, 0, 100) ?? 'pass is a whole number from 0 to 100, the percent that is needed',
  attempts: (value) =>
    value === 'unlimited'
      ? null
      : (wholeNumber(value, 1, limits.attempts) ?? 'attempts is a whole number from 1, or unlimited'),
  shuffle: (value) => (value === 'true' ? true : value === 'false' ? false : 'shuffle is true or false'),
  answers: (value) => shown.find((one) => one === value) ?? 'answers is after, end or never',
};
const isRefused = (name: keyof Settings, read: unknown): read is string =>
  typeof read === 'string' && !(name === 'answers' && shown.includes(read as ShowAnswers));

/** @param front matter without its fences. What cannot be read keeps its default and is reported. */
export function readSettings(front: string): { settings: Settings; problems: SettingProblem[] } {
  const { questions: _, ...defaults } = emptyQuiz;
  const settings: Settings = { ...defaults };
  const problems: SettingProblem[] = [];
  for (const [line, text] of front.split('\n').entries()) {
    const [, name, value = ''] =
      /^(pass|attempts|shuffle|answers)[ \t]*[:=][ \t]*(.*?)[ \t]*(?:[ \t]#.*)?$/.exec(text) ?? [];
    if (name === undefined) continue;
    const key = name as keyof Settings;
    const read = readers[key](value.replace(/^(["'])(.*)\1$/, '$2').replace(/[ \t]*%$/, ''));
    if (isRefused(key, read)) problems.push({ line, reason: read });
    else Object.assign(settings, { [key]: read });
  }
  return { settings, problems };
}

export function writeSettings({ pass, attempts, shuffle, answers }: Settings): Readonly<Record<string, unknown>> {
  return {
    kind: 'quiz',
    pass,
    ...(attempts !== null && { attempts }),
    ...(shuffle && { shuffle }),
    answers,
  };
}

const wholeNumber = (value: string, least: number, most: number): number | undefined =>
  /^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most ? Number(value) : undefined;
