// Moving the write-ahead log into the file takes SQLite 10 to 30 ms per thousand pages, and it does so inside a commit,
// on the event loop. Here a reader thread does it beside the writer; the commit's own checkpoint stays as a backstop for
// a log that grows faster than that, when little is left to move.
import type { Connection } from './connection.ts';

export interface CheckpointOptions {
  readonly connection: Connection;
  /** Runs a passive checkpoint on another thread. */
  readonly checkpoint: () => Promise<void>;
  /** Log to move, in pages of 4 kB. */
  readonly pages?: number;
}

/** Asking how long the log is costs 24 µs. */
const commitsPerLook = 64;
const backstopPages = 16_000;

/** @returns what to call after every commit, with whether it was a large one */
export function createCheckpoints({
  connection,
  checkpoint,
  pages = 1_000,
}: CheckpointOptions): (large: boolean) => void {
  connection.exec(`pragma wal_autocheckpoint = ${backstopPages}`);
  let commits = 0;
  let running = false;
  const pending = (): number => {
    try {
      const [state] = connection.rows('pragma wal_checkpoint(noop)', []);
      return Number(state?.log) - Number(state?.checkpointed);
    } catch {
      return 0; // asked after a commit that stands, whatever ails the disk now
    }
  };
  return (large) => {
    if (running || (++commits % commitsPerLook !== 0 && !large) || pending() < pages) return;
    running = true;
    checkpoint()
      .catch(() => {}) // closed meanwhile, or the disk is at fault, which commits will tell
      .finally(() => {
        running = false;
      });
  };
}
