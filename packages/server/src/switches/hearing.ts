// What was switched off and set for the whole installation, here or in another process: known within a second everywhere.
import type { Logger } from '@lectern/kit';
import type { Clock } from '../jobs/clock.ts';

export interface Hearing {
  /** Undefined when it was read at least once; else a promise of it. */
  once(): Promise<void> | undefined;
  start(): Promise<void>;
  stop(): void;
}
const everyMs = 1_000;

export function createHearing(
  sources: readonly { refresh(): Promise<unknown> }[],
  { clock, log }: { readonly clock: Clock; readonly log: Pick<Logger, 'warn'> },
): Hearing {
  let heard = false;
  let stopped = false;
  async function hear(): Promise<void> {
    for (const source of sources) await source.refresh();
    heard = true;
  }
  const listen = () =>
    clock.after(everyMs, () => {
      if (!stopped)
        void hear()
          .catch((error: unknown) =>
            log.warn('what is switched off and set here could not be read', { error: String(error) }),
          )
          .then(listen);
    });
  return {
    once: () => (heard ? undefined : hear()),
    async start() {
      await hear();
      listen();
    },
    stop() {
      stopped = true;
    },
  };
}
