// Whether the installation is closed for maintenance. It stands in the database, so it outlives a restart and every process
// knows: each reads it again when a request comes and what it knows is older than half a second.
import { type Data, runInScope, type Scope, system } from '@lectern/kit';
import { maintenanceNow, setClosed } from './queries.ts';

export interface Closed {
  readonly since: Date;
  readonly until: Date | null;
  readonly message: string | null;
}
export interface Maintenance {
  /** Undefined while it is open. At once, without a promise, when it is known. */
  now(): Closed | undefined | Promise<Closed | undefined>;
  /** In a unit of work. */
  set(closed: Closed | undefined): Promise<void>;
}

const freshMs = 500;
const kernel: Scope = { actor: system, org: undefined, request: 'maintenance', via: 'kernel' };

export function createMaintenance(data: Data, monotonic: () => number = () => performance.now()): Maintenance {
  let known: Closed | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<Closed | undefined> | undefined;
  async function read(): Promise<Closed | undefined> {
    const began = monotonic();
    known = await runInScope(kernel, () => data.one(maintenanceNow));
    readAt = began;
    return known;
  }
  return {
    now() {
      if (monotonic() - readAt < freshMs) return known;
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
    async set(closed) {
      await setClosed(data, closed);
      data.afterCommit(() => {
        readAt = Number.NEGATIVE_INFINITY;
      });
    },
  };
}

/** Seconds that a client waits before it asks again: until the announced end, ten minutes where none is. RFC 9110, 10.2.3. */
export const retryAfter = ({ until }: Closed, now: Date): number =>
  until && until > now ? Math.min(86_400, Math.ceil((until.getTime() - now.getTime()) / 1_000)) : until ? 60 : 600;
