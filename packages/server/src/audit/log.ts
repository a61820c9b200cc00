// The log as it is read and proven, and the sequencer that seals it: one process at a time for each organization.
import { AsyncLocalStorage } from 'node:async_hooks';
import { type AuditPort, type AuditVerdict, type Logger, runInScope, type Scope, system } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import type { Clock } from '../jobs/clock.ts';
import { beginning, linkAfter } from './chain.ts';
import * as queries from './queries.ts';

export interface AuditLog {
  list(org: string, filter: Parameters<AuditPort['list']>[0]): ReturnType<AuditPort['list']>;
  verify(org: string): Promise<AuditVerdict>;
  /** Seals what is committed. @returns records sealed */
  seal(): Promise<number>;
  /** There is something to seal, in this unit or committed. */
  wake(): void;
  start(): void;
  stop(): Promise<void>;
}
export interface AuditLogParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
}

/** Records of so long are sealed together; with the poll below it the promise is a second. */
const gatherMs = 250;
/** What another process left unsealed when it ended. */
const pollMs = 10_000;
const kernel: Scope = { actor: system, org: undefined, request: 'audit', via: 'kernel' };
/** Later than every record, for the first page. */
const end = { at: new Date('9999-12-31T00:00:00Z'), id: '~' };

export function createAuditLog({ database, clock, log }: AuditLogParts): AuditLog {
  const outside = AsyncLocalStorage.snapshot();
  let started = false;
  let sealing: Promise<number> | undefined;
  let waiting = false;
  let cancel = () => {};
  let cancelPoll = () => {};

  /** @returns records sealed, at most 500 */
  const sealSome = (org: string): Promise<number> =>
    database.unit(async () => {
      await database.run(queries.firstHead, { org });
      const head = await database.one(queries.holdHead, { org });
      if (!head) return 0; // another process does it
      const found = await database.all(queries.unsealed, { org });
      let last = head;
      for (const one of found) {
        last = linkAfter(last, one);
        await database.run(queries.seal, { id: one.id, ...last });
      }
      if (found.length > 0) await database.run(queries.moveHead, { org, ...last });
      return found.length;
    });
  async function sealAll(): Promise<number> {
    let total = 0;
    for (const { org } of await database.all(queries.unsealedOrgs)) {
      for (let sealed = 500; sealed === 500; total += sealed) sealed = await sealSome(org);
    }
    return total;
  }
  function seal(): Promise<number> {
    sealing ??= outside(() => runInScope(kernel, sealAll)).finally(() => {
      sealing = undefined;
    });
    return sealing;
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

  return {
    list: (org, { actor = null, operation = null, target = null, before = end, limit }) =>
      database.all(queries.latest, { org, actor, operation, target, before: before.at, beforeId: before.id, limit }),
    async verify(org) {
      await seal();
      let last = beginning;
      const fault = (id: string | null, what: 'altered' | 'missing'): AuditVerdict => ({
        verified: last.position,
        hash: last.hash || null,
        fault: { position: last.position + 1, id, what },
      });
      // Asked first: what is sealed meanwhile lies behind it.
      const head = await database.one(queries.headOf, { org });
      for (;;) {
        const page = await database.all(queries.sealedAfter, { org, position: last.position });
        for (const one of page) {
          const link = linkAfter(last, one);
          if (one.position !== link.position) return fault(null, 'missing');
          if (one.hash !== link.hash) return fault(one.id, 'altered');
          last = link;
        }
        if (page.length === 0) break;
      }
      if (head && last.position < head.position) return fault(null, 'missing');
      return { verified: last.position, hash: last.hash || null, fault: null };
    },
    seal,
    wake,
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
