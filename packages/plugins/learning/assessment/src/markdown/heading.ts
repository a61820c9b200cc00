// The first line of a question: `## What is a median? {#median multiple points=2}`.
import { limits, QuestionId } from '../quiz.ts';

export interface Attributes {
  readonly id?: string;
  readonly type?: string;
  readonly points?: number;
}
export interface Heading extends Attributes {
  readonly title: string;
}

/**
 * Braces at the end in which something else stands are words of the question, as in `\frac{1}{2}`.
 * @param line that begins with `##`
 */
export function readHeading(line: string, isType: (name: string) => boolean): Heading {
  const text = line
    .slice(2)
    .trim()
    .replace(/(?:^|[ \t]+)#+$/, ''); // a heading may be closed (CommonMark 4.2)
  const [whole, inside] = /(?:^|[ \t]+)\{([^{}]*)\}$/.exec(text) ?? [];
  const attributes = inside === undefined ? undefined : attributesOf(inside, isType);
  return attributes ? { ...attributes, title: text.slice(0, -whole!.length) } : { title: text };
}

function attributesOf(inside: string, isType: (name: string) => boolean): Attributes | undefined {
  const read: { id?: string; type?: string; points?: number } = {};
  for (const word of inside.split(/[ \t]+/).filter(Boolean)) {
    const points = /^points=(\d{1,4})$/.exec(word)?.[1];
    if (word.startsWith('#') && QuestionId.safeParse(word.slice(1)).success) read.id = word.slice(1);
    else if (points !== undefined && Number(points) >= 1 && Number(points) <= limits.points)
      read.points = Number(points);
    else if (isType(word)) read.type = word;
    else return undefined;
  }
  return Object.keys(read).length > 0 ? read : undefined;
}

export function writeHeading({ title, id, type, points }: Heading): string {
  const words = [id && `#${id}`, type, points !== undefined && `points=${points}`].filter(Boolean);
  return ['##', title, words.length > 0 && `{${words.join(' ')}}`].filter(Boolean).join(' ');
}
