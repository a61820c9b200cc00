import { get, Line, Moment, Nothing } from '@lectern/kit/contract';
import { z } from 'zod';
import { read, Words } from './words.ts';

export const Check = z.object({
  name: Line,
  title: Words,
  state: z.enum(['good', 'look', 'bad']).describe('`look`: nothing is broken, and somebody should know'),
  says: Words,
  mend: Words.nullable().describe('What to do, where it is not good'),
  command: z.string().nullable().describe('Of the command line, that does it or shows more'),
});
const Facts = z.object({
  version: Line,
  node: Line,
  system: Line,
  memory: z.number().int().describe('Of the process that answers, in bytes'),
  upSince: Moment,
  database: z.enum(['sqlite', 'postgres']),
  jobs: z.enum(['table', 'pg-boss']),
  directory: z.string(),
});
export const Why = z
  .enum([
    'disk-full',
    'unreachable',
    'refused-by-other',
    'no-permission',
    'process-lost',
    'not-understood',
    'missing',
    'too-slow',
    'program-missing',
    'unknown',
  ])
  .describe('As far as the words of the error tell');
const LoggedError = z.object({
  at: Moment,
  message: z.string(),
  operation: z.string().nullable(),
  doing: z.string().nullable().describe('What the operation does'),
  plugin: z.string().nullable(),
  request: z.string().nullable(),
  error: z.string().nullable().describe('Its first line'),
  why: Why,
});

export const healthOperations = {
  health: get('/health', {
    summary: 'Look at everything the installation stands on, and say what to mend',
    needs: read,
    input: Nothing,
    output: z.object({
      checks: z.array(Check),
      facts: Facts,
      schools: z.number().int().describe('In this installation'),
      lookedAt: Moment,
    }),
    example: {
      input: {},
      output: {
        checks: [
          {
            name: 'disk',
            title: { en: 'Disk' },
            state: 'good',
            says: { en: '61 GB left of 200' },
            mend: null,
            command: null,
          },
        ],
        facts: {
          version: '0.1.0',
          node: '24.21.0',
          system: 'Linux 6.12',
          memory: 186_000_000,
          upSince: '2026-11-03T06:00:00.000Z',
          database: 'sqlite',
          jobs: 'table',
          directory: '/srv/school',
        },
        schools: 1,
        lookedAt: '2026-11-23T08:00:00.000Z',
      },
    },
  }),
  errors: get('/errors', {
    summary: 'What went wrong lately, in plain words',
    needs: read,
    input: z.object({ limit: z.number().int().min(1).max(200).default(50) }),
    output: z.object({ items: z.array(LoggedError) }),
    example: {
      input: {},
      output: {
        items: [
          {
            at: '2026-11-23T08:00:00.000Z',
            message: 'a request failed',
            operation: 'courses.publish',
            doing: 'Publish a course',
            plugin: 'courses',
            request: '0199a3c2-7a51-7000-8f1e-3b5a0c3f2d11',
            error: 'Error: ENOSPC: no space left on device',
            why: 'disk-full',
          },
        ],
      },
    },
  }),
};
