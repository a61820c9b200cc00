// How much of the installation the school may use.
import { get, Nothing, slot } from '@lectern/kit/contract';
import { z } from 'zod';

export const QuotaKind = z.enum(['people', 'bytes', 'minutes']);
export type QuotaKind = z.infer<typeof QuotaKind>;
const Limit = z.number().int().min(0).nullable();
export const Limits = z.object({
  people: Limit.describe('Members who are not removed'),
  bytes: Limit.describe('Of files'),
  minutes: Limit.describe('Of films made ready, in a month'),
});
export type Limits = z.infer<typeof Limits>;
const Quota = z.object({ kind: QuotaKind, limit: Limit, used: z.number() });
export type Quota = z.infer<typeof Quota>;

/** Counts what the organization of the scope has used. */
export interface Meter {
  readonly kind: QuotaKind;
  used(): Promise<number>;
}
export const meterSlot = slot<Meter>('organizations.meter', 'Counts what of a limit an organization has used');

export const quotaOperations = {
  quotas: get('/quotas', {
    summary: 'What the school may use, and has used',
    needs: { permission: 'organization.write' },
    input: Nothing,
    output: z.object({ items: z.array(Quota) }),
    example: { input: {}, output: { items: [{ kind: 'people', limit: 200, used: 37 }] } },
  }),
};
