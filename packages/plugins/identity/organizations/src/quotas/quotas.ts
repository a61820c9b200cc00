// What an organization may use. Limits are set from above it; what is used is counted, never added up aside, so that no
// counter can drift from what is there.
import { type Context, refuse } from '@lectern/kit';
import { errors } from '../contract/errors.ts';
import { type Limits, meterSlot, type Quota, type QuotaKind } from '../contract/quotas.ts';
import { countPeople, holdLimits, limitsOf } from './queries.ts';

export interface Quotas {
  /** See `OrganizationsService`. */
  room(kind: QuotaKind, more: number): Promise<void>;
  /** Of the organization of the scope. */
  all(): Promise<Quota[]>;
}
const unlimited: Limits = { people: null, bytes: null, minutes: null };
const nouns: Record<QuotaKind, string> = {
  people: 'people',
  bytes: 'bytes of files',
  minutes: 'minutes of film a month',
};

export function createQuotas(ctx: Context): Quotas {
  const { data } = ctx;
  const here = () => ({ id: ctx.scope().org ?? '' });

  async function used(kind: QuotaKind): Promise<number> {
    if (kind === 'people') return (await data.one(countPeople))?.count ?? 0;
    return (
      (await ctx
        .fills(meterSlot)
        .find((meter) => meter.kind === kind)
        ?.used()) ?? 0
    );
  }
  return {
    async room(kind, more) {
      // Most have no limit, and their people are not made to wait for each other.
      if (((await data.one(limitsOf, here())) ?? unlimited)[kind] === null) return;
      const limit = ((await data.one(holdLimits, here())) ?? unlimited)[kind];
      if (limit === null) return;
      const now = await used(kind);
      if (now + more <= limit) return;
      refuse(errors.quotaReached, {
        detail: `This takes ${more} and the school has ${now} of the ${limit} ${nouns[kind]} that were set for it. Whoever runs the installation can raise that.`,
        facts: { kind, limit, used: now, asked: more },
      });
    },
    async all() {
      const limits = (await data.one(limitsOf, here())) ?? unlimited;
      const kinds: QuotaKind[] = ['people', 'bytes', 'minutes'];
      return Promise.all(kinds.map(async (kind) => ({ kind, limit: limits[kind], used: await used(kind) })));
    },
  };
}
