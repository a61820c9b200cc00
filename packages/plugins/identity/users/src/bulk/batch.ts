// A few hundred rows in one unit of work: who they are, what is asked of them, and that it is done. A dry run does the
// same and takes the people back, so that it refuses what the run would refuse.

import { kernelProblems, Refusal, refuse, runInScope, sortKeyOf } from '@lectern/kit';
import { because, type Facts } from '../contract/import-reasons.ts';
import {
  type ImportCounts,
  type ImportedColumn,
  type ImportKey,
  type Inviter,
  noCounts,
  personJoined,
} from '../contract.ts';
import { addValues } from './field-values.ts';
import {
  type Change,
  type Decision,
  type Found,
  judge,
  type Known,
  type Newcomer,
  type Places,
  whoIs,
} from './judge.ts';
import type { BulkContext, BulkParts } from './parts.ts';
import type { Fault, PersonRow } from './person-row.ts';
import { byEmails, byExternalIds, dropExternalId, insertAll, nameAll, setExternalId } from './queries.ts';

/** What one import asks of every batch. */
export interface Orders {
  readonly key: ImportKey;
  readonly places: Places;
  readonly columns: readonly ImportedColumn[];
  readonly importedBy: string | null;
  readonly dryRun: boolean;
  readonly locale: string | null;
  readonly invite: { readonly by: Inviter; readonly site: string } | undefined;
}
export interface Remark extends Fault {
  readonly person: PersonRow;
  readonly refused: boolean;
}
export interface Outcome {
  readonly counts: ImportCounts;
  readonly remarks: readonly Remark[];
}
/** By target and value, what `prepare` of a column made of it. */
export type Prepared = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Accounts of one statement: with their words in the index it keeps the event loop for 2 ms. */
const together = 100;

type Tally = { -readonly [K in keyof ImportCounts]: number };

