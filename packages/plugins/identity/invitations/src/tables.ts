import { id, integer, json, personRef, tenantTable, text, time } from '@lectern/kit';
import type { Into } from './contract.ts';

/**
 * Open ones; a mail's goes when it is accepted. The token of its link is made from id and version with the school's key:
 * nothing that opens a door lies here, and whoever may invite can be shown a link again.
 */
export const invitations = tenantTable(
  'invitations',
  {
    id: id(),
    kind: text().$type<'mail' | 'link'>().notNull(),
    /** Of a mail. */
    email: text(),
    role: text(),
    into: json<readonly Into[]>().notNull(),
    /** How many may come by it, and how many have. */
    places: integer().notNull(),
    taken: integer().notNull(),
    /** The link by which this address was asked for: a place of it goes when this one is accepted. */
    via: text(),
    invitedBy: personRef({ onMerge: 'move', onErase: 'clear', onExport: 'invitations' }),
    sentAt: time(),
    createdAt: time().notNull(),
    expiresAt: time().notNull(),
  },
  {
    indexes: [{ on: ['org', 'id'] }, { on: ['org', 'email'], unique: true }, { on: ['expiresAt'] }],
  },
);
