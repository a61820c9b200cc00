// How long the log is kept, and what is kept longer.
import {
  Done,
  get,
  Id,
  Line,
  Moment,
  Nothing,
  type Problem,
  pageInput,
  pageOf,
  post,
  remove,
} from '@lectern/kit/contract';
import { z } from 'zod';
import { keeping, reading } from './permissions.ts';

/** Ids, also of who and what is gone. */
const short = z.string().min(1).max(100);
const Named = z.object({ id: z.string(), name: z.string().nullable() });
export const Hold = z.object({
  id: Id,
  person: Named.nullable().describe('Entries of and about somebody are kept'),
  target: z.string().nullable().describe('Entries about this are kept; all are when neither is there'),
  reason: z.string(),
  setBy: Named,
  setAt: Moment,
  releasedBy: Named.nullable(),
  releasedAt: Moment.nullable().describe('null while it holds'),
});
export type Hold = z.infer<typeof Hold>;
export const Tombstone = z.object({
  id: Id,
  at: Moment,
  reason: z.enum(['retention', 'organization erased']),
  by: Named,
  runs: z.array(z.tuple([z.number().int(), z.number().int()])).describe('First and last position of entries that went'),
  count: z.number().int(),
  olderThan: Moment.describe('They were from before'),
  size: z.number().int().describe('Of the log when they went'),
  root: z.string().describe('Of its tree, which they are still in'),
});
export type Tombstone = z.infer<typeof Tombstone>;

export const keepingErrors = {
  oneAtMost: {
    code: 'audit.one_at_most',
    status: 422,
    message: 'A hold is on a person, on a thing, or on the whole log. Make two of it.',
  },
} as const satisfies Record<string, Problem>;

const ana = { id: 'usr-1', name: 'Ana Torres' };
const hold: Hold = {
  id: 'hld-1',
  person: ana,
  target: null,
  reason: 'Complaint 2026-17',
  setBy: { id: 'usr-2', name: 'Marta Solheim' },
  setAt: '2026-02-04T19:02:00.000Z',
  releasedBy: null,
  releasedAt: null,
};

export const keepingOperations = {
  holds: get('/holds', {
    summary: 'What is kept of the log whatever its age; those that were released too',
    needs: reading,
    input: Nothing,
    output: z.object({
      keepDays: z.number().int().describe('Entries older than so many days are removed; 0 keeps all'),
      items: z.array(Hold),
    }),
    example: { input: {}, output: { keepDays: 365, items: [hold] } },
  }),
  hold: post('/holds', {
    summary: 'Keep entries whatever their age: of a person, about a thing, or all',
    description: 'Also when the school is erased. With neither `person` nor `target` the whole log is kept.',
    needs: keeping,
    input: z.object({ person: short.optional(), target: short.optional(), reason: Line }),
    output: Hold,
    errors: [keepingErrors.oneAtMost],
    example: { input: { person: 'usr-1', reason: 'Complaint 2026-17' }, output: hold },
  }),
  release: remove('/holds/:holdId', {
    summary: 'Keep these entries no longer than others',
    needs: keeping,
    input: z.object({ holdId: Id }),
    output: Done,
    example: { input: { holdId: 'hld-1' }, output: { done: true } },
  }),
  tombstones: get('/tombstones', {
    summary: 'What was removed of the log, when and why; latest first',
    needs: reading,
    input: z.object(pageInput),
    output: pageOf(Tombstone),
    example: {
      input: {},
      output: {
        items: [
          {
            id: 'tmb-1',
            at: '2026-02-04T19:02:00.000Z',
            reason: 'retention',
            by: { id: 'system', name: null },
            runs: [[1, 200]],
            count: 200,
            olderThan: '2025-02-04T00:00:00.000Z',
            size: 412,
            root: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          },
        ],
        next: null,
      },
    },
  }),
};
