// Reading the log.
import { get, Id, Moment, pageInput, pageOf, raw } from '@lectern/kit/contract';
import { z } from 'zod';
import { reading } from './permissions.ts';

export const AuditKind = z.enum(['sign-in', 'access', 'export', 'erasure']);
const Named = z.object({ id: z.string(), name: z.string().nullable().describe('Of who is still here') });
const Thing = Named.extend({
  type: z
    .string()
    .nullable()
    .describe('`user`, `course`, `team`, `role`; null where nothing here is called so any more'),
});

export const AuditEntry = z.object({
  id: Id,
  position: z.number().int().nullable().describe('In the log, from 1; null for less than a second'),
  at: Moment,
  actor: Named.extend({ kind: z.enum(['person', 'service', 'system', 'anonymous']) }),
  impersonator: Named.nullable().describe('The person who acted as the actor'),
  session: z.string().nullable().describe('By which calls that belong together are found'),
  via: z.enum(['http', 'process', 'command-line', 'job', 'event', 'kernel']),
  address: z.string().nullable().describe('Where the call came from, as coarse as the school keeps it'),
  operation: z.string(),
  kind: AuditKind.nullable().describe('As what an audit counts it; null for an ordinary change'),
  outcome: z.string().describe('`done`, or the code of the problem that refused it'),
  target: Thing.nullable().describe('Whom or what it was about'),
  others: z.array(Thing).describe('Whom or what else its facts name, as far as it is still here'),
  facts: z
    .record(z.string(), z.string())
    .describe(
      'Ids in the input and in its path, and `made`, of what came into being; what the operation tells (`role`, `permission`); `digest`, keyed, of all of it; `writes` and `written`, how many statements changed something and a keyed digest of them; `before` and `after`, versions of an authored thing',
    ),
  request: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const moment = '2026-02-04T19:02:00.000Z';
export const entry: AuditEntry = {
  id: 'aud-1',
  position: 412,
  at: moment,
  actor: { kind: 'person', id: 'usr-1', name: 'Ana Torres' },
  impersonator: null,
  session: null,
  via: 'http',
  address: '203.0.113.0/24',
  operation: 'courses.publish',
  kind: null,
  outcome: 'done',
  target: { id: 'crs-1', type: 'course', name: 'Reading maps' },
  others: [],
  facts: { courseId: 'crs-1', digest: 'Zm9v' },
  request: 'req-1',
};

const short = z.string().min(1).max(100);
const filters = {
  actor: short
    .optional()
    .describe('Id of a person or service account: what they did, or was done as them, or they did as somebody else'),
  operation: short.optional().describe('Such as `courses.publish`'),
  kind: AuditKind.optional(),
  outcome: short.optional().describe('`done`, `refused` for every refusal, or the code of a problem'),
  target: short.optional().describe('Id of whom or what it was about'),
  from: Moment.optional(),
  to: Moment.optional().describe('Not included'),
};

export const entryOperations = {
  list: get('/', {
    summary: 'Who did, or was refused, what; latest first',
    needs: reading,
    input: z.object({ ...pageInput, ...filters }),
    output: pageOf(AuditEntry),
    example: { input: { operation: 'courses.publish' }, output: { items: [entry], next: null } },
  }),
  entry: get('/entries/:entryId', {
    summary: 'One entry of the log',
    needs: reading,
    input: z.object({ entryId: Id }),
    output: AuditEntry,
    example: { input: { entryId: 'aud-1' }, output: entry },
  }),
  timeline: get('/timeline', {
    summary: 'All that one person or one session did and met, in every plugin; latest first',
    description:
      'Of a person: what they did, what somebody did as them, what they did as somebody else, what was done to them, and every try to sign in as them. One of `person` and `session` is needed.',
    needs: reading,
    input: z
      .object({
        ...pageInput,
        person: short.optional().describe('Id, also of somebody who is gone'),
        session: z.string().min(1).max(200).optional(),
        from: Moment.optional(),
        to: Moment.optional().describe('Not included'),
      })
      .refine(({ person, session }) => (person === undefined) !== (session === undefined), {
        error: 'Name a person or a session',
        path: ['person'],
      }),
    output: pageOf(AuditEntry),
    example: { input: { person: 'usr-1' }, output: { items: [entry], next: null } },
  }),
  export: raw('GET', '/export', {
    summary: 'The log as a file, latest first',
    description:
      'JSON lines, or CSV whose cells no spreadsheet takes for a formula. It is itself recorded. The filters are those of `audit.list`.',
    needs: { permission: 'audit.export' },
    audit: 'export',
    input: z.object({ ...filters, format: z.enum(['jsonl', 'csv']).default('jsonl') }),
    produces: ['application/x-ndjson', 'text/csv'],
    example: { input: { format: 'csv' } },
  }),
};
export type Filters = z.output<(typeof entryOperations)['export']['spec']['input']>;
