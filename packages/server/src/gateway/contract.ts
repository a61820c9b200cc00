// The kernel's own operations on itself: how much the school is used, and when it is closed.

import { kernelProblems } from '@lectern/kit';
import { defineContract, get, Id, Line, Moment, Nothing, put } from '@lectern/kit/contract';
import { z } from 'zod';

const Count = z.number().int().min(0);
const Day = z.iso.date().describe('In UTC');
export const Used = z.object({
  actorId: z.string().describe('A person or service account; `anonymous` for visitors'),
  keyId: Id.nullable().describe('Null for what was asked without a key'),
  day: Day,
  requests: Count,
  errors: Count.describe('Answered with 400 or more'),
  bytes: Count.describe('Of answers, before compression'),
});
export type Used = z.infer<typeof Used>;

const Maintenance = z.object({
  on: z.boolean(),
  since: Moment.nullable(),
  until: Moment.nullable().describe('When it shall be over, as far as that is known'),
  message: Line.nullable().describe('What people read while it is closed'),
});
export type Maintenance = z.infer<typeof Maintenance>;

const days = z.number().int().min(1).max(90).default(30).describe('Back from today, which is the first of them');
const used: Used = { actorId: 'usr-ana', keyId: 'key-1', day: '2026-11-23', requests: 412, errors: 3, bytes: 918_273 };
const closed: Maintenance = {
  on: true,
  since: '2026-11-23T18:00:00.000Z',
  until: '2026-11-23T19:00:00.000Z',
  message: 'We move to a larger machine.',
};

const Limit = z.object({ organizationId: Id, requestsPerMinute: z.number().int().min(1).max(10_000_000) });
const limit = { organizationId: 'org-2', requestsPerMinute: 6_000 };

export const gatewayErrors = {
  notHere: {
    code: 'gateway.not_here',
    status: 403,
    message: 'This concerns every school of the installation. Whoever runs the first of them decides it.',
  },
} as const;

export const gatewayContract = defineContract({
  id: 'gateway',
  summary: 'How much the school is used, and when it is closed',
  permissions: {
    'usage.read': { summary: 'See how much each person and key uses the school', roles: [] },
    'maintenance.write': { summary: 'Close the school for maintenance, and come in meanwhile', roles: [] },
    'limits.write': { summary: 'Say how often each school of the installation may ask', roles: [] },
    'metrics.read': { summary: 'Read what the school measures of itself (/metrics)', roles: [] },
  },
  errors: gatewayErrors,
  operations: {
    operations: get('/operations', {
      summary: 'What I may ask',
      description:
        'Operations that whoever asks may use, on something at least, by their ids in `/api/openapi.json`: for menus of programs and for agents. What is done in person only is left out for keys that are limited.',
      needs: 'public',
      input: Nothing,
      output: z.object({ items: z.array(z.string()) }),
      example: { input: {}, output: { items: ['courses.list', 'courses.publish'] } },
    }),
    myUsage: get('/my-usage', {
      summary: 'What I and my keys have asked of the school',
      description:
        'A row for each day and key on which something was asked. What was asked in the last seconds may be missing.',
      needs: 'self',
      input: z.object({ days: days.optional() }),
      output: z.object({ items: z.array(Used) }),
      example: { input: { days: 7 }, output: { items: [used] } },
    }),
    usage: get('/usage', {
      summary: 'What everybody has asked of the school',
      description: 'Most requests first, added up over the days. What was asked in the last seconds may be missing.',
      needs: { permission: 'usage.read' },
      input: z.object({
        days: days.optional(),
        by: z.enum(['key', 'actor', 'day']).describe('What is added up: a row for each of these'),
      }),
      output: z.object({
        items: z.array(Used.omit({ day: true }).extend({ actorId: z.string().nullable(), day: Day.nullable() })),
      }),
      example: { input: { days: 30, by: 'key' }, output: { items: [{ ...used, day: null }] } },
    }),
    limits: get('/limits', {
      summary: 'How often schools as a whole may ask in a minute',
      description:
        'Those that have a limit of their own; for all others `organizationRequestsPerMinute` of the installation holds.',
      needs: { permission: 'limits.write' },
      input: Nothing,
      output: z.object({ items: z.array(Limit) }),
      errors: [gatewayErrors.notHere],
      example: { input: {}, output: { items: [limit] } },
    }),
    setLimit: put('/limits/:organizationId', {
      summary: 'Limit how often a school as a whole may ask',
      description: 'It cannot raise that itself. Null leaves it to what holds in the installation.',
      needs: { permission: 'limits.write' },
      input: z.object({ organizationId: Id, requestsPerMinute: Limit.shape.requestsPerMinute.nullable() }),
      output: Limit.extend({ requestsPerMinute: Limit.shape.requestsPerMinute.nullable() }),
      errors: [gatewayErrors.notHere, kernelProblems.notFound],
      example: { input: limit, output: limit },
    }),
    maintenance: get('/maintenance', {
      summary: 'Whether the school is closed for maintenance',
      needs: 'public',
      inMaintenance: true,
      input: Nothing,
      output: Maintenance,
      example: { input: {}, output: closed },
    }),
    setMaintenance: put('/maintenance', {
      summary: 'Close the school for maintenance, or open it again',
      description:
        'While it is closed everybody reads the message, and nothing is changed: but those who may do this, and the command line of its machine, come in as ever. Every process of the installation follows within a second. It stays closed until it is opened; `until` is told to people and programs and does nothing.',
      needs: { permission: 'maintenance.write' },
      inMaintenance: true,
      input: z.object({
        on: z.boolean(),
        until: Moment.optional(),
        message: Line.optional(),
      }),
      output: Maintenance,
      errors: [gatewayErrors.notHere],
      example: { input: { on: false }, output: { on: false, since: null, until: null, message: null } },
    }),
  },
});
