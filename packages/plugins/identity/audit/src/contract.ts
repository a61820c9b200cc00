import { defineContract, get, Id, Moment, Nothing, pageInput, pageOf, post } from '@lectern/kit/contract';
import { z } from 'zod';

export const AuditEntry = z.object({
  id: Id,
  position: z.number().int().nullable().describe('In the chain, from 1; null for less than a second'),
  at: Moment,
  actor: z.object({
    kind: z.enum(['person', 'service', 'system', 'anonymous']),
    id: z.string(),
    name: z.string().nullable().describe('Of a person who is still here'),
  }),
  impersonator: z
    .object({ id: z.string(), name: z.string().nullable() })
    .nullable()
    .describe('The person who acted as the actor'),
  via: z.enum(['http', 'process', 'command-line', 'job', 'event', 'kernel']),
  operation: z.string(),
  outcome: z.string().describe('`done`, or the code of the problem that refused it'),
  target: z.string().nullable().describe('Id of what it was about'),
  request: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const Verdict = z.object({
  verified: z.number().int().describe('Records whose chain holds'),
  hash: z
    .string()
    .nullable()
    .describe('Of the last of them: kept elsewhere, it proves later that nothing before it was replaced'),
  fault: z
    .object({
      position: z.number().int(),
      id: z.string().nullable().describe('Of the record that stands there now'),
      what: z.enum(['altered', 'missing']),
    })
    .nullable()
    .describe('The first record that is not as it was sealed'),
});

const reading = { permission: 'audit.read' } as const;
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export const auditContract = defineContract({
  id: 'audit',
  summary: 'Who did what, and the proof that the log is whole',
  permissions: { 'audit.read': { summary: 'Read the log of every change, and verify it', roles: [] } },
  operations: {
    list: get('/', {
      summary: 'Who did, or was refused, what; latest first',
      needs: reading,
      input: z.object({
        ...pageInput,
        actor: z
          .string()
          .max(100)
          .optional()
          .describe(
            'Id of a person or service account: what they did, or was done as them, or they did as somebody else',
          ),
        operation: z.string().max(100).optional().describe('Such as `courses.publish`'),
        target: z.string().max(100).optional().describe('Id of what it was about'),
      }),
      output: pageOf(AuditEntry),
      example: {
        input: { operation: 'courses.publish' },
        output: {
          items: [
            {
              id: 'aud-1',
              position: 412,
              at: '2026-02-04T19:02:00.000Z',
              actor: { kind: 'person', id: 'usr-1', name: 'Ana Torres' },
              impersonator: null,
              via: 'http',
              operation: 'courses.publish',
              outcome: 'done',
              target: 'crs-1',
              request: 'req-1',
            },
          ],
          next: null,
        },
      },
    }),
    verify: post('/verify', {
      summary: 'Go through the whole log and see whether anybody has touched it',
      description:
        'Each record is sealed with the hash of the one before it. The first one that was altered, removed, added or moved by other means than the school itself is named.',
      needs: reading,
      changes: false,
      input: Nothing,
      output: Verdict,
      example: { input: {}, output: { verified: 412, hash, fault: null } },
    }),
  },
});
