import { bigint, boolean, fileRef, id, integer, json, personRef, tenantTable, text, time } from '@lectern/kit';
import type { Facts } from '../contract/import-reasons.ts';
import type { Import, ImportColumn, ImportCounts, ImportKey } from '../contract.ts';

/** Who a person is to another program of the organization: Moodle's `idnumber`, OneRoster's `sourcedId`. */
export const externalIds = tenantTable(
  'external_ids',
  {
    user: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: 'external-ids' }).notNull(),
    externalId: text().notNull(),
  },
  { key: ['org', 'user'], indexes: [{ on: ['org', 'externalId'], unique: true }] },
);

export const personImports = tenantTable(
  'person_imports',
  {
    id: id(),
    name: text().notNull(),
    startedBy: personRef({ onMerge: 'move', onErase: 'clear', onExport: 'person-imports' }),
    /** Forgotten when the people are there, because it may hold passwords. */
    file: fileRef(),
    bytes: bigint().notNull(),
    encoding: text().$type<Import['encoding']>().notNull(),
    delimiter: text().$type<Import['delimiter']>().notNull(),
    columns: json<ImportColumn[]>().notNull(),
    sample: json<string[][]>().notNull(),
    /** `started` until it is done; how its job is, the job says. */
    state: text().$type<'ready' | 'started' | 'done' | 'cancelled'>().notNull(),
    job: text(),
    key: text().$type<ImportKey>().notNull(),
    dryRun: boolean().notNull(),
    invite: boolean().notNull(),
    /** Where links in mails lead. */
    site: text(),
    locale: text(),
    /** Targets of columns that whoever began it may write. */
    granted: json<string[]>().notNull(),
    /** Rows below the header that are judged: where it goes on when its process was killed. */
    rows: integer().notNull(),
    /** Of the file, about. */
    bytesRead: bigint().notNull(),
    counts: json<ImportCounts>().notNull(),
    stopped: json<NonNullable<Import['stopped']>>(),
    createdAt: time().notNull(),
    finishedAt: time(),
  },
  // A list of people on their way in, which may hold passwords.
  { indexes: [{ on: ['org', 'id'] }], travels: 'no' },
);

/** Rows that were refused, or taken with a remark. They go with the import. */
export const importRemarks = tenantTable(
  'person_import_remarks',
  {
    import: text().notNull(),
    line: integer().notNull(),
    /** A row may have several remarks. */
    place: integer().notNull(),
    refused: boolean().notNull(),
    column: text(),
    code: text(),
    reason: text().notNull(),
    facts: json<Facts>().notNull(),
    cells: json<string[]>().notNull(),
  },
  { key: ['import', 'line', 'place', 'org'], references: { import: [personImports, 'id'] }, travels: 'no' },
);
