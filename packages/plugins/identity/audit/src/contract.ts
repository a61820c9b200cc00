// The door of the plugin: what its nouns declare, joined.
import { defineContract } from '@lectern/kit/contract';
import { entryOperations } from './contract/entries.ts';
import { keepingOperations } from './contract/keeping.ts';
import { proofOperations } from './contract/proof.ts';
import { reportOperations } from './contract/report.ts';

export { AuditEntry, AuditKind } from './contract/entries.ts';
export { Hold, Tombstone } from './contract/keeping.ts';
export { Head, Proof, Verdict } from './contract/proof.ts';
export { Report } from './contract/report.ts';

export const auditContract = defineContract({
  id: 'audit',
  summary: 'Who did what, and the proof that the log is whole',
  permissions: {
    'audit.read': { summary: 'Read the log of every change, verify it and prove its entries', roles: [] },
    'audit.export': { summary: 'Take the log out as a file', roles: [] },
    'audit.hold': { summary: 'Keep entries of the log whatever their age', roles: [] },
  },
  operations: { ...entryOperations, ...proofOperations, ...keepingOperations, ...reportOperations },
});
