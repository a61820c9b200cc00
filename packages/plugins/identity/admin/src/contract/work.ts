import { Done, get, Line, Moment, Nothing, post } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { Why } from './health.ts';
import { manage, read, Words } from './words.ts';

/** Of a job its UUID, of an event that was given up `<plugin>:<event>`. */
const WorkId = z.string().min(1).max(200);
const State = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);
export const Work = z.object({
  id: WorkId,
  kind: z.enum(['job', 'event']).describe('`event`: a plugin could not take what happened'),
  name: Line,
  queue: Line,
  title: Words.describe('What it does'),
  plugin: Line,
  state: State,
  attempt: z.number().int(),
  attempts: z.number().int(),
  done: z.number(),
  total: z.number(),
  note: z.string().nullable(),
  about: z.string().nullable().describe('What it was about, as far as that still has a name'),
  error: z.string().nullable(),
  why: Why.nullable(),
  createdAt: Moment,
  runAt: Moment,
  finishedAt: Moment.nullable(),
});
const which = z.object({ workId: WorkId });
const id = '0199a3c2-7a51-7000-8f1e-3b5a0c3f2d11';

export const workOperations = {
  queues: get('/queues', {
    summary: 'How much waits, runs and has failed, by queue',
    needs: read,
    input: Nothing,
    output: z.object({
      items: z.array(
        z.object({
          queue: Line,
          waiting: z.number().int(),
          running: z.number().int(),
          failed: z.number().int(),
          since: Moment.nullable().describe('Since when the first of those that wait could have started'),
        }),
      ),
    }),
    example: { input: {}, output: { items: [{ queue: 'video', waiting: 2, running: 1, failed: 0, since: null }] } },
  }),
  work: get('/work', {
    summary: 'Jobs, latest first; with `failed` also events that were given up',
    needs: read,
    input: z.object({
      state: State.optional(),
      cursor: WorkId.optional(),
      limit: z.number().int().min(1).max(100).default(50),
    }),
    output: z.object({ items: z.array(Work), next: WorkId.nullable() }),
    example: {
      input: { state: 'failed' },
      output: {
        items: [
          {
            id,
            kind: 'job',
            name: 'video.transcode',
            queue: 'video',
            title: { en: 'Make a film ready' },
            plugin: 'video',
            state: 'failed',
            attempt: 5,
            attempts: 5,
            done: 0,
            total: 0,
            note: null,
            about: 'harbour.mp4',
            error: 'Error: ENOSPC: no space left on device',
            why: 'disk-full',
            createdAt: '2026-11-23T08:00:00.000Z',
            runAt: '2026-11-23T08:00:00.000Z',
            finishedAt: '2026-11-23T08:10:00.000Z',
          },
        ],
        next: null,
      },
    },
  }),
  retryWork: post('/work/:workId/retry', {
    summary: 'Try again what failed',
    needs: manage,
    input: which,
    output: Done,
    errors: [errors.nothingToRetry, errors.failedAgain],
    example: { input: { workId: id }, output: { done: true } },
  }),
  cancelWork: post('/work/:workId/cancel', {
    summary: 'Stop a job that waits or runs',
    needs: manage,
    input: which,
    output: Done,
    errors: [errors.nothingToCancel],
    example: { input: { workId: id }, output: { done: true } },
  }),
};
