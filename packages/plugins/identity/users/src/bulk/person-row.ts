// One row of the file: what it says of a person, before anybody has looked who they are.

import { Email, Language, Line } from '@lectern/kit/contract';
import { type Because, because, type Facts } from '../contract/import-reasons.ts';
import { type ImportColumn, type ImportRemark, TimeZone } from '../contract.ts';
import { canonical } from '../fields/value.ts';
import type { Knowable } from './columns.ts';
import type { CsvRow } from './csv/read.ts';
import { plain } from './csv/write.ts';

export type Standing = 'active' | 'suspended' | 'removed';
/** What is absent stays as it is; null empties it. */
export interface PersonRow {
  readonly row: CsvRow;
  readonly email?: string;
  readonly externalId?: string | null;
  readonly name?: string;
  readonly locale?: string | null;
  readonly timeZone?: string | null;
  readonly state?: Standing;
  readonly fields: Readonly<Record<string, string | null>>;
  /** By target of the columns of other plugins. */
  readonly others: Readonly<Record<string, string>>;
  readonly notes: readonly Fault[];
}
export interface Fault {
  /** Place of the column; none when the row as a whole is at fault. */
  readonly at?: number | undefined;
  readonly code: string;
  readonly reason: string;
  readonly facts: Facts;
}
export type ReadRow = { readonly person: PersonRow } | { readonly fault: Fault };

/** What a cell holds to empty what it stands for; an empty cell leaves it. */
export const emptied = '-';

const yes = new Set(['1', 'true', 'yes', 'y', 't']);
const no = new Set(['0', 'false', 'no', 'n', 'f']);
const standings: Readonly<Record<string, Standing>> = {
  active: 'active',
  suspended: 'suspended',
  inactive: 'suspended',
  removed: 'removed',
  deleted: 'removed',
  tobedeleted: 'removed', // OneRoster
};

const strength: Record<Standing, number> = { active: 0, suspended: 1, removed: 2 };

/** Reads rows of one file. */
export function createRowReader(
  columns: readonly ImportColumn[],
  { fields: definitions, columns: others }: Knowable,
): (row: CsvRow) => ReadRow {
  const placed = columns.flatMap(({ target }, at) => (target === null ? [] : [{ target, at }]));
  const otherByTarget = new Map(others.map((other) => [other.target, other]));
  const fieldByTarget = new Map(definitions.map((field) => [`field:${field.key}`, field]));
  const wide = columns.length;

  return (row) => {
    const tooMany = row.cells.findIndex((cell, at) => at >= wide && cell.trim() !== '');
    if (tooMany >= 0) return fault(undefined, because('cells_too_many', { cells: row.cells.length, columns: wide }));
    const said: Record<string, string> = {};
    const person: { -readonly [K in keyof PersonRow]: PersonRow[K] } & { notes: Fault[] } = {
      row,
      fields: {},
      others: {},
      notes: [],
    };
    const fields: Record<string, string | null> = {};
    const otherValues: Record<string, string> = {};
    for (const { target, at } of placed) {
      const cell = plain(row.cells[at] ?? '').trim();
      if (cell === '') continue;
      if (cell.includes('\0') || cell.includes('\uFFFD') || !cell.isWellFormed())
        return fault(at, because('unreadable'));
      const reason = take(target, cell, at);
      if (reason !== undefined) return fault(at, reason);
    }
    const name = said.name ?? [said.firstName, said.lastName].filter(Boolean).join(' ');
    if (name !== '') {
      const parsed = Line.safeParse(name);
      if (!parsed.success) return fault(placeOf('name', 'firstName', 'lastName'), because('name_long'));
      person.name = parsed.data;
    }
    return { person: { ...person, fields, others: otherValues } };

    /** @returns why not */
    function take(target: string, cell: string, at: number): Because | undefined {
      const field = fieldByTarget.get(target);
      if (field) {
        if (cell === emptied && field.required) return because('field_needed', { field: field.label });
        const judged = cell === emptied ? { value: null } : canonical(field, cell);
        if ('wrong' in judged) return because(judged.code, { field: field.label, ...judged.facts });
        fields[field.key] = judged.value;
        return undefined;
      }
      const other = otherByTarget.get(target);
      if (other) {
        const read = other.read(cell);
        if (!read) return undefined;
        if ('refused' in read) return read.refused;
        if ('note' in read) person.notes.push({ at, ...read.note });
        else otherValues[target] = read.value;
        return undefined;
      }
      switch (target) {
        case 'email': {
          const parsed = Email.safeParse(cell);
          if (!parsed.success) return because('no_email');
          person.email = parsed.data;
          return undefined;
        }
        case 'externalId': {
          if (cell.length > 200 || /\p{Cc}/u.test(cell)) return because('id_long');
          person.externalId = cell === emptied ? null : cell;
          return undefined;
        }
        case 'locale': {
          const tag = cell.replaceAll('_', '-'); // Moodle writes pt_br
          if (cell !== emptied && !Language.safeParse(tag).success) return because('no_language');
          person.locale = cell === emptied ? null : tag;
          return undefined;
        }
        case 'timeZone': {
          // Moodle: the server's own.
          if (cell === '99') return undefined;
          if (cell !== emptied && !zones(cell)) return because('no_zone');
          person.timeZone = cell === emptied ? null : cell;
          return undefined;
        }
        case 'name':
        case 'firstName':
        case 'lastName':
          if (cell === emptied) return because('name_emptied');
          said[target] = cell;
          return undefined;
        default:
          return stand(target, cell.toLowerCase());
      }
    }
    /** Of several columns the strongest word counts: who is enabled and to be deleted is to be deleted. */
    function raise(state: Standing): undefined {
      if (person.state === undefined || strength[state] > strength[person.state]) person.state = state;
    }
    function stand(target: string, word: string): Because | undefined {
      if (target === 'state') {
        const state = standings[word];
        return state ? raise(state) : because('no_state');
      }
      const on = yes.has(word);
      if (!on && !no.has(word)) return because('yes_or_no');
      if (target === 'deleted') return on ? raise('removed') : undefined;
      return raise((target === 'suspended') === on ? 'suspended' : 'active');
    }
  };
  function placeOf(...targets: string[]): number | undefined {
    return placed.find(({ target }) => targets.includes(target))?.at;
  }
}

const fault = (at: number | undefined, why: Because): ReadRow => ({ fault: { at, ...why } });

const knownZones = new Map<string, boolean>();
/** Asking Intl costs 30 us; a file has few zones. */
function zones(name: string): boolean {
  const found = knownZones.get(name) ?? TimeZone.safeParse(name).success;
  if (knownZones.size < 1_000) knownZones.set(name, found);
  return found;
}

/** A row as the report keeps it: without what is secret. */
export function remarkOf(
  { row, refused, at, code, reason, facts }: Fault & { readonly row: CsvRow; readonly refused: boolean },
  columns: readonly ImportColumn[],
  secret: ReadonlySet<string>,
): ImportRemark {
  const cells = row.cells
    .slice(0, columns.length + 20)
    .map((cell, i) => (secret.has(columns[i]?.target ?? '') ? '' : storable(plain(cell))));
  const column = at === undefined ? null : (columns[at]?.header ?? null);
  return { line: row.line, refused, column, code, reason, facts, cells };
}

/** Postgres keeps neither NUL nor half a character. */
export const storable = (cell: string): string => cell.replaceAll('\0', '\uFFFD').toWellFormed();
