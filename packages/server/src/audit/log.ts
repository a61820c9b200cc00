// The log of each organization as it is read, proven and shortened, and when it is sealed.
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Actor, type AuditPort, currentScope, type Logger, runInScope, type Scope, system } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import type { Clock } from '../jobs/clock.ts';
import { type Signer, toldHead } from './head.ts';
import { consistencyOf, headAt, proofOf } from './prove.ts';
import * as queries from './queries.ts';
import { forgetSomeOrigins, type Removal, removeSome } from './removal.ts';
import { adopt, sealAll } from './sealer.ts';
import { countsOf, found, searched } from './search.ts';
import type { Removed } from './tables.ts';
import { verifyLog } from './verify.ts';

export interface AuditLog {
  readonly port: AuditPort;
  /** Seals what is committed. @returns entries sealed */
  seal(): Promise<number>;
  /** There is something to seal, in this unit or committed. */
  wake(): void;
  /** Never in a unit of work. @returns whether some may be left */
  removeSome(removal: Pick<Removal, 'org' | 'olderThan' | 'reason' | 'rows'>): Promise<boolean>;
  /** Where somebody's calls came from. @returns whether some may be left */
  forgetSomeOrigins(person: string, org: string | undefined): Promise<boolean>;
  /** In a unit of work: see sealer.ts. */
  adopt(org?: string): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}
export interface AuditLogParts {
  readonly database: Database;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly id: () => string;
  readonly log: Pick<Logger, 'error'>;
}

/** Entries of so long are sealed together; with the poll below it the promise is a second. */
const gatherMs = 500;
/** What another process left unsealed when it ended. */
const pollMs = 10_000;
const kernel: Scope = { actor: system, org: undefined, request: 'audit', via: 'kernel' };
/** Later than every id of ours. */
const lastId = '~';

export function createAuditLog({ database, signer, clock, id, log }: AuditLogParts): AuditLog {
  const outside = AsyncLocalStorage.snapshot();
  const { now } = clock;
  const parts = { database, signer, now, id, log };
  let started = false;
  let sealing: Promise<number> | undefined;
  let waiting = false;
  let cancel = () => {};
  let cancelPoll = () => {};

  function seal(): Promise<number> {
    sealing ??= outside(() => runInScope(kernel, () => sealAll(parts))).finally(() => {
      sealing = undefined;
    });
    return sealing;
  }
  /** One that is under way may have begun before what the caller has just committed. */
  async function sealed(): Promise<void> {
    await sealing?.catch(() => {});
    await seal();
  }
  const sealAside = () =>
    seal().catch((error) => log.error('the audit log could not be sealed; trying again', { error: String(error) }));

  function wake(): void {
    if (!started || waiting) return;
    waiting = true;
    cancel = clock.after(gatherMs, () => {
      waiting = false;
      void (sealing ?? Promise.resolve()).then(sealAside, sealAside);
    });
  }
  function poll(): void {
    cancelPoll = clock.after(pollMs, () => {
      wake();
      poll();
    });
  }
  async function remove(removal: Omit<Removal, 'actor'>, actor: Actor): Promise<boolean> {
    await sealed();
    const gone = await removeSome(parts, { ...removal, actor: actor.id });
    return gone === undefined || gone === removal.rows;
  }

  const port: AuditPort = {
    key: signer.key,
    find: (entry) => found(database, orgHere(), entry),
    list: (filter) => searched(database, orgHere(), filter),
    async counts(from, to) {
      await sealed();
      return countsOf(database, orgHere(), from, to);
    },
    async verify() {
      await sealed();
      return verifyLog(database, signer, orgHere());
    },
    async head() {
      await sealed();
      return headAt(database, orgHere());
    },
    async heads({ before = Number.MAX_SAFE_INTEGER, limit }) {
      return (await database.all(queries.headsBefore, { org: orgHere(), size: before, limit })).map(toldHead);
    },
    async prove(entry) {
      await sealed();
      return proofOf(database, orgHere(), entry);
    },
    consistency: (older, newer) => consistencyOf(database, orgHere(), older, newer),
    async tombstones({ before = lastId, limit }) {
      const found = await database.all(queries.statementsBefore, { org: orgHere(), id: before, limit });
      return found.flatMap(({ body, ...said }) => (body.kind === 'removed' ? [{ ...said, ...toldRemoval(body) }] : []));
    },
    holds: () => database.all(queries.holdsOf, { org: orgHere() }),
    async hold({ person, target, reason }) {
      const hold = { id: id(), org: orgHere(), person, target, reason, setBy: actorHere().id, setAt: now() };
      await database.run(queries.addHold, hold);
      return hold.id;
    },
    async release(hold) {
      const released = { id: hold, org: orgHere(), releasedBy: actorHere().id, releasedAt: now() };
      return (await database.run(queries.endHold, released)) > 0;
    },
    removeSome: (olderThan, rows) => remove({ org: orgHere(), olderThan, rows, reason: 'retention' }, actorHere()),
  };
  return {
    port,
    seal,
    wake,
    removeSome: (removal) => remove(removal, system),
    forgetSomeOrigins: (person, org) => forgetSomeOrigins(parts, person, org),
    adopt: (org) => adopt(parts, org),
    start() {
      started = true;
      wake();
      poll();
    },
    async stop() {
      cancel();
      cancelPoll();
      if (!started) return;
      started = false;
      await sealing?.catch(() => {});
      await sealAside();
    },
  };
}
const orgHere = () => currentScope()?.org ?? '';
const actorHere = () => currentScope()?.actor ?? system;
const toldRemoval = ({ reason, olderThan, runs, size, root }: Removed) => ({
  reason,
  olderThan: new Date(olderThan),
  runs,
  size,
  root,
});