export function createBatches(ctx: BulkContext, { people, fields, standing }: BulkParts) {
  const { data, needs } = ctx;

  async function lookUp(persons: readonly PersonRow[]): Promise<Pick<Found, 'byEmail' | 'byExternalId'>> {
    const emails = persons.flatMap(({ email }) => email ?? []);
    const externalIds = persons.flatMap(({ externalId }) => externalId ?? []);
    const byEmail = emails.length > 0 ? await data.all(byEmails, { emails }) : [];
    const byExternalId = externalIds.length > 0 ? await data.all(byExternalIds, { externalIds }) : [];
    return {
      byEmail: new Map(byEmail.map((known) => [known.email, known])),
      byExternalId: new Map(byExternalId.map((known) => [known.externalId ?? '', known])),
    };
  }

  /** In a unit. */
  async function decide(persons: readonly PersonRow[], { key, places, columns }: Orders): Promise<Decision[]> {
    const looked = await lookUp(persons);
    const met = new Set<string>();
    const whose = persons.map((person): Known | undefined | { readonly fault: Fault } => {
      const who = whoIs(person, key, looked, places);
      if (!who || 'fault' in who) return who;
      if (met.has(who.id)) return { fault: { ...because('twice') } };
      met.add(who.id);
      return who;
    });
    const known = [...met];
    const values = persons.some((person) => Object.keys(person.fields).length > 0)
      ? await fields.valuesOf(known)
      : new Map<string, Record<string, string>>();
    const differing = new Map<string, ReadonlySet<string>>();
    for (const { target, prepare, differing: ask } of columns) {
      const asked = whose.flatMap((who, i) => {
        const value = persons[i]!.others[target];
        return who && 'id' in who && value !== undefined ? [{ userId: who.id, value }] : [];
      });
      if (asked.length > 0 && !prepare) differing.set(target, await ask(asked));
    }
    const found: Found = { ...looked, values, differing };
    return persons.map((person, i) => {
      const who = whose[i];
      if (who && 'fault' in who) return { does: 'refuse', person, fault: who.fault };
      return judge(person, who, found, places);
    });
  }

  /** In a unit. @throws Refusal and then nobody of them is there */
  async function create(newcomers: readonly Newcomer[], orders: Orders, prepared: Prepared): Promise<void> {
    const createdAt = ctx.now();
    const rows = newcomers.map(({ name, email, locale, timeZone }) => ({
      id: ctx.id(),
      name,
      email,
      locale: locale === undefined ? orders.locale : locale,
      timeZone: timeZone ?? null,
      sortKey: sortKeyOf(name),
      createdAt,
    }));
    for (let from = 0; from < rows.length; from += together) {
      const some = rows.slice(from, from + together);
      if ((await data.run(insertAll, { people: some })) < some.length) throw new Overtaken();
    }
    await needs.organizations.joinAll(rows.map(({ id }) => id));
    const named = newcomers.flatMap(({ externalId }, i) =>
      externalId == null ? [] : [{ user: rows[i]!.id, externalId }],
    );
    if (named.length > 0) await data.run(nameAll, { rows: named });
    await addValues(
      ctx,
      fields,
      newcomers.flatMap((person, i) => ({ user: rows[i]!.id, values: person.fields })),
    );
    for (const { id } of rows) await ctx.emit(personJoined, { userId: id });
    for (const column of orders.columns) {
      if (column.prepare && !prepared.has(column.target)) continue; // a dry run
      const held = newcomers.flatMap(({ others }, i) => {
        const value = others[column.target];
        return value === undefined
          ? []
          : [{ userId: rows[i]!.id, value: prepared.get(column.target)?.get(value) ?? value }];
      });
      if (held.length > 0) await column.write(held);
    }
    for (const [i, { state }] of newcomers.entries())
      if (state === 'suspended') await standing.suspend(rows[i]!.id, '');
      else if (orders.invite) await orders.invite.by.invite(rows[i]!.id, orders.invite.site);
  }

  /** In a unit. @returns what was left as it is, and why @throws Refusal and then nothing of the person is changed */
  async function carryOut(change: Change, orders: Orders): Promise<{ changed: boolean; notes: Fault[] }> {
    const { who, profile, person } = change;
    const notes: Fault[] = [];
    let changed = false;
    const self = who.id === ctx.scope().actor.id;
    const touched = !self && (Object.keys(profile).length > 0 || change.standing !== undefined);
    if (touched && (await people.member(who.id))?.roles.includes('owner')) refuse(kernelProblems.forbidden);
    if (Object.keys(profile).length > 0) {
      const elsewhere = (await needs.organizations.organizationsOf(who.id)).some((org) => org !== ctx.scope().org);
      // Of who comes from there nothing is said: the file would tell who has an account in another school.
      if (elsewhere) notes.push(...(who.state === null ? [] : [because('belongs_elsewhere')]));
      else {
        await standing.mayTouch(who.id);
        await people.update(who.id, profile);
        changed = true;
      }
    }
    if (change.externalId !== undefined) {
      const { externalId } = change;
      if (externalId === null) await data.run(dropExternalId, { user: who.id });
      else await data.run(setExternalId, { user: who.id, externalId });
      changed = true;
    }
    if (change.standing !== undefined) {
      await stand(who, change.standing, orders);
      changed = true;
    }
    if (Object.keys(change.fields).length > 0) changed = (await fields.setFields(who.id, change.fields)) || changed;
    for (const column of orders.columns.filter(({ target }) => change.others.includes(target))) {
      await column.write([{ userId: who.id, value: person.others[column.target]! }]);
      changed = true;
    }
    return { changed, notes };
  }
  async function stand({ id, state }: Known, to: 'active' | 'suspended' | 'removed', orders: Orders): Promise<void> {
    if (state === null) {
      await needs.organizations.join(id);
      await ctx.emit(personJoined, { userId: id });
      if (orders.invite && to === 'active') await orders.invite.by.invite(id, orders.invite.site);
    } else if (state === 'removed' || to === 'active') await standing.restore(id);
    if (to === 'suspended') await standing.suspend(id, '');
    if (to === 'removed') await standing.remove(id, '');
  }

  /** In a unit of its own when many were refused together: each row for itself. */
  async function each(decisions: readonly Decision[], orders: Orders, prepared: Prepared): Promise<Outcome> {
    const counts: Tally = { ...noCounts };
    const remarks: Remark[] = [];
    const remark = (person: PersonRow, fault: Fault, refused: boolean) => remarks.push({ person, ...fault, refused });
    const refused = (person: PersonRow, fault: Fault) => {
      counts.refused++;
      remark(person, fault, true);
    };
    const newcomers = decisions.flatMap((decision) => (decision.does === 'create' ? [decision.person] : []));
    const whole = newcomers.length > 0 && (await tried(() => create(newcomers, orders, prepared))) === undefined;
    for (const decision of decisions) {
      const { person } = decision;
      let notes: readonly Fault[] = [];
      if (decision.does === 'refuse') {
        refused(person, decision.fault);
        continue;
      }
      if (decision.does === 'nothing') counts.unchanged++;
      else if (decision.does === 'create') {
        const fault = whole ? undefined : await tried(() => create([decision.person], orders, prepared));
        if (fault) {
          refused(person, fault);
          continue;
        }
        counts.created++;
        if (person.state === 'suspended') counts.suspended++;
      } else {
        let done: Awaited<ReturnType<typeof carryOut>> | undefined;
        const fault = await tried(async () => {
          done = await carryOut(decision, orders);
        });
        if (fault || !done) {
          refused(person, fault ?? because('unreadable'));
          continue;
        }
        notes = done.notes;
        const { state } = decision.who;
        if (state === null) counts.created++;
        else if (done.changed) counts.updated++;
        else counts.unchanged++;
        if (decision.standing === 'suspended') counts.suspended++;
        if (decision.standing === 'removed') counts.removed++;
        if (decision.standing === 'active' && state !== null) counts.restored++;
      }
      notes = [...person.notes, ...notes];
      if (notes.length > 0) counts.noted++;
      for (const note of notes) remark(person, note, false);
    }
    return { counts, remarks };
  }
  /** @returns why not, and then nothing of it is there */
  async function tried(work: () => Promise<void>): Promise<Fault | undefined> {
    try {
      await data.unit(work);
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return faultIn(error);
      throw error;
    }
  }

  return {
    /** Outside every unit: what takes long for those who are new, such as hashing their passwords. */
    async prepare(persons: readonly PersonRow[], orders: Orders): Promise<Prepared> {
      const prepared = new Map<string, Map<string, string>>();
      const slow = orders.columns.filter(
        ({ target, prepare }) => prepare && persons.some((one) => target in one.others),
      );
      if (slow.length === 0 || orders.dryRun) return prepared;
      const looked = await lookUp(persons);
      const fresh = persons.filter((person) => whoIs(person, orders.key, looked, orders.places) === undefined);
      for (const { target, prepare } of slow) {
        const values = [...new Set(fresh.flatMap(({ others }) => others[target] ?? []))];
        const made = await prepare!(values);
        prepared.set(target, new Map(values.map((value, i) => [value, made[i]!])));
      }
      return prepared;
    },
    /** In a unit. As whoever imports, so that nobody suspends themselves and an owner is left to owners. */
    run(persons: readonly PersonRow[], orders: Orders, prepared: Prepared): Promise<Outcome> {
      const { importedBy, dryRun } = orders;
      const scope = ctx.scope();
      const actor = importedBy === null ? scope.actor : ({ kind: 'person', id: importedBy } as const);
      return runInScope({ ...scope, actor }, async () => {
        const decisions = await decide(persons, orders);
        if (!dryRun) return each(decisions, orders, prepared);
        let outcome: Outcome | undefined;
        await data
          .unit(async () => {
            outcome = await each(decisions, orders, prepared);
            throw takenBack;
          })
          .catch((error: unknown) => {
            if (error !== takenBack) throw error;
          });
        return outcome!;
      });
    },
  };
}
export type Batches = ReturnType<typeof createBatches>;

/** Somebody made an account with one of the addresses in this moment: the batch is judged once more. */
export class Overtaken extends Error {}
const takenBack = new Error('a dry run');

/** A rule of the school, or of another plugin, said no: its code has words of its own. */
const faultIn = ({ problem, details, message }: Refusal): Fault =>
  problem.code === kernelProblems.forbidden.code
    ? because('owner')
    : { code: problem.code, reason: message, facts: factsIn(details.facts) };
const factsIn = (facts: Refusal['details']['facts'] = {}): Facts =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  );
