// Who may ask at all just now: how often they did already, and whether the school is closed. At once wherever everything is
// known, which is nearly always: a promise costs a request 1 µs of its hundred.
import { kernelProblems, networkOf } from '@lectern/kit';
import { type Closed, type Maintenance, retryAfter } from '../gateway/maintenance.ts';
import type { Known } from '../kernel/access.ts';
import type { Inbound, Mounted } from '../pipeline/pipeline.ts';
import type { LimitHeaders, Limits, Quota } from './limits.ts';
import { Refused } from './refused.ts';

type Asking = Pick<Inbound, 'address' | 'organization'>;
export interface Admission {
  /** Counts the request. @returns what is told of quotas. @throws Refused 429 or 503, with headers */
  admit(
    mounted: Pick<Mounted, 'operation'>,
    known: Known | undefined,
    inbound: Asking,
  ): LimitHeaders | Promise<LimitHeaders>;
}
export interface AdmissionParts {
  readonly limits: Limits;
  /** Requests a minute of each person, service account and visitor's network; none when 0 or undefined. */
  readonly each: number | undefined;
  /** Of an organization as a whole; undefined for none. */
  readonly ofOrganization: (organization: string) => number | undefined | Promise<number | undefined>;
  readonly maintenance: Maintenance;
  /** Who comes in although it is closed. */
  readonly mayEnter: (known: Known) => Promise<boolean>;
  readonly now: () => Date;
}

export function createAdmission({
  limits,
  each,
  ofOrganization,
  maintenance,
  mayEnter,
  now,
}: AdmissionParts): Admission {
  function quotasOf(known: Known | undefined, { address }: Asking, org: string | undefined, ofAll: number | undefined) {
    const quotas: Quota[] = [];
    if (known) {
      const { actor, key } = known.identity;
      if (key?.requestsPerMinute) quotas.push({ policy: 'key', of: key.id, quota: key.requestsPerMinute });
      if (each) quotas.push({ policy: actor.kind === 'service' ? 'account' : 'person', of: actor.id, quota: each });
    } else if (each && address !== undefined) quotas.push({ policy: 'address', of: networkOf(address), quota: each });
    if (org !== undefined && ofAll) quotas.push({ policy: 'organization', of: org, quota: ofAll });
    return quotas;
  }
  async function assertMayEnter(closed: Closed, known: Known | undefined, told: LimitHeaders): Promise<LimitHeaders> {
    if (known && (await mayEnter(known))) return told;
    throw new Refused({ ...told, 'retry-after': String(retryAfter(closed, now())) }, kernelProblems.maintenance, {
      ...(closed.message !== null && { detail: closed.message }),
      facts: { since: closed.since.toISOString(), ...(closed.until && { until: closed.until.toISOString() }) },
    });
  }

  return {
    admit: ({ operation }, known, inbound) =>
      after(known ? known.identity.org : inbound.organization(), (org) =>
        after(org === undefined ? undefined : ofOrganization(org), (ofAll) => {
          const quotas = quotasOf(known, inbound, org, ofAll);
          const told = quotas.length > 0 ? limits.take(quotas) : {};
          if (operation.spec.inMaintenance) return told;
          return after(maintenance.now(), (closed) => (closed ? assertMayEnter(closed, known, told) : told));
        }),
      ),
  };
}

const after = <T, U>(value: T | Promise<T>, next: (value: T) => U | Promise<U>): U | Promise<U> =>
  value instanceof Promise ? value.then(next) : next(value);
