// Many people at once, from a table that another program has written.
import {
  Done,
  get,
  Id,
  Language,
  Line,
  Moment,
  pageInput,
  pageOf,
  post,
  raw,
  remove,
  slot,
} from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import type { Because } from './import-reasons.ts';

export const Encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export const Delimiter = z.enum([',', ';', '\t', '|']);
/** By what a person of the file is known again. An address that is new to a known `externalId` changes that person's. */
export const ImportKey = z.enum(['email', 'externalId']);
export type ImportKey = z.infer<typeof ImportKey>;

/** What a column says: `email`, `lastName`, `role`, `field:cohort`. */
const Target = z
  .string()
  .max(60)
  .regex(/^[a-zA-Z]+(?::[a-z0-9_-]+)?$/, 'A name such as email or field:cohort');
export const ImportColumn = z.object({
  header: z.string().describe('As the file has it'),
  target: Target.nullable().describe('Null: the column is left out'),
});
export type ImportColumn = z.infer<typeof ImportColumn>;

const count = z.number().int().min(0);
const Facts = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .describe('What stands in the sentence of the code');
export const ImportCounts = z.object({
  created: count.describe('New here, those with an account elsewhere too'),
  updated: count,
  unchanged: count,
  refused: count,
  suspended: count.describe('Of those created or updated'),
  restored: count,
  removed: count,
  noted: count.describe('Rows that were taken with a remark'),
});
export type ImportCounts = z.infer<typeof ImportCounts>;
export const Import = z.object({
  id: Id,
  name: Line,
  bytes: count,
  state: z.enum(['ready', 'waiting', 'running', 'done', 'failed', 'cancelled']),
  encoding: Encoding,
  delimiter: Delimiter,
  columns: z.array(ImportColumn),
  targets: z.array(z.object({ target: Target, label: z.string().nullable() })).describe('What a column may be'),
  sample: z.array(z.array(z.string())).describe('The first rows; what is secret in them is left out'),
  key: ImportKey,
  dryRun: z.boolean().describe('Nothing was or will be changed'),
  invite: z.boolean(),
  rows: count.describe('Judged so far'),
  fraction: z.number().min(0).max(1).describe('Of the file, judged so far'),
  counts: ImportCounts,
  stopped: z
    .object({ line: count, reason: z.string(), code: z.string(), facts: Facts })
    .nullable()
    .describe('The file could not be read on from this line; rows before it were taken'),
  error: z.string().nullable(),
  kept: z.boolean().describe('Whether the file is still here and can be run'),
  createdAt: Moment,
  finishedAt: Moment.nullable(),
});
export type Import = z.infer<typeof Import>;
export const ImportRemark = z.object({
  line: count,
  refused: z.boolean().describe('False: taken, with this remark'),
  column: z.string().nullable().describe('Header of the column at fault'),
  code: z.string().nullable().describe('Of the reason, where it has one: `no_email`'),
  reason: z.string().describe('In English; `code` and `facts` say it in any language'),
  facts: Facts,
  cells: z.array(z.string()),
});
export type ImportRemark = z.infer<typeof ImportRemark>;

/**
 * A column of the file that another plugin keeps: a role, a password. Cells are trimmed and never empty; `clear` is what a
 * cell holds that empties. A refusal is one of `importReasons`.
 */
export interface ImportedColumn {
  /** `role` */
  readonly target: string;
  /** Headers that mean it, lower-case, letters and digits only. */
  readonly headers: readonly string[];
  /** Never shown, never kept with a refused row. */
  readonly secret?: boolean;
  /** Who imports needs it; asked when the import begins. */
  readonly permission?: string;
  /** @returns the value, nothing when the cell asks for nothing, or why the row cannot be taken */
  read(
    cell: string,
  ): { readonly value: string } | { readonly refused: Because } | { readonly note: Because } | undefined;
  /** Outside the unit of work: hashing. One answer for each value. A column that has it is only for who is new here. */
  prepare?(values: readonly string[]): Promise<readonly string[]>;
  /** In the unit. Those of the people whose value is another one. */
  differing(people: readonly { readonly userId: string; readonly value: string }[]): Promise<ReadonlySet<string>>;
  /** In the unit. */
  write(people: readonly { readonly userId: string; readonly value: string }[]): Promise<void>;
}
export const importedColumnSlot = slot<ImportedColumn>('users.imported-column', 'What else a CSV file says of people');

/** Who mails the newcomers of an import when that was asked for. */
export interface Inviter {
  /** In a unit of work: a mail with a link to come in, in a job. @param site where it leads */
  invite(userId: string, site: string): Promise<void>;
}
export const inviterSlot = slot<Inviter>('users.inviter', 'Mails an invitation to somebody who has an account');

