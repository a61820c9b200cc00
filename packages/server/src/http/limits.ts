// How often one caller may ask in a minute. Several quotas hold at once: of the key, of the person or service account behind
// it, of a visitor's network, and of the organization as a whole. A minute begins with the clock's, the same in every
// process, so that counts of several processes can be added up (shared-counts.ts).
import { kernelProblems } from '@lectern/kit';
import { Refused } from './refused.ts';

const windowMs = 60_000;

/** What is told of quotas: RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10), and Retry-After. */
export type LimitHeaders = Readonly<Record<string, string>>;
export type Policy = 'key' | 'person' | 'account' | 'address' | 'organization';
export interface Quota {
  readonly policy: Policy;
  /** Whose it is: an id, or a network. */
  readonly of: string;
  /** Requests a minute. */
  readonly quota: number;
}
export interface Limits {
  /** Counts one request against all of these, or against none. @throws TooMany naming the first that is used up */
  take(quotas: readonly Quota[]): LimitHeaders;
  readonly counter: Counter;
}
export interface Counter {
  /** Of the running minute, in this process and as far as it has heard of others. */
  count(caller: string): number;
  /** What this process has counted since it was last asked; `told` puts it right by what all processes have. */
  taken(): { readonly minute: number; readonly counts: ReadonlyMap<string, number> };
  told(minute: number, totals: Iterable<{ readonly caller: string; readonly count: number }>): void;
}

export class TooMany extends Refused {
  constructor(headers: LimitHeaders, { policy, quota }: Quota, seconds: number) {
    super(headers, kernelProblems.tooMany, {
      detail: `${whose[policy]} ${quota} requests a minute. Go on in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
      facts: { retryAfter: seconds, policy, quota },
    });
  }
}
const whose: Readonly<Record<Policy, string>> = {
  key: 'This key is for',
  person: 'A person is allowed',
  account: 'A service account is allowed',
  address: 'A network address is allowed',
  organization: 'All of the school together are allowed',
};

interface Counts extends Counter {
  add(callers: readonly string[]): void;
}
/** Forgets everything at the turn of the minute. */
function createCounter(now: () => number): Counts {
  let minute = -1;
  let counts = new Map<string, number>();
  let fresh = new Map<string, number>();
  const turn = () => {
    const current = Math.floor(now() / windowMs);
    if (current === minute) return;
    minute = current;
    counts = new Map();
    fresh = new Map();
  };
  return {
    count(caller) {
      turn();
      return counts.get(caller) ?? 0;
    },
    add(callers) {
      turn();
      for (const caller of callers) {
        counts.set(caller, (counts.get(caller) ?? 0) + 1);
        fresh.set(caller, (fresh.get(caller) ?? 0) + 1);
      }
    },
    taken() {
      turn();
      const since = { minute, counts: fresh };
      fresh = new Map();
      return since;
    },
    told(of, totals) {
      turn();
      if (of !== minute) return;
      // What came in here while the others were asked is in nobody's total yet.
      for (const { caller, count } of totals) counts.set(caller, count + (fresh.get(caller) ?? 0));
    },
  };
}

/** @param now milliseconds since 1970, by the wall: another process must see the same minute */
export function createLimits(now: () => number = Date.now): Limits {
  const counter = createCounter(now);
  const headersOf = (quotas: readonly Quota[], seconds: number): LimitHeaders => ({
    'ratelimit-policy': quotas.map(({ policy, quota }) => `"${policy}";q=${quota};w=60`).join(', '),
    ratelimit: quotas
      .map(
        ({ policy, of, quota }) =>
          `"${policy}";r=${Math.max(0, quota - counter.count(`${policy} ${of}`))};t=${seconds}`,
      )
      .join(', '),
  });
  return {
    counter,
    take(quotas) {
      const seconds = Math.max(1, Math.ceil((windowMs - (now() % windowMs)) / 1_000));
      const full = quotas.find(({ policy, of, quota }) => counter.count(`${policy} ${of}`) >= quota);
      if (full) throw new TooMany({ ...headersOf(quotas, seconds), 'retry-after': String(seconds) }, full, seconds);
      counter.add(quotas.map(({ policy, of }) => `${policy} ${of}`));
      return headersOf(quotas, seconds);
    },
  };
}
