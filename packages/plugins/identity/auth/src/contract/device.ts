// Device authorization (RFC 8628): a program on one machine, a person in a browser on perhaps another.
import { Done, Line, Moment, Nothing, post, raw } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

export const deviceErrors = {
  codeUnknown: {
    code: 'auth.device_code_unknown',
    status: 404,
    message: 'Nothing waits for this code. Type what the other screen shows; after ten minutes it shows a new one.',
  },
} as const;

const UserCode = z.string().min(1).max(40).describe('As the other screen shows it: WDJB-MJHT');
const form = ['application/x-www-form-urlencoded'];

export const deviceOperations = {
  deviceCode: raw('POST', '/device/code', {
    summary: 'Ask for a code with which a person lets a program in',
    description:
      'Device authorization request of RFC 8628, 3.1: a form with `client_id` (the name of the program), `machine` (where it runs) and `scope` (permissions with spaces between; everything the person may without it). Answers with `device_code`, `user_code`, `verification_uri`, `verification_uri_complete`, `expires_in` and `interval`.',
    needs: 'public',
    input: Nothing,
    errors: [errors.tooManyAttempts],
    accepts: form,
    produces: ['application/json'],
    limit: 4_096,
    audit: 'sampled',
    example: {
      input: {},
      body: 'client_id=lms&machine=laptop',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
  }),
  deviceToken: raw('POST', '/device/token', {
    summary: 'Fetch the key of a program that a person has let in',
    description:
      'Device access token request of RFC 8628, 3.4: a form with `grant_type=urn:ietf:params:oauth:grant-type:device_code`, `device_code` and `client_id`. Until the person has answered it says `authorization_pending`, or `slow_down` to who asks too often; then `access_denied`, `expired_token`, or once an `access_token`, which is a key of that person.',
    needs: 'public',
    input: Nothing,
    accepts: form,
    produces: ['application/json'],
    limit: 4_096,
    audit: 'sampled',
    example: {
      input: {},
      body: 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=Zm9v&client_id=lms',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
  }),
  device: post('/device/request', {
    summary: 'What asks to be let in with a code',
    needs: 'self',
    inPerson: true,
    secret: ['code'],
    input: z.object({ code: UserCode }),
    output: z.object({
      client: Line.describe('What the program says of itself; nobody has checked it'),
      machine: Line,
      permissions: z.array(z.string()).nullable().describe('What it asks for; null for all that I may'),
      network: z.string().nullable(),
      requestedAt: Moment,
    }),
    errors: [deviceErrors.codeUnknown, errors.tooManyAttempts],
    example: {
      input: { code: 'WDJB-MJHT' },
      output: {
        client: 'lms',
        machine: 'laptop',
        permissions: null,
        network: '192.0.2.7',
        requestedAt: '2026-01-12T09:00:00.000Z',
      },
    },
  }),
  decideDevice: post('/device/decision', {
    summary: 'Let a program in that acts as me, or do not',
    description: 'Let in, it gets a key of mine, named after its machine: it is among my keys, and ends there.',
    needs: 'self',
    audit: 'access',
    inPerson: true,
    secret: ['code'],
    input: z.object({ code: UserCode, allow: z.boolean() }),
    output: Done,
    errors: [deviceErrors.codeUnknown, errors.tooManyAttempts],
    example: { input: { code: 'WDJB-MJHT', allow: true }, output: { done: true } },
  }),
};
