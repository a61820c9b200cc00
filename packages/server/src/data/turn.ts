// SQLite answers on the event loop and its promises resolve as microtasks, so `for (...) await db.one(...)` would keep
// sockets and timers waiting until the loop is through. Whoever works longer than a few milliseconds pauses for a turn.
import { setImmediate } from 'node:timers'; // a test that fakes the global one must not stop the database

/** How long statements may follow each other before the event loop gets a turn. */
const longestTurnMs = 4;

export interface Turn {
  /** A promise of the next turn when this one has lasted too long. */
  pause(): Promise<void> | undefined;
}

export function createTurn(): Turn {
  let began = 0;
  let next: Promise<void> | undefined;
  return {
    pause() {
      if (began === 0) {
        began = performance.now();
        setImmediate(() => {
          began = 0;
        });
        return undefined;
      }
      if (performance.now() - began < longestTurnMs) return undefined;
      next ??= new Promise((resolve) => {
        setImmediate(() => {
          next = undefined;
          began = 0;
          resolve();
        });
      });
      return next;
    },
  };
}
