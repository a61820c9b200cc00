// The one way in which entries go: what no hold keeps, from before a moment, a slice at a time. An entry leaves the hash of
// its leaf, and sixteen that are gone leave one, so the tree, its heads and every other proof stay as they are; a signed
// tombstone says which went and why.
import type { Database } from '../data/database.ts';
import type { Signer } from './head.ts';
import { rootOf } from './merkle.ts';
import * as queries from './queries.ts';
import { merged, say } from './statements.ts';
import type { Removed } from './tables.ts';
import { step } from './tree.ts';

export interface RemovalParts {
  readonly database: Database;
  readonly signer: Signer;
  readonly id: () => string;
  readonly now: () => Date;
}
export interface Removal {
  readonly org: string;
  readonly olderThan: Date;
  readonly reason: Removed['reason'];
  readonly actor: string;
  readonly rows: number;
}

/** @returns how many entries went; undefined while another process is at the log */
export async function removeSome(
  { database, signer, id, now }: RemovalParts,
  removal: Removal,
): Promise<number | undefined> {
  const { org, olderThan, reason, actor, rows } = removal;
  return database.unit(async () => {
    const log = await database.one(queries.holdLog, { org });
    if (!log) return (await database.one(queries.logOf, { org })) ? undefined : 0;
    const found = await database.all(queries.removable, { org, at: olderThan, limit: rows });
    const [first, last] = [found[0]?.position, found.at(-1)?.position];
    if (first == null || last == null) return 0;
    await opened(database, id(), async () => {
      await database.run(queries.removeEntries, { org, ids: found.map((one) => one.id) });
      for (let span = 1, height = 0; span * 2 ** step <= log.size; span *= 2 ** step, height += step) {
        const sixteen = span * 2 ** step;
        const from = Math.floor((first - 1) / sixteen) * 2 ** step;
        const upTo = Math.ceil(last / sixteen) * 2 ** step;
        await database.run(queries.collapse, { org, height, from, upTo, span, size: log.size });
      }
      // What these heads were over can no longer be computed; the tombstone has one that covers it.
      await database.run(queries.dropHeads, { org, upTo: last });
    });
    const { size, frontier } = log;
    const runs = merged(found.map(({ position }) => [position!, position!]));
    const body: Removed = {
      kind: 'removed',
      reason,
      olderThan: olderThan.toISOString(),
      runs,
      size,
      root: rootOf(frontier),
      frontier,
    };
    await say(database, signer, { id: id(), org, at: now(), actor, body });
    return found.length;
  });
}

/** In a unit of work: what the triggers refuse is done in between, and by nobody else. */
async function opened(database: Database, id: string, work: () => Promise<void>): Promise<void> {
  await database.run(queries.openGate, { id });
  await work();
  await database.run(queries.closeGate, { id });
}

const originsAtOnce = 500;
/** Where the person's calls came from is forgotten; the leaves have only a digest of it. @returns whether some may be left */
export async function forgetSomeOrigins(
  { database, id }: Pick<RemovalParts, 'database' | 'id'>,
  person: string,
  org?: string,
): Promise<boolean> {
  return database.unit(async () => {
    const found = await database.all(queries.originsOf, { person, org: org ?? null, limit: originsAtOnce });
    if (found.length === 0) return false;
    await opened(database, id(), async () => {
      await database.run(queries.forgetOrigins, { ids: found.map((one) => one.id) });
    });
    return found.length === originsAtOnce;
  });
}

/** All of a log that nobody ever saw: an import that was given up. In a unit of work. */
export async function dropLog(database: Database, org: string): Promise<void> {
  await opened(database, org, async () => {
    for (const drop of queries.dropAll) await database.run(drop, { org });
  });
}
