// What other plugins may join.
import { publishedView, text, time } from '@lectern/kit';
import type { MembershipState } from './contract.ts';

/** Who belongs to the organization and may act in it. */
export const members = publishedView(
  'members',
  { userId: text().notNull() },
  { select: "select user_id, org_id from memberships where state = 'active'", tenant: true },
);

/** Everybody who belongs or belonged to the organization, for lists that show in which state they are. */
export const roster = publishedView(
  'roster',
  {
    userId: text().notNull(),
    state: text().$type<MembershipState>().notNull(),
    joinedAt: time().notNull(),
    changedAt: time().notNull(),
  },
  { select: 'select user_id, org_id, state, joined_at, changed_at from memberships', tenant: true },
);

/**
 * Of one person, in which organizations they are, in whatever state. Row-level security shows only the organization of the
 * scope, so it is read in the kernel's own.
 */
export const belongings = publishedView(
  'belongings',
  { userId: text().notNull(), organization: text().notNull(), state: text().notNull() },
  { select: 'select user_id, org_id as organization, state from memberships', tenant: false },
);
