// Seeing the school as somebody else sees it.
import { Done, get, Id, Line, Moment, Nothing, post } from '@lectern/kit/contract';
import { z } from 'zod';

export const impersonationErrors = {
  notYourself: { code: 'auth.not_yourself', status: 409, message: 'You are this person already.' },
  mayMore: {
    code: 'auth.may_more_than_you',
    status: 403,
    message: 'This person may do something that you may not, so you cannot act as them. Somebody who may as much can.',
  },
  notInBrowser: {
    code: 'auth.not_in_browser',
    status: 409,
    message: 'Acting as somebody begins in a browser where you are signed in; a program with a key cannot.',
  },
  notImpersonating: { code: 'auth.not_impersonating', status: 409, message: 'You are yourself already.' },
} as const;

const LookedAt = z.object({
  id: Id,
  by: z.object({ id: z.string(), name: z.string().nullable().describe('null when they are gone') }),
  reason: z.string(),
  startedAt: Moment,
  endedAt: Moment.nullable().describe('null while it lasts'),
});
export type LookedAt = z.infer<typeof LookedAt>;

export const impersonationOperations = {
  impersonate: post('/impersonation', {
    summary: 'Act as somebody else, for an hour at most',
    description:
      'To see what they see, and help. Everything done is recorded with both names; the person sees who was there, when and why. Nothing that opens their account can be changed, and nobody is acted as who may more than the caller.',
    needs: { permission: 'user.impersonate' },
    audit: 'access',
    inPerson: true,
    input: z.object({ userId: Id, reason: Line.describe('The person reads it') }),
    output: z.object({ until: Moment }),
    errors: Object.values(impersonationErrors),
    example: {
      input: { userId: 'usr-ana', reason: 'Ana cannot open lesson 3' },
      output: { until: '2026-01-12T10:00:00.000Z' },
    },
  }),
  stopImpersonating: post('/impersonation/stop', {
    summary: 'Be myself again',
    needs: 'self',
    input: Nothing,
    output: Done,
    errors: [impersonationErrors.notImpersonating],
    example: { input: {}, output: { done: true } },
  }),
  lookedAt: get('/looked-at', {
    summary: 'Who of the school acted as me, when and why',
    needs: 'self',
    input: Nothing,
    output: z.object({ items: z.array(LookedAt) }),
    example: {
      input: {},
      output: {
        items: [
          {
            id: 'imp-1',
            by: { id: 'usr-sol', name: 'Solveig Brandt' },
            reason: 'Ana cannot open lesson 3',
            startedAt: '2026-01-12T09:00:00.000Z',
            endedAt: '2026-01-12T09:06:00.000Z',
          },
        ],
      },
    },
  }),
};
