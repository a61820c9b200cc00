// Where the answers of a question are in its lines: the last list of tasks, or the last lines that begin with `=`, and
// after them nothing but a quotation, which is the explanation.
import type { Line } from './canonical.ts';

export interface FoundAnswers {
  readonly tasks: readonly { readonly text: string; readonly checked: boolean; readonly line: number }[];
  readonly equals: readonly { readonly text: string; readonly line: number }[];
  /** Lines before the answers belong to the prompt. */
  readonly from: number;
  readonly explanation: string;
  readonly faults: readonly { readonly line: number; readonly reason: string }[];
}

/** Stands before answers that the end of the prompt would otherwise run into. */
export const separator = '<!-- answers -->';

const task = /^ {0,3}[-*+][ \t]+\[([ xX])\][ \t]+(\S.*)$/;
const equal = /^=[ \t]+(\S.*)$/;
/** The rest of a paragraph, or the beginning of something that an answer cannot hold. */
const continued = /^[ \t]{2,}\S/;
const another = /^[ \t]+(?:[-*+>#|]|\d+[.)])(?:[ \t]|$)/;

const isBlank = ({ text }: Line): boolean => text.trim() === '';
const isQuote = ({ text, code }: Line): boolean => !code && text.startsWith('>');

/** @returns undefined where nothing looks like an answer */
export function findAnswers(lines: readonly Line[]): FoundAnswers | undefined {
  const beforeQuote = lines.findLastIndex((line) => !isBlank(line) && !isQuote(line));
  const explanation = lines
    .slice(beforeQuote + 1)
    .map(({ text }) => text.replace(/^> ?/, ''))
    .join('\n');
  const last = lines[beforeQuote];
  if (!last || last.code) return undefined;
  const isEqual = equal.test(last.text);
  const fits = (line: Line) =>
    isBlank(line) ||
    (!line.code && (isEqual ? equal.test(line.text) : task.test(line.text) || continued.test(line.text)));
  const before = lines.slice(0, beforeQuote + 1).findLastIndex((line) => !fits(line));
  const from = lines.findIndex((line, at) => at > before && (isEqual ? equal : task).test(line.text));
  if (from < 0) return undefined;
  const found = isEqual
    ? { tasks: [], equals: equalsIn(lines, from, beforeQuote), faults: [] }
    : tasksIn(lines, from, beforeQuote);
  return { ...found, from: beforeSeparator(lines, from), explanation };
}

const equalsIn = (lines: readonly Line[], from: number, to: number): FoundAnswers['equals'] =>
  lines.flatMap(({ text }, line) => {
    const words = line >= from && line <= to ? equal.exec(text)?.[1]?.trim() : undefined;
    return words === undefined ? [] : [{ text: words, line }];
  });

function tasksIn(lines: readonly Line[], from: number, to: number): Pick<FoundAnswers, 'tasks' | 'equals' | 'faults'> {
  const tasks: { text: string; checked: boolean; line: number }[] = [];
  const faults: { line: number; reason: string }[] = [];
  for (let at = from; at <= to; at++) {
    const { text } = lines[at]!;
    const [, mark, words] = task.exec(text) ?? [];
    if (words !== undefined) tasks.push({ text: words.trim(), checked: mark !== ' ', line: at });
    else if (isBlank(lines[at]!)) continue;
    else if (isBlank(lines[at - 1]!) || another.test(text))
      faults.push({
        line: at,
        reason: 'an answer is one paragraph: what is more than that belongs before the answers',
      });
    else tasks.at(-1)!.text += ` ${text.trim()}`;
  }
  return { tasks, equals: [], faults };
}

function beforeSeparator(lines: readonly Line[], from: number): number {
  const before = lines.slice(0, from).findLastIndex((line) => !isBlank(line));
  return lines[before]?.text.trim() === separator && !lines[before].code ? before : from;
}
