// What a row asks of the person it means. Pure: who they are was looked up before.
import { type Because, because } from '../contract/import-reasons.ts';
import type { ImportKey } from '../contract.ts';
import type { Fault, PersonRow, Standing } from './person-row.ts';

/** Somebody whom a row may mean, as they are now. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string | null;
  readonly timeZone: string | null;
  /** Null for who does not belong to the organization. */
  readonly state: Standing | null;
  readonly externalId: string | null;
}
export interface Found {
  readonly byEmail: ReadonlyMap<string, Known>;
  readonly byExternalId: ReadonlyMap<string, Known>;
  /** By person, then by key. */
  readonly values: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** By target, people whose value of a column of another plugin is not the file's. */
  readonly differing: ReadonlyMap<string, ReadonlySet<string>>;
}
export interface Profile {
  readonly name?: string;
  readonly email?: string;
  readonly locale?: string | null;
  readonly timeZone?: string | null;
}
export interface Change {
  readonly person: PersonRow;
  readonly who: Known;
  readonly profile: Profile;
  readonly externalId?: string | null;
  /** Where they are to stand, when that is elsewhere than now. */
  readonly standing?: Standing;
  readonly fields: Readonly<Record<string, string | null>>;
  /** Targets to write. */
  readonly others: readonly string[];
}
export type Newcomer = PersonRow & { readonly email: string; readonly name: string };
export type Decision =
  | { readonly does: 'create'; readonly person: Newcomer }
  | ({ readonly does: 'change' } & Change)
  | { readonly does: 'nothing'; readonly person: PersonRow }
  | { readonly does: 'refuse'; readonly person: PersonRow; readonly fault: Fault };

export interface Places {
  readonly email?: number | undefined;
  readonly externalId?: number | undefined;
  readonly name?: number | undefined;
}

/** @returns whom the row means, nobody, or why that cannot be said */
export function whoIs(
  { email, externalId }: PersonRow,
  key: ImportKey,
  { byEmail, byExternalId }: Pick<Found, 'byEmail' | 'byExternalId'>,
  places: Places,
): Known | undefined | { readonly fault: Fault } {
  const named = externalId == null ? undefined : byExternalId.get(externalId);
  const addressed = email === undefined ? undefined : byEmail.get(email);
  if (key === 'email') {
    if (email === undefined) return { fault: { at: places.email, ...because('email_missing') } };
    if (named && named.id !== addressed?.id)
      return {
        fault: { at: places.externalId, ...because('id_of_other', { email: named.email }) },
      };
    return addressed;
  }
  if (externalId == null) return { fault: { at: places.externalId, ...because('id_missing') } };
  if (named) {
    if (addressed && addressed.id !== named.id) return { fault: { at: places.email, ...because('email_taken') } };
    return named;
  }
  // Somebody who was here before the file knew them by its id.
  if (addressed?.externalId != null)
    return { fault: { at: places.email, ...because('other_id', { id: addressed.externalId }) } };
  return addressed;
}

export function judge(person: PersonRow, who: Known | undefined, found: Found, places: Places): Decision {
  const refuse = (at: number | undefined, why: Because): Decision => ({
    does: 'refuse',
    person,
    fault: { at, ...why },
  });
  if (!who) {
    if (person.state === 'removed') return { does: 'nothing', person };
    const { email, name } = person;
    if (email === undefined) return refuse(places.email, because('email_needed'));
    if (name === undefined) return refuse(places.name, because('name_needed'));
    return { does: 'create', person: { ...person, email, name } };
  }
  if ((who.state === null || who.state === 'removed') && person.state === 'removed') return { does: 'nothing', person };
  // Their account is in another school: whatever somebody new would be refused for they are, or the file would tell.
  if (who.state === null) {
    if (person.email === undefined) return refuse(places.email, because('email_needed'));
    if (person.name === undefined) return refuse(places.name, because('name_needed'));
  }
  const change = changeOf(person, who, found);
  const { profile, externalId, standing, fields, others } = change;
  const nothing =
    Object.keys(profile).length === 0 &&
    externalId === undefined &&
    standing === undefined &&
    Object.keys(fields).length === 0 &&
    others.length === 0;
  return nothing ? { does: 'nothing', person } : { does: 'change', ...change };
}

function changeOf(person: PersonRow, who: Known, { values, differing }: Found): Change {
  const own = values.get(who.id) ?? {};
  const standing = person.state ?? (who.state === null || who.state === 'removed' ? 'active' : who.state);
  return {
    person,
    who,
    profile: Object.fromEntries(
      (['name', 'email', 'locale', 'timeZone'] as const)
        .filter((part) => person[part] !== undefined && person[part] !== who[part])
        .map((part) => [part, person[part]]),
    ),
    ...(person.externalId !== undefined && person.externalId !== who.externalId && { externalId: person.externalId }),
    ...(standing !== who.state && { standing }),
    fields: Object.fromEntries(Object.entries(person.fields).filter(([key, value]) => (own[key] ?? null) !== value)),
    others: Object.keys(person.others).filter((target) => differing.get(target)?.has(who.id)),
  };
}
