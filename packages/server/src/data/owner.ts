// One process owns a school's file: two that write freeze each other's event loop for the whole busy timeout. The lock
// is the operating system's, on a side file, so it vanishes with a process that was killed; a pid file alone would not.
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { codeOf } from './faults.ts';

export interface Holder {
  readonly pid: number;
  /** ISO 8601. */
  readonly since: string;
}
export type Claim =
  | { readonly granted: true; release(): void }
  /** The holder is unknown for the moment between its taking the lock and its writing down who it is. */
  | { readonly granted: false; readonly holder: Holder | undefined };

/**
 * Claims a SQLite file for this process, without waiting. Beside the file lie `<file>.owner`, which carries the lock, and
 * `<file>.owner.json`, which says who holds it: reading and closing the locked file itself would drop the lock (POSIX).
 */
export function claimOwnership(file: string): Claim {
  const path = `${realPath(file)}.owner`;
  const note = `${path}.json`;
  const lock = new Sqlite(path, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!codeOf(error).startsWith('SQLITE_BUSY')) throw error;
    return { granted: false, holder: holderIn(note) };
  }
  held.add(lock);
  const holder: Holder = { pid: process.pid, since: new Date().toISOString() };
  writeFileSync(note, JSON.stringify(holder), { mode: 0o600 });
  return {
    granted: true,
    release() {
      if (!lock.open) return;
      rmSync(note, { force: true }); // first: after the lock is gone it may be the next holder's
      held.delete(lock);
      lock.close();
    },
  };
}

/** A connection that nobody can reach any more is closed by the garbage collector, and its lock with it. */
const held = new Set<Sqlite.Database>();

/** Two names of one folder or file must meet in one lock. */
const realPath = (file: string) =>
  existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));

function holderIn(note: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(note, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** @throws AlreadyOpenError: two processes that write one SQLite file stop each other for seconds at a time */
export function own(file: string): { release(): void } {
  mkdirSync(dirname(file), { recursive: true });
  const claim = claimOwnership(file);
  if (!claim.granted) throw new AlreadyOpenError(file, claim.holder?.pid);
  return claim;
}
export class AlreadyOpenError extends Error {
  constructor(file: string, pid: number | undefined) {
    super(
      `${file} is open in another process${pid === undefined ? '' : ` (${pid})`}. Stop that one first, or use its command line: it answers while it runs.`,
    );
    this.name = 'AlreadyOpenError';
  }
}
