// The log of the school. Records are written in the units of work they tell of; the chain is made afterwards, aside.
import { bigint, json, personRef, table, text, time } from '@lectern/kit';

/** Who did or was refused what. Ids and digests only: personal data would stand in the way of erasing it. */
export const auditEntries = table(
  'audit_entries',
  {
    id: text().primaryKey(),
    org: text('org_id').notNull(),
    at: time().notNull(),
    actorKind: text().notNull(),
    actor: personRef({ onMerge: 'keep', onErase: 'pseudonym', onExport: 'activity' }).notNull(),
    /** Who acted as the actor. */
    impersonator: personRef({ onMerge: 'keep', onErase: 'pseudonym', onExport: 'activity-as-others' }),
    session: text(),
    via: text().notNull(),
    operation: text().notNull(),
    /** `done`, or the code of the problem. */
    outcome: text().notNull(),
    /** The resource the permission was asked on. */
    target: text(),
    /** Ids in the input, and a keyed digest of all of it. */
    facts: json<Readonly<Record<string, string>>>().notNull(),
    request: text().notNull(),
    /** Set once, when it is sealed: see chain.ts. */
    position: bigint(),
    hash: text(),
  },
  {
    indexes: [
      { on: ['org', 'at'] },
      { on: ['actor', 'at'] },
      { on: ['org', 'position'], unique: true, where: 'position is not null' },
      { on: ['org', 'id'], where: 'position is null' },
    ],
  },
);

/** The end of each organization's chain: a chain that was cut short does not reach it. */
export const auditHeads = table('audit_heads', {
  org: text('org_id').primaryKey(),
  position: bigint().notNull(),
  hash: text().notNull(),
});
