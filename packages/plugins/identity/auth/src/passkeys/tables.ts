import { bigint, boolean, id, json, personRef, table, text, time } from '@lectern/kit';

/** Of a passkey only what is public is here: its private half never leaves its device. */
export const passkeys = table(
  'passkeys',
  {
    id: id(),
    userId: personRef({ onMerge: 'delete', onErase: 'delete', onExport: 'passkeys' }).notNull(),
    /** The relying party's id (WebAuthn, 5.1.2): the host it was made at, and the only one it signs in to. */
    host: text().notNull(),
    /** Base64url, as browsers write it. */
    credential: text().notNull(),
    /** COSE_Key (RFC 9052), base64url. */
    publicKey: text().notNull(),
    counter: bigint().notNull(),
    transports: json<readonly string[]>().notNull(),
    name: text().notNull(),
    synced: boolean().notNull(),
    createdAt: time().notNull(),
    lastUsedAt: time(),
  },
  { indexes: [{ on: ['credential'], unique: true }, { on: ['userId'] }] },
);
