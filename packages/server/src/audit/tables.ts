// The log of the school. Entries are written in the units of work they tell of; the tree over them is made afterwards, aside.
import { type AnyTable, bigint, integer, json, personRef, table, text, time } from '@lectern/kit';
import type { Origin } from './leaf.ts';

/** Empty but inside the unit of work that removes entries: see removal.ts. */
export const auditGate = table('audit_gate', { id: text().primaryKey() });
const openedBy = auditGate as unknown as AnyTable;

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
    /** Not in the leaf, which holds its digest: goes when the person is erased. */
    origin: json<Origin>(),
    originDigest: text(),
    operation: text().notNull(),
    /** As what an auditor counts it. */
    kind: text(),
    /** `done`, or the code of the problem. */
    outcome: text().notNull(),
    /** The resource the permission was asked on, or whom the call was about. */
    target: text(),
    facts: json<Readonly<Record<string, string>>>().notNull(),
    request: text().notNull(),
    /** Its leaf in the tree, from 1. Set once, when it is sealed. */
    position: bigint(),
  },
  {
    guarded: 'org',
    permanent: { once: ['position'], openedBy },
    indexes: [
      // Of what is sealed, so that a change does not pay for them: hundreds of entries come into them at once, aside.
      { on: ['org', 'at'], where: 'position is not null' },
      { on: ['actor', 'at'], where: 'position is not null' },
      { on: ['impersonator', 'at'], where: 'impersonator is not null and position is not null' },
      { on: ['org', 'operation', 'at'], where: 'position is not null' },
      { on: ['org', 'target', 'at'], where: 'target is not null and position is not null' },
      { on: ['session', 'at'], where: 'session is not null and position is not null' },
      { on: ['org', 'position'], unique: true, where: 'position is not null' },
      { on: ['org', 'id'], where: 'position is null' },
    ],
  },
);

/** The end of each organization's log, signed whenever it grows. Whoever seals holds the row. */
export const auditLogs = table(
  'audit_logs',
  {
    org: text('org_id').primaryKey(),
    size: bigint().notNull(),
    /** Perfect subtrees, the largest first: the root and all that grows follow from them. */
    frontier: json<readonly string[]>().notNull(),
    at: time().notNull(),
    key: text().notNull(),
    signature: text().notNull(),
  },
  { guarded: 'org' },
);

/**
 * Perfect subtrees of a height that 4 divides: leaves, sixteen leaves, 256... What lies between is computed from at most
 * eight of them, so the tree costs a fifteenth more rows than there are entries, not as many again.
 */
export const auditNodes = table(
  'audit_nodes',
  {
    org: text('org_id').notNull(),
    height: integer().notNull(),
    /** Among those of its height, from 0. */
    place: bigint().notNull(),
    hash: text().notNull(),
  },
  { key: ['org', 'height', 'place'], guarded: 'org', permanent: { once: [], openedBy } },
);

/** Heads that were kept on the way. */
export const auditHeads = table(
  'audit_heads',
  {
    org: text('org_id').notNull(),
    size: bigint().notNull(),
    root: text().notNull(),
    at: time().notNull(),
    key: text().notNull(),
    signature: text().notNull(),
  },
  { key: ['org', 'size', 'key'], guarded: 'org', permanent: { once: [], openedBy } },
);

/** What the school says of the log under its signature: entries were removed; a log of another school was taken over. */
export const auditStatements = table(
  'audit_statements',
  {
    id: text().primaryKey(),
    org: text('org_id').notNull(),
    at: time().notNull(),
    actor: personRef({ onMerge: 'keep', onErase: 'pseudonym', onExport: false }).notNull(),
    body: json<Statement>().notNull(),
    key: text().notNull(),
    signature: text().notNull(),
  },
  { guarded: 'org', permanent: { once: [], openedBy }, indexes: [{ on: ['org', 'id'] }] },
);
export type Statement = Removed | Adopted;
export interface Removed {
  readonly kind: 'removed';
  readonly reason: 'retention' | 'organization erased';
  readonly olderThan: string;
  /** First and last position of each. */
  readonly runs: readonly (readonly [number, number])[];
  /** The head it had, and the subtrees the root is made of. */
  readonly size: number;
  readonly root: string;
  readonly frontier: readonly string[];
}
export interface Adopted {
  readonly kind: 'adopted';
  /** Signed until then with this key. */
  readonly from: string;
  readonly size: number;
  readonly root: string;
}

export const auditHolds = table(
  'audit_holds',
  {
    id: text().primaryKey(),
    org: text('org_id').notNull(),
    person: personRef({ onMerge: 'keep', onErase: 'pseudonym', onExport: false }),
    target: text(),
    reason: text().notNull(),
    setBy: personRef({ onMerge: 'keep', onErase: 'pseudonym', onExport: false }).notNull(),
    setAt: time().notNull(),
    releasedBy: personRef({ onMerge: 'keep', onErase: 'pseudonym', onExport: false }),
    releasedAt: time(),
  },
  { guarded: 'org', indexes: [{ on: ['org', 'setAt'] }] },
);
