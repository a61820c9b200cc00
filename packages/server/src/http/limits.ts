// How often one caller may ask: so many requests a minute for each person, and for each address of visitors. Counted in
// this process; several processes count each for itself.
import { isIPv6 } from 'node:net';
import { kernelProblems, Refusal } from '@lectern/kit';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const windowSeconds = 60;

/** What is told of a quota: RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10), and Retry-After. */
export type LimitHeaders = Readonly<Record<string, string>>;
export interface Limits {
  /** Counts one request. @throws TooMany when the minute's are used up */
  take(caller: string): Promise<LimitHeaders>;
}

/** Carries the headers of the answer that says so. */
export class TooMany extends Refusal {
  readonly headers: LimitHeaders;
  constructor(headers: LimitHeaders, quota: number, seconds: number) {
    super(kernelProblems.tooMany, {
      detail: `${quota} requests a minute are allowed. Go on in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
      facts: { retryAfter: seconds },
    });
    this.headers = headers;
  }
}

/** @param quota requests a minute; undefined or 0 when there is no limit */
export function createLimits(quota: number | undefined): Limits | undefined {
  if (!quota) return undefined;
  const counter = new RateLimiterMemory({ points: quota, duration: windowSeconds });
  const policy = `"minute";q=${quota};w=${windowSeconds}`;
  const headersOf = ({ remainingPoints, msBeforeNext }: RateLimiterRes): LimitHeaders => ({
    'ratelimit-policy': policy,
    ratelimit: `"minute";r=${remainingPoints};t=${Math.ceil(msBeforeNext / 1000)}`,
  });
  return {
    take: async (caller) => {
      try {
        return headersOf(await counter.consume(caller));
      } catch (full) {
        if (!(full instanceof RateLimiterRes)) throw full;
        const seconds = Math.max(1, Math.ceil(full.msBeforeNext / 1000));
        throw new TooMany({ ...headersOf(full), 'retry-after': String(seconds) }, quota, seconds);
      }
    },
  };
}

/** Whom a visitor's address stands for: one machine, or with IPv6 the network of one household (its first 64 bits). */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  return [...groups, ...Array<string>(missing).fill('0'), ...(tail?.split(':') ?? [])].slice(0, 4).join(':');
}
