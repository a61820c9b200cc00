import { id, integer, json, personRef, table, text, time } from '@lectern/kit';

/** Programs that wait for a person to let them in (RFC 8628). Of both codes only a digest is kept. */
export const deviceRequests = table(
  'device_requests',
  {
    /** Digest of the device code, with which the program asks. */
    id: id(),
    /** Keyed digest of the code that the person types: eight letters would be found by trying. */
    userCode: text().notNull(),
    organization: text().notNull(),
    /** What the program says of itself; nobody has checked it. */
    client: text().notNull(),
    machine: text().notNull(),
    permissions: json<readonly string[]>(),
    network: text(),
    state: text().$type<'waiting' | 'allowed' | 'denied'>().notNull(),
    userId: personRef({ onMerge: 'delete', onErase: 'delete', onExport: false }),
    requestedAt: time().notNull(),
    expiresAt: time().notNull(),
    polledAt: time(),
    /** In seconds. */
    interval: integer().notNull(),
  },
  { indexes: [{ on: ['userCode'], unique: true }, { on: ['expiresAt'] }] },
);
