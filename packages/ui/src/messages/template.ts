// One message with its blanks filled: plural forms and numbers by Intl, foreign words kept apart from the line's direction.
import type { Message, Plural } from './catalogue.ts';
import { directionOf } from './direction.ts';
import { numberIn, pluralIn } from './intl.ts';

export interface Spoken {
  readonly message: Message;
  /** The language that the message is written in (BCP 47). */
  readonly tongue: string;
}
export type Values = Readonly<Record<string, unknown>>;

/** The pieces of a message. Numbers are written in its language's digits; `keep` decides what becomes of other values. */
export function render<Value>(
  { message, tongue }: Spoken,
  values: Values,
  keep: (value: unknown) => Value,
): (string | Value)[] {
  const text = typeof message === 'string' ? message : formOf(message, Number(values.count), tongue);
  // Odd pieces of the split are the names between braces.
  return text.split(/\{(\w+)\}/).map((piece, i) => {
    if (i % 2 === 0) return piece;
    const value = values[piece];
    return typeof value === 'number' ? numberIn(tongue).format(value) : keep(value);
  });
}

/** `zero` answers exactly 0 wherever it is written, also in languages whose own rules have no such form ("No lessons yet"). */
function formOf(message: Plural, count: number, tongue: string): string {
  if (count === 0 && message.zero !== undefined) return message.zero;
  return message[pluralIn(tongue).select(count)] ?? message.other;
}

const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
const leftToRight = /[A-Za-z\u00C0-\u02AF\u0370-\u058F]/;

/**
 * A value that runs against the line is isolated (U+2068 ... U+2069), or "Course الخط, 12 lessons" would be read with its
 * comma and number on the wrong side. Values that run with the line stay as they are, so that texts can be compared.
 */
export function isolated(value: string, language: string): string {
  const against = directionOf(language) === 'rtl' ? leftToRight : rightToLeft;
  return against.test(value) ? `\u2068${value}\u2069` : value;
}
