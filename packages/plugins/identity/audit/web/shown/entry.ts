import type { AuditListOutput } from '@lectern/sdk';

export type Entry = AuditListOutput['items'][number];
