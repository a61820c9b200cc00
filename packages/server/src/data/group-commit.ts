// The one writer of a SQLite file. Units run one after the other; when they queue, those that arrived together share one
// transaction, each in a savepoint of its own, and one commit, because the commit (an fsync, about 0.2 ms) costs several
// times the work. Nobody of such a batch is answered before its commit, with success or with refusal: also a refusal may
// rest on rows of the batch ("is enrolled already") that a full disk takes back. Alone, a unit is a plain transaction.
import { setImmediate } from 'node:timers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { codeOf } from './faults.ts';
import { createGate } from './gate.ts';
import type { Session } from './unit.ts';

export interface Writer {
  begin(): Promise<Session>;
  /** Runs the work while no transaction is open and none begins. */
  whileIdle<T>(work: () => T | Promise<T>): Promise<T>;
}

interface Batch {
  /** Units that have ended in this transaction. */
  ended: number;
  readonly began: number;
  readonly committed: PromiseWithResolvers<void>;
  /** Kept open, on the chance of company, until the end of the event loop's turn. */
  kept: boolean;
}

/** After a commit that was shared, this many are kept open for company. */
const hopefulCommits = 8;
/** Of lonely commits, one in so many is kept open for a turn, to learn whether others would have come. */
const probeEvery = 32;
/** How long to ask for a lock that another process holds (a backup tool; `claimOwnership` keeps a second server out). */
const patienceMs = 5_000;

/** The disk or the file, not the statement, is at fault: whatever SQLite did to the transaction, all of it is refused. */
export const isDiskFault = (error: unknown): boolean =>
  /^SQLITE_(FULL|IOERR|NOMEM|CORRUPT|NOTADB|READONLY|CANTOPEN|PROTOCOL)/.test(codeOf(error));

export interface WriterOptions {
  /** A pause that is due before a unit begins; it has its place in line, so that nobody overtakes it, not even `close`. */
  readonly pause?: () => Promise<void> | undefined;
  /** A batch that has lasted this long is committed although others wait, and the event loop gets a turn. */
  readonly longestBatchMs?: number;
  /** Told whether the commit came after a long batch. */
  readonly onCommit?: (large: boolean) => void;
}

export function createWriter(
  connection: Connection,
  { pause, onCommit, longestBatchMs = 4 }: WriterOptions = {},
): Writer {
  const line = createGate();
  let batch: Batch | undefined;
  let hope = 0;
  let lonely = 0;

  async function begin(): Promise<Session> {
    const entered = line.enter();
    if (entered) await entered;
    const paused = pause?.();
    if (paused) await paused;
    try {
      if (!batch) {
        const locked = beginImmediate(connection);
        if (locked) await locked;
        batch = { ended: 0, began: performance.now(), committed: Promise.withResolvers(), kept: false };
        batch.committed.promise.catch(() => {}); // told to each unit of it, and there may be none left
        return member(batch, true);
      }
      connection.control('savepoint member');
      return member(batch, false);
    } catch (error) {
      if (batch) commit(batch); // it waited for this one
      line.leave();
      throw error;
    }
  }

  function member(mine: Batch, first: boolean): Session {
    return {
      control: connection.control,
      commit() {
        try {
          if (!first) connection.control('release member');
        } catch (error) {
          refuseAll(mine, error);
          leave();
          throw error;
        }
        return end(mine);
      },
      rollback(reason) {
        // The first has no savepoint and nobody else's work behind it. After a fault of the disk SQLite may have dropped
        // the transaction by itself, so nothing of it is kept.
        if (first || isDiskFault(reason) || !connection.inTransaction) {
          refuseAll(mine, reason);
          leave();
          return undefined;
        }
        try {
          connection.control('rollback to member');
          connection.control('release member');
        } catch (error) {
          refuseAll(mine, error);
          leave();
          throw error;
        }
        return end(mine);
      },
      abandon() {
        throw new Error('a SQLite statement is never under way when the event loop runs');
      },
      release() {},
    };
  }

  /** One unit has ended. Either the next one joins, or the batch waits for the end of the turn, or it is committed now. */
  function end(mine: Batch): Promise<void> {
    mine.ended++;
    const late = performance.now() - mine.began > longestBatchMs;
    if (line.waiting > 0 && !late) {
      line.leave();
      return mine.committed.promise;
    }
    if (!late && !mine.kept && expectsCompany()) {
      mine.kept = true;
      setImmediate(() => {
        if (batch === mine && line.idle) commit(mine);
      });
      line.leave();
      return mine.committed.promise;
    }
    commit(mine);
    leave();
    return mine.committed.promise;
  }

  /** Requests arrive one by one from their sockets, so a queue alone shows only part of those that are under way. */
  function expectsCompany(): boolean {
    if (hope > 0) return true;
    lonely = (lonely + 1) % probeEvery;
    return lonely === 0;
  }

  function commit(mine: Batch): void {
    batch = undefined;
    hope = mine.ended > 1 ? hopefulCommits : Math.max(0, hope - 1);
    try {
      connection.control('commit');
    } catch (error) {
      mine.committed.reject(error);
      rollBack();
      forgetUncommittedFrames();
      return;
    }
    mine.committed.resolve();
    onCommit?.(performance.now() - mine.began > longestBatchMs);
  }

  function refuseAll(mine: Batch, error: unknown): void {
    batch = undefined;
    mine.committed.reject(error);
    rollBack();
  }

  function rollBack(): void {
    try {
      if (connection.inTransaction) connection.control('rollback');
    } catch {
      // Closed, or rolled back by itself in between; nothing of it is committed either way.
    }
  }

  /**
   * When the fsync of a commit fails, its frames stand in the write-ahead log, whole. SQLite forgets them, but after a
   * crash before the next commit it would find them and bring the refused units back: so the log is cut off.
   */
  function forgetUncommittedFrames(): void {
    try {
      connection.rows('pragma wal_checkpoint(truncate)', []);
    } catch {
      // The disk is still at fault; the next commit writes over these frames.
    }
  }

  /** The next one in line begins after the event loop had a turn, if somebody waits. */
  function leave(): void {
    if (line.waiting > 0) setImmediate(() => line.leave());
    else line.leave();
  }

  return {
    begin,
    async whileIdle(work) {
      const entered = line.enter();
      if (entered) await entered;
      try {
        if (batch) commit(batch);
        return await work();
      } finally {
        line.leave();
      }
    },
  };
}

/** Undefined when the transaction has begun, else a promise of it. */
function beginImmediate(connection: Connection): Promise<void> | undefined {
  try {
    connection.control('begin immediate');
    return undefined;
  } catch (error) {
    return untilUnlocked(connection, error);
  }
}
async function untilUnlocked(connection: Connection, refusal: unknown): Promise<void> {
  let error = refusal;
  for (const began = performance.now(); performance.now() - began < patienceMs; ) {
    if (!codeOf(error).startsWith('SQLITE_BUSY')) break;
    await delay(10);
    try {
      connection.control('begin immediate');
      return;
    } catch (again) {
      error = again;
    }
  }
  throw error;
}
