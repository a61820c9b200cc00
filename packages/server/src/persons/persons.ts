// Two accounts become one, and a person is erased, in all plugins at once: what is done follows from the columns.
import {
  type AnyPluginSpec,
  currentScope,
  type JobHandler,
  job,
  type PersonChange,
  type PersonPart,
  type PersonReach,
  type PersonsPort,
  type Resources,
  runInScope,
  runs,
  type Scope,
  system,
} from '@lectern/kit';
import { z } from 'zod';
import type { Database } from '../data/database.ts';
import type { JobsPort } from '../jobs/port.ts';
import { gather } from './archive.ts';
import { type PersonColumn, personColumns } from './columns.ts';
import { across, keysOnTheSide, type Part, statementsFor } from './statements.ts';
import { readdress } from './way.ts';

export interface PersonsParts {
  readonly database: Database;
  readonly specs: () => readonly AnyPluginSpec[];
  readonly parts: () => readonly PersonPart[];
  readonly organizations: () => Promise<readonly string[]>;
  readonly resources: Pick<Resources, 'remove'>;
  readonly permissionsChanged: (id: string) => Promise<void>;
  /** Where their calls came from, in the log. @returns whether some may be left */
  readonly forgetSomeOrigins: (person: string, org: string | undefined) => Promise<boolean>;
  readonly jobs: Pick<JobsPort, 'enqueue' | 'readdress'>;
  readonly id: () => string;
  readonly now: () => Date;
}
export interface Persons {
  readonly port: PersonsPort;
  readonly handlers: readonly JobHandler[];
}

/**
 * Comes after, at once and again a minute later: for tables without an index on the person, whose rows are looked for on a
 * reader thread, and for what a request, an event or a job that had begun before wrote under the old id meanwhile.
 */
const follow = job('kernel.follow-person', z.object({ person: z.string(), into: z.string().nullable() }), {
  title: { en: 'Carry on what follows from merging or erasing somebody', ar: 'متابعة ما يترتب على دمج شخص أو محوه' },
  concurrency: 1,
});
const againAfterMs = 60_000;
/** Rows changed in one unit of work of the follower, one statement each. */
const rowsAtOnce = 200;

