// How somebody belongs to the school.
import { Moment } from '@lectern/kit/contract';
import { z } from 'zod';

/** Suspended: stays with all they have, and may do nothing. Removed: the same, until it is deleted for good. */
export const MembershipState = z.enum(['active', 'suspended', 'removed']);
export type MembershipState = z.infer<typeof MembershipState>;
export const Membership = z.object({
  state: MembershipState,
  joinedAt: Moment,
  changedAt: Moment.describe('When the state last changed'),
});
export type Membership = z.infer<typeof Membership>;
