// What may stand in a field, in the one form in which it is kept. Pure: the CSV reads with it too.
import type { Field } from '../contract/fields.ts';

type Definition = Pick<Field, 'type' | 'min' | 'max' | 'choices'>;
/** Either the text as it is kept, or what is wrong with what was written and what to write. */
export type Judged = { readonly value: string } | Wrong;
export interface Wrong {
  readonly wrong: string;
  /** One of `importReasons`, which name the field. */
  readonly code: `field_${'line' | 'short' | 'long' | 'number' | 'date' | 'choice' | 'less' | 'more'}`;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** As long as a text without a limit of its own may be. */
export const longestText = 500;

/** @param written not empty */
export function canonical({ type, min, max, choices }: Definition, written: string): Judged {
  const typed = written.trim();
  switch (type) {
    case 'text': {
      if (/[\p{Cc}\p{Cs}]/u.test(typed)) return { wrong: 'One line without control characters', code: 'field_line' };
      const length = [...typed].length;
      const most = Number(max ?? longestText);
      if (length < Number(min ?? 0))
        return { wrong: `At least ${min} characters`, code: 'field_short', facts: { min: Number(min) } };
      if (length > most) return { wrong: `At most ${most} characters`, code: 'field_long', facts: { max: most } };
      return { value: typed };
    }
    case 'number': {
      const value = decimalOf(typed);
      if (value === undefined)
        return {
          wrong: 'A number such as 12 or 12.5, with at most 20 digits before the point and 10 after it',
          code: 'field_number',
        };
      return within(value, min, max, compareDecimals) ?? { value };
    }
    case 'date':
      if (!isDate(typed)) return { wrong: 'A date as year-month-day, such as 2026-11-23', code: 'field_date' };
      return within(typed, min, max, (a, b) => (a < b ? -1 : Number(a > b))) ?? { value: typed };
    case 'choice':
      if (choices.includes(typed)) return { value: typed };
      return { wrong: `One of: ${choices.join(', ')}`, code: 'field_choice', facts: { choices: choices.join(', ') } };
  }
}

/** What is wrong with a definition, with the property it is about. */
export function flawOf({ type, min, max, choices }: Definition): { property: string; wrong: string } | undefined {
  if (type === 'choice') {
    if (choices.length === 0) return { property: 'choices', wrong: 'At least one answer' };
    return new Set(choices).size < choices.length ? { property: 'choices', wrong: 'Every answer once' } : undefined;
  }
  const limits = Object.entries({ min, max }).filter((entry): entry is [string, string] => entry[1] !== null);
  for (const [property, limit] of limits) {
    if (type === 'text' && !(/^\d{1,4}$/.test(limit) && Number(limit) <= longestText))
      return { property, wrong: `A number of characters, at most ${longestText}` };
    if (type === 'number' && decimalOf(limit) !== limit) return { property, wrong: 'A number such as 12 or 12.5' };
    if (type === 'date' && !isDate(limit)) return { property, wrong: 'A date such as 2026-11-23' };
  }
  if (min === null || max === null) return undefined;
  const order = type === 'date' ? Number(min > max) : compareDecimals(min, max);
  return order > 0 ? { property: 'max', wrong: 'The least is more than the most' } : undefined;
}

function within(
  value: string,
  min: string | null,
  max: string | null,
  compare: (a: string, b: string) => number,
): Wrong | undefined {
  if (min !== null && compare(value, min) < 0) return { wrong: `${min} or more`, code: 'field_less', facts: { min } };
  if (max !== null && compare(value, max) > 0) return { wrong: `${max} or less`, code: 'field_more', facts: { max } };
  return undefined;
}

/** @returns the exact decimal without needless zeros; undefined when it is none */
export function decimalOf(text: string): string | undefined {
  const match = /^([+-]?)0*(\d{1,20})(?:\.(\d{1,10}?)0*)?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole, fraction = '0'] = match;
  const digits = /^0*$/.test(fraction) ? whole! : `${whole}.${fraction}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}

/** Exactly, which a double would not: ten places, as a whole number. */
const scaled = (decimal: string): bigint => {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(10, '0'));
  return decimal.startsWith('-') ? -size : size;
};
function compareDecimals(a: string, b: string): number {
  const difference = scaled(a) - scaled(b);
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** Of the proleptic Gregorian calendar, years 1 to 9999. */
function isDate(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}
