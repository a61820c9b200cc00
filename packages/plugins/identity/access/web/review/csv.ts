// The review as a file for a spreadsheet (RFC 4180): moments in UTC, ids beside names.
import type { Known } from '../words/known.ts';
import { nameOfRole } from '../words/known.ts';
import { t } from '../words/words.ts';
import type { Reviewed } from './pages.ts';

const heads = [
  'csv.person',
  'csv.person-id',
  'csv.team',
  'csv.effect',
  'csv.role',
  'csv.permission',
  'csv.place',
  'csv.place-id',
  'csv.from',
  'csv.until',
  'csv.state',
  'csv.given',
  'csv.giver',
] as const;

/** A cell that begins like a formula would be run by a spreadsheet: a quotation mark before it is not shown there. */
const cell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const line = (values: readonly (string | null)[]): string => `${values.map((one) => cell(one ?? '')).join(',')}\r\n`;

export const csvHead = (): string => line(heads.map((head) => t(head)));
export const csvLine = ({ userId, name, through, assignment: of }: Reviewed, known: Known): string =>
  line([
    name,
    userId,
    through?.name ?? null,
    of.effect,
    of.role === null ? null : nameOfRole(of.role, known),
    of.permission,
    of.place === null ? t('place.school') : of.place.title,
    of.on,
    of.from,
    of.until,
    of.state,
    of.givenAt,
    of.givenBy?.name ?? null,
  ]);
