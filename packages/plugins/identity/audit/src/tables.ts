import { bigint, id, json, personRef, tenantTable, text, time } from '@lectern/kit';
import type { Verdict } from './contract.ts';

/** When the log was gone through, by whom, and up to which head. The log itself is the kernel's. */
export const verifications = tenantTable(
  'audit_verifications',
  {
    id: id(),
    at: time().notNull(),
    verifiedBy: personRef({ onMerge: 'keep', onErase: 'pseudonym', onExport: false }).notNull(),
    verified: bigint().notNull(),
    size: bigint().notNull(),
    root: text(),
    fault: json<NonNullable<Verdict['fault']>>(),
  },
  { indexes: [{ on: ['org', 'at'] }] },
);
