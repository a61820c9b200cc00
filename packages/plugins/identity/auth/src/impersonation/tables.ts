import { id, personRef, table, text, time } from '@lectern/kit';

/** Who looked at the school as whom, from when to when, and why. A fact that stays: the person may see it. */
export const impersonations = table(
  'impersonations',
  {
    id: id(),
    /** Of the person looked at, in `sessions`, while it lasts. */
    session: text().notNull(),
    /** The one that the impersonator came from, in `sessions`: kept aside under a name that no token has. */
    ownSession: text().notNull(),
    organization: text().notNull(),
    userId: personRef({ onMerge: 'move', onErase: 'delete', onExport: 'looked-at' }).notNull(),
    impersonator: personRef({ onMerge: 'move', onErase: 'pseudonym', onExport: 'looked-at-others' }).notNull(),
    reason: text().notNull(),
    startedAt: time().notNull(),
    /** At the latest. */
    until: time().notNull(),
    endedAt: time(),
  },
  { indexes: [{ on: ['session'], unique: true }, { on: ['userId', 'organization', 'startedAt'] }, { on: ['until'] }] },
);