export const noCounts: ImportCounts = {
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  suspended: 0,
  restored: 0,
  removed: 0,
  noted: 0,
};
const sample: Import = {
  id: 'imp-1',
  name: 'autumn.csv',
  bytes: 1_204,
  state: 'ready',
  encoding: 'windows-1252',
  delimiter: ';',
  columns: [
    { header: 'E-Mail', target: 'email' },
    { header: 'Vorname', target: null },
  ],
  targets: [{ target: 'email', label: null }],
  sample: [['ana@example.org', 'Ana']],
  key: 'email',
  dryRun: false,
  invite: false,
  rows: 0,
  fraction: 0,
  counts: noCounts,
  stopped: null,
  error: null,
  kept: true,
  createdAt: '2026-01-12T09:00:00.000Z',
  finishedAt: null,
};

const needs = { permission: 'user.import' } as const;
const one = { importId: Id };
const anImport = { importId: 'imp-1' };

export const bulkOperations = {
  startImport: raw('POST', '/imports', {
    summary: 'Hand in a CSV file of people; nothing is changed yet',
    description: 'The answer is the import, with what was found in the file. `runImport` begins it.',
    needs,
    input: z.object({ name: Line }),
    accepts: ['text/csv', '*/*'],
    produces: ['application/json'],
    limit: 200_000_000,
    errors: [errors.noTable],
    example: { input: { name: 'autumn.csv' }, body: 'email,name\nana@example.org,Ana Ibarra\n' },
  }),
  readImport: post('/imports/:importId/read', {
    summary: 'Read the file of an import another way',
    needs,
    input: z.object({ ...one, encoding: Encoding.optional(), delimiter: Delimiter.optional() }),
    output: Import,
    errors: [errors.noTable, errors.importRuns, errors.importForgotten],
    example: { input: { ...anImport, delimiter: ';' }, output: sample },
  }),
  runImport: post('/imports/:importId/run', {
    summary: 'Create and change the people of the file, or see what would become of each row',
    description:
      'People who are known by the key are changed, the others created; who is not in the file stays as they are. Nobody is mailed unless `invite` says so. Run again it changes nothing that is so already.',
    needs,
    input: z.object({
      ...one,
      dryRun: z.boolean().default(false),
      key: ImportKey.default('email'),
      columns: z
        .array(Target.nullable())
        .max(500)
        .optional()
        .describe('What each column of the file says, in order; as it was found when absent'),
      invite: z.boolean().default(false).describe('Mail everybody who is new here a link to come in'),
      locale: Language.optional().describe('Of those who are new and whose row says none'),
    }),
    output: Import,
    errors: [
      errors.importRuns,
      errors.importForgotten,
      errors.columnUnknown,
      errors.columnTwice,
      errors.noKeyColumn,
      errors.cannotInvite,
    ],
    example: { input: { ...anImport, dryRun: true }, output: { ...sample, state: 'waiting', dryRun: true } },
  }),
  import: get('/imports/:importId', {
    summary: 'How far an import is, and what became of it',
    needs,
    input: z.object(one),
    output: Import,
    example: { input: anImport, output: sample },
  }),
  imports: get('/imports', {
    summary: 'Imports of people, latest first',
    needs,
    input: z.object(pageInput),
    output: pageOf(Import),
    example: { input: {}, output: { items: [sample], next: null } },
  }),
  importReport: get('/imports/:importId/report', {
    summary: 'Rows that were refused, and those taken with a remark, in their order',
    needs,
    input: z.object({ ...one, ...pageInput, refused: z.boolean().optional().describe('Only refused ones') }),
    output: pageOf(ImportRemark),
    example: {
      input: anImport,
      output: {
        items: [
          {
            line: 7,
            refused: true,
            column: 'E-Mail',
            code: 'no_email',
            reason: 'This is no e-mail address.',
            facts: {},
            cells: ['ana@', 'Ana'],
          },
        ],
        next: null,
      },
    },
  }),
  importRefused: raw('GET', '/imports/:importId/refused.csv', {
    summary: 'The refused rows as a CSV file to mend and import again',
    description:
      'The cells of the file and why each row was refused. A cell that a spreadsheet would take for a formula has a quotation mark before it, which an import takes away. Passwords are left out.',
    needs,
    input: z.object(one),
    produces: ['text/csv'],
    example: { input: anImport },
  }),
  cancelImport: post('/imports/:importId/cancel', {
    summary: 'Stop an import; what it has done stays',
    needs,
    input: z.object(one),
    output: Import,
    example: { input: anImport, output: { ...sample, state: 'cancelled' } },
  }),
  removeImport: remove('/imports/:importId', {
    summary: 'Forget an import with its file and its report; the people stay',
    needs,
    input: z.object(one),
    output: Done,
    errors: [errors.importRuns],
    example: { input: anImport, output: { done: true } },
  }),
};
