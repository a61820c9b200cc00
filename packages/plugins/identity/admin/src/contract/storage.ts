import { get, Id, Line, Moment, Nothing, post } from '@lectern/kit/contract';
import { z } from 'zod';
import { manage, read } from './words.ts';

const amount = { objects: z.number().int(), bytes: z.number().int() };
const Backup = z.object({
  name: Line,
  madeAt: Moment,
  rows: z.number().int(),
  ...amount,
  dialect: z.enum(['sqlite', 'postgres']),
});
const Job = z.object({ jobId: Id.describe('Of the job that does it; `admin.progress` tells how far it is') });
const id = '0199a3c2-7a51-7000-8f1e-3b5a0c3f2d11';

export const storageOperations = {
  storage: get('/storage', {
    summary: 'Who uses how much of the storage, and what is left',
    needs: read,
    input: Nothing,
    output: z.object({
      byPlugin: z.array(z.object({ plugin: Line, ...amount })),
      bySchool: z.array(z.object({ name: Line.nullable().describe('Null: of no school alone'), ...amount })),
      ...amount,
      database: z.number().int(),
      free: z.number().int().describe('Of the disk of the school folder'),
      total: z.number().int(),
      unused: z.object(amount).nullable().describe('That nothing names; null when it cannot be told'),
      countedAt: Moment,
    }),
    example: {
      input: {},
      output: {
        byPlugin: [{ plugin: 'media', objects: 12, bytes: 48_000_000 }],
        bySchool: [{ name: 'Halden Evening School', objects: 12, bytes: 48_000_000 }],
        objects: 12,
        bytes: 48_000_000,
        database: 9_000_000,
        free: 61_000_000_000,
        total: 200_000_000_000,
        unused: { objects: 0, bytes: 0 },
        countedAt: '2026-11-23T08:00:00.000Z',
      },
    },
  }),
  sweep: post('/storage/sweep', {
    summary: 'Look for files that nothing names; they are removed a day later',
    needs: manage,
    input: Nothing,
    output: Job,
    example: { input: {}, output: { jobId: id } },
  }),
  backups: get('/backups', {
    summary: 'Backups in the school folder, latest first',
    needs: read,
    input: Nothing,
    output: z.object({ items: z.array(Backup), folder: z.string() }),
    example: {
      input: {},
      output: {
        items: [
          {
            name: 'by-hand-2026-11-23T08-15-30',
            madeAt: '2026-11-23T08:15:31.000Z',
            rows: 4_210,
            objects: 12,
            bytes: 51_000_000,
            dialect: 'sqlite',
          },
        ],
        folder: '/srv/school/data/backups',
      },
    },
  }),
  backUp: post('/backups', {
    summary: 'Make a backup of the whole installation now',
    needs: manage,
    input: Nothing,
    output: Job,
    audit: 'export',
    example: { input: {}, output: { jobId: id } },
  }),
  progress: get('/jobs/:jobId', {
    summary: 'How far a job is that was begun here',
    needs: read,
    input: z.object({ jobId: Id }),
    output: z.object({
      state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
      done: z.number(),
      total: z.number(),
      error: z.string().nullable(),
    }),
    example: { input: { jobId: id }, output: { state: 'running', done: 3, total: 80, error: null } },
  }),
};
