// What an auditor asks of a period.
import { get, Moment, type Problem } from '@lectern/kit/contract';
import { z } from 'zod';
import { reading } from './permissions.ts';
import { Head, head, Verdict } from './proof.ts';

const Count = z.number().int().min(0);
const Both = z.object({ done: Count, refused: Count });
export const Report = z.object({
  from: Moment,
  to: Moment,
  entries: Count,
  changes: Count.describe('Everything that was done'),
  refusals: Count,
  signIns: Both,
  access: Both.describe('Rights that were given or taken'),
  exports: Both,
  erasures: Both,
  actingAs: Count.describe('What somebody did as somebody else'),
  operations: z
    .array(z.object({ operation: z.string(), done: Count, refused: Count }))
    .describe('Those that were asked most often first, at most 100'),
  verifications: z
    .array(
      z.object({
        at: Moment,
        by: z.object({ id: z.string(), name: z.string().nullable() }),
        verified: Count,
        size: Count,
        root: z.string().nullable(),
        fault: Verdict.shape.fault,
      }),
    )
    .describe('When the log was gone through, and up to which head; the latest 100'),
  removed: Count.describe('Entries that retention removed in this time'),
  holds: Count.describe('Legal holds that hold now'),
  head: Head.nullable().describe('The log this was counted from'),
});
export type Report = z.infer<typeof Report>;

export const reportErrors = {
  period: { code: 'audit.period', status: 422, message: 'The end of the period lies before its beginning.' },
} as const satisfies Record<string, Problem>;

export const reportOperations = {
  report: get('/report', {
    summary: 'What was done, refused, given, taken out and erased in a period',
    description: 'Who may do what, since when and by whose hand is `access.review`.',
    needs: reading,
    input: z.object({ from: Moment, to: Moment.describe('Not included') }),
    output: Report,
    errors: [reportErrors.period],
    example: {
      input: { from: '2026-01-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
      output: {
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-04-01T00:00:00.000Z',
        entries: 412,
        changes: 401,
        refusals: 11,
        signIns: { done: 60, refused: 3 },
        access: { done: 4, refused: 1 },
        exports: { done: 1, refused: 0 },
        erasures: { done: 0, refused: 0 },
        actingAs: 2,
        operations: [{ operation: 'courses.publish', done: 3, refused: 1 }],
        verifications: [],
        removed: 0,
        holds: 0,
        head,
      },
    },
  }),
};
