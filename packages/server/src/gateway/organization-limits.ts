// How often organizations as a whole may ask: a number of the installation for each, and for some of them their own. Few rows,
// all of them read again when a request comes and what is known is older than two seconds.
import { type Data, runInScope, type Scope, system } from '@lectern/kit';
import { allLimits, dropLimit, setLimit } from './queries.ts';

export interface OrganizationLimits {
  /** Undefined for none. At once, without a promise, when it is known. */
  of(organization: string): number | undefined | Promise<number | undefined>;
  /** Those that differ from the installation's. */
  all(): Promise<readonly { readonly organization: string; readonly requestsPerMinute: number }[]>;
  /** In a unit of work. Null for the installation's. */
  set(organization: string, requestsPerMinute: number | null): Promise<void>;
}
const freshMs = 2_000;
const kernel: Scope = { actor: system, org: undefined, request: 'limits', via: 'kernel' };

/** @param each of the installation; none when 0 or undefined */
export function createOrganizationLimits(data: Data, each: number | undefined): OrganizationLimits {
  let known = new Map<string, number>();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  async function read(): Promise<void> {
    const began = performance.now();
    const rows = await runInScope(kernel, () => data.all(allLimits));
    known = new Map(rows.map((row) => [row.organization, row.requestsPerMinute]));
    readAt = began;
  }
  const now = (organization: string) => known.get(organization) ?? (each || undefined);
  return {
    of(organization) {
      if (performance.now() - readAt < freshMs) return now(organization);
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading.then(() => now(organization));
    },
    all: () => data.all(allLimits),
    async set(organization, requestsPerMinute) {
      if (requestsPerMinute === null) await data.run(dropLimit, { organization });
      else await data.run(setLimit, { organization, requestsPerMinute });
      data.afterCommit(() => {
        readAt = Number.NEGATIVE_INFINITY;
      });
    },
  };
}