export function createPersons({
  database,
  specs,
  parts,
  organizations,
  resources,
  permissionsChanged,
  forgetSomeOrigins,
  jobs,
  id,
  now,
}: PersonsParts): Persons {
  let known: readonly PersonColumn[] | undefined;
  const columns = () => (known ??= personColumns(specs()));
  const kernelScope = (org: string | undefined): Scope => ({
    actor: system,
    org,
    request: currentScope()?.request ?? 'persons',
    via: 'kernel',
  });
  /** Across organizations, on Postgres too, where rows of others are behind the second wall. */
  const everywhere = <T>(work: () => Promise<T>): Promise<T> => runInScope(kernelScope(undefined), work);
  const here = () => {
    const org = currentScope()?.org;
    if (!org) throw new Error('this is asked of one organization, and the current scope has none');
    return org;
  };
  const reached = async (reach: PersonReach) => (reach === 'here' ? [here()] : await everywhere(organizations));
  const within = (reach: PersonReach) => columns().filter(({ tenant }) => reach === 'everywhere' || tenant);
  const change = (one: PersonColumn, rows: number, dropped: number): PersonChange => ({
    plugin: one.plugin,
    table: one.table,
    name: one.rules.onExport || null,
    rows,
    dropped,
  });

  const portionsOf = (what: ReturnType<typeof statementsFor>, person: string) =>
    what.portions(person, (keys) => database.all(keys));
  async function inPortions(portions: readonly Part[], some: (portion: Part) => Promise<number>): Promise<number> {
    let total = 0;
    for (const portion of portions) total += await some(portion);
    return total;
  }

  /** Rows with an id may be things on the resource tree, which go with them. */
  async function drop(one: PersonColumn, what: ReturnType<typeof statementsFor>, part: Part): Promise<number> {
    if (one.key.length === 1 && one.key[0] === 'id' && one.tenant) {
      const ids = (await database.all(what.idsWhere(part))).map(([each]) => String(each));
      for (const each of ids) {
        const [owner] = await database.all(across('select "org_id" from "resources" where "id" = ?', [each]));
        if (owner) await runInScope(kernelScope(String(owner[0])), () => resources.remove(each));
      }
    }
    return database.run(what.deleteWhere(part));
  }

  async function mergeColumn(
    one: PersonColumn,
    from: string,
    into: string,
    orgs: readonly string[],
  ): Promise<PersonChange> {
    const { onMerge } = one.rules;
    const what = statementsFor(one, database.dialect, orgs);
    const mine = await portionsOf(what, from);
    if (mine.length === 0) return change(one, 0, 0);
    if (onMerge === 'delete') return change(one, 0, await inPortions(mine, (portion) => drop(one, what, portion)));
    let dropped = 0;
    if (onMerge !== 'move')
      for (const at of one.meets) {
        if (typeof onMerge === 'object')
          dropped += await inPortions(await portionsOf(what, into), (portion) =>
            drop(one, what, what.where.worse(portion, from, into, onMerge.best, at)),
          );
        dropped += await inPortions(mine, (portion) => drop(one, what, what.where.meeting(portion, into, at)));
      }
    return change(one, await inPortions(mine, (portion) => database.run(what.set(into, portion))), dropped);
  }
  async function eraseColumn(one: PersonColumn, person: string, orgs: readonly string[]): Promise<PersonChange> {
    const what = statementsFor(one, database.dialect, orgs);
    const mine = await portionsOf(what, person);
    const some = (portion: Part) =>
      one.rules.onErase === 'delete' ? drop(one, what, portion) : database.run(what.set(null, portion));
    return change(one, await inPortions(mine, some), 0);
  }

  async function mergeRows(from: string, into: string, reach: PersonReach): Promise<PersonChange[]> {
    const orgs = await reached(reach);
    for (const org of orgs)
      for (const part of parts()) await runInScope(kernelScope(org), async () => part.merging(from, into));
    return everywhere(async () => {
      const changes: PersonChange[] = [];
      for (const one of within(reach))
        if (one.rules.onMerge !== 'keep' && one.indexed) changes.push(await mergeColumn(one, from, into, orgs));
      return changes;
    });
  }
  async function eraseRows(person: string, reach: PersonReach): Promise<PersonChange[]> {
    const orgs = await reached(reach);
    return everywhere(async () => {
      const changes: PersonChange[] = [];
      for (const one of within(reach))
        if (one.rules.onErase !== 'pseudonym' && one.indexed) changes.push(await eraseColumn(one, person, orgs));
      return changes;
    });
  }
  async function followLater(person: string, into: string | null, reach: PersonReach): Promise<void> {
    const org = reach === 'here' ? here() : undefined;
    for (const [key, runAt] of [
      ['now', now()],
      ['again', new Date(now().getTime() + againAfterMs)],
    ] as const)
      await jobs.enqueue(follow, { person, into }, { id: id(), org }, { runAt, key: `${person} ${key}` });
  }
  /** Rows that no index finds: by key, a few at a time, each a unit of its own. */
  async function changeUnindexed(person: string, into: string | null, reach: PersonReach): Promise<void> {
    const orgs = await reached(reach);
    for (const one of within(reach).filter(({ indexed }) => !indexed)) {
      const { onMerge, onErase } = one.rules;
      if (into === null ? onErase === 'pseudonym' : onMerge === 'keep') continue;
      const goes = into === null ? onErase === 'delete' : onMerge === 'delete';
      const what = statementsFor(one, database.dialect, orgs);
      await everywhere(async () => {
        for (let read = keysOnTheSide; read === keysOnTheSide; ) {
          const keys = await database.heavy(what.keysOf(person));
          for (let at = 0; at < keys.length; at += rowsAtOnce)
            await database.unit(async () => {
              for (const key of keys.slice(at, at + rowsAtOnce)) {
                const part = what.byKey(key, person);
                await database.run(goes ? what.deleteWhere(part) : what.set(into, part));
              }
            });
          read = keys.length;
        }
      });
    }
  }

  return {
    port: {
      async merge(from, into, reach) {
        const changes = await mergeRows(from, into, reach);
        if (reach === 'everywhere')
          await everywhere(async () => {
            await database.run(readdress(database.dialect, from, into));
            await jobs.readdress(from, into);
          });
        await permissionsChanged(from);
        await permissionsChanged(into);
        await followLater(from, into, reach);
        return changes.filter(({ rows, dropped }) => rows + dropped > 0);
      },
      async erase(person, reach) {
        const changes = await eraseRows(person, reach);
        await permissionsChanged(person);
        await followLater(person, null, reach);
        return changes.filter(({ rows }) => rows > 0);
      },
      async *export(ids, reach) {
        const orgs = await reached(reach);
        const rows = gather(database, columns(), ids, orgs, reach === 'here' ? here() : undefined);
        // A generator goes on in the scope of whoever asks it for more, so each step is taken in the kernel's.
        for (;;) {
          const step = await everywhere(() => rows.next());
          if (step.done) return;
          yield step.value;
        }
      },
    },
    handlers: [
      runs(follow, async ({ person, into }) => {
        const reach = currentScope()?.org ? 'here' : 'everywhere';
        await changeUnindexed(person, into, reach);
        const org = currentScope()?.org;
        if (into === null)
          await everywhere(async () => {
            while (await forgetSomeOrigins(person, org));
          });
        await database.unit(() => (into === null ? eraseRows(person, reach) : mergeRows(person, into, reach)));
      }),
    ],
  };
}
