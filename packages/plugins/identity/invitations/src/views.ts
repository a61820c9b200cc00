import { publishedView, text } from '@lectern/kit';

/**
 * Where an invitation is from: whoever opens one is in no organization yet. Row-level security shows only the organization
 * of the scope, so it is read in the kernel's own.
 */
export const invitationHomes = publishedView(
  'invitation_homes',
  { id: text().notNull(), organization: text().notNull() },
  { select: 'select id, org_id as organization from invitations', tenant: false },
);
