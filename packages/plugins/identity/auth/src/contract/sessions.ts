// Where I am signed in, and proving once more who I am.
import { Done, get, Id, Line, Moment, Nothing, post, remove } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

/** By what somebody came in: `sign-on` by a provider of the organization, `social` by one that everybody knows. */
export const How = z.enum(['password', 'passkey', 'link', 'sign-on', 'social', 'token', 'device', 'impersonation']);
export type How = z.infer<typeof How>;

export const OpenSession = z.object({
  id: Id,
  current: z.boolean(),
  startedAt: Moment,
  lastSeenAt: Moment.describe('Exact to the hour'),
  how: How,
  device: z.string().describe('Such as "Firefox on Linux"; empty where it is not known'),
  network: z.string().nullable().describe('Of an IPv6 address its first half'),
});
export type OpenSession = z.infer<typeof OpenSession>;

const open: OpenSession = {
  id: '3fQ',
  current: true,
  startedAt: '2026-01-12T09:00:00.000Z',
  lastSeenAt: '2026-01-14T18:00:00.000Z',
  how: 'password',
  device: 'Firefox on Linux',
  network: '192.0.2.7',
};
const list = z.object({ items: z.array(OpenSession) });

export const sessionErrors = {
  confirmFirst: {
    code: 'auth.confirm_first',
    status: 403,
    message: 'Say once more who you are: this changes how your account is entered.',
  },
} as const;

export const sessionOperations = {
  sessions: get('/sessions', {
    summary: 'Where I am signed in',
    needs: 'self',
    input: Nothing,
    output: list,
    example: { input: {}, output: { items: [open] } },
  }),
  endSession: remove('/sessions/:sessionId', {
    summary: 'End a session of mine',
    needs: 'self',
    inPerson: true,
    input: z.object({ sessionId: Id }),
    output: Done,
    example: { input: { sessionId: '3fQ' }, output: { done: true } },
  }),
  endOtherSessions: post('/sessions/end-others', {
    summary: 'End every session of mine but this one',
    needs: 'self',
    inPerson: true,
    input: Nothing,
    output: z.object({ ended: z.number().int() }),
    example: { input: {}, output: { ended: 2 } },
  }),
  sessionsOf: get('/people/:userId/sessions', {
    summary: 'Where somebody is signed in',
    needs: { permission: 'session.end' },
    input: z.object({ userId: Id }),
    output: list,
    example: { input: { userId: 'usr-ana' }, output: { items: [{ ...open, current: false }] } },
  }),
  endSessionsOf: post('/people/:userId/end-sessions', {
    summary: 'Sign somebody out everywhere',
    description: 'For a lost laptop. Of somebody who may do more than the caller it is refused.',
    needs: { permission: 'session.end' },
    input: z.object({ userId: Id }),
    output: z.object({ ended: z.number().int() }),
    example: { input: { userId: 'usr-ana' }, output: { ended: 2 } },
  }),
  confirm: post('/confirm', {
    summary: 'Prove once more who I am',
    description:
      'What changes how an account is entered asks for it when the last proof is older than ten minutes. With the password, or with a code of the second factor.',
    needs: 'self',
    inPerson: true,
    input: z.object({ password: z.string().min(1).max(200).optional(), code: Line.max(40).optional() }),
    output: Done,
    errors: [errors.wrongCredentials, errors.tooManyAttempts],
    secret: ['password', 'code'],
    example: { input: { password: 'a long sentence' }, output: { done: true } },
  }),
};
