// Ways in that go through somebody's mail, and their address.
import { Done, Email, get, Line, Nothing, post } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { sessionErrors } from './sessions.ts';
import { Entered, Password, session } from './sign-in.ts';

export const mailErrors = {
  addressUnknown: {
    code: 'auth.address_unknown',
    status: 409,
    message:
      'This school does not know the address it is reached at, so it sends no links. Its owner sets it: url in lms.config.ts, or LECTERN_URL.',
  },
  noMail: {
    code: 'auth.no_mail',
    status: 409,
    message: 'This school sends no mail. Ask whoever looks after it for a link.',
  },
  mailLinkUsed: {
    code: 'auth.mail_link_not_valid',
    status: 410,
    message: 'This link was used already, is too old, or a newer one was sent. Ask for another.',
  },
  sameAddress: { code: 'auth.same_address', status: 409, message: 'This is your address already.' },
} as const;
const { addressUnknown, noMail, mailLinkUsed, sameAddress } = mailErrors;

const Token = z.string().max(200);
const asked = {
  needs: 'public',
  input: z.object({ email: Email }),
  output: Done,
  errors: [addressUnknown, noMail, errors.tooManyAttempts],
  example: { input: { email: 'ana@example.org' }, output: { done: true } },
} as const;
const shown = z.object({ name: Line, email: z.string() });
const ana = { name: 'Ana Ibarra', email: 'ana@example.org' };

export const mailOperations = {
  ways: get('/ways', {
    inMaintenance: true,
    summary: 'How people come in here',
    needs: 'public',
    input: Nothing,
    output: z.object({ mail: z.boolean().describe('The school sends mail: links to sign in and for a new password') }),
    example: { input: {}, output: { mail: true } },
  }),
  forgot: post('/forgot', {
    ...asked,
    summary: 'Have a link for a new password mailed',
    description: 'The answer is the same whether or not somebody has the address.',
  }),
  mailSignIn: post('/mail-sign-in', {
    inMaintenance: true,
    ...asked,
    summary: 'Have a link mailed that signs in',
    description: 'The answer is the same whether or not somebody has the address.',
  }),
  resetLink: get('/reset/:token', {
    summary: 'Whom a link for a new password is for',
    needs: 'public',
    input: z.object({ token: Token }),
    output: shown,
    errors: [mailLinkUsed],
    secret: ['token'],
    example: { input: { token: 'Zm9v' }, output: ana },
  }),
  reset: post('/reset/:token', {
    summary: 'Set a new password with a mailed link, and sign in',
    description: 'Ends every other session.',
    needs: 'public',
    audit: 'sign-in',
    input: z.object({ token: Token, password: Password }),
    output: Entered,
    errors: [mailLinkUsed],
    secret: ['token', 'password', 'ticket'],
    example: { input: { token: 'Zm9v', password: 'a long sentence' }, output: session },
  }),
  magicLink: get('/magic/:token', {
    inMaintenance: true,
    summary: 'Whom a mailed link signs in',
    needs: 'public',
    input: z.object({ token: Token }),
    output: shown,
    errors: [mailLinkUsed],
    secret: ['token'],
    example: { input: { token: 'Zm9v' }, output: ana },
  }),
  useMagicLink: post('/magic/:token', {
    inMaintenance: true,
    summary: 'Sign in with a mailed link',
    needs: 'public',
    audit: 'sign-in',
    input: z.object({ token: Token }),
    output: Entered,
    errors: [mailLinkUsed],
    secret: ['token', 'ticket'],
    example: { input: { token: 'Zm9v' }, output: session },
  }),
  address: get('/address', {
    summary: 'My address, and whether it is confirmed',
    needs: 'self',
    input: Nothing,
    output: z.object({
      email: z.string(),
      confirmed: z.boolean(),
      next: z.string().nullable().describe('The address that waits to be confirmed'),
    }),
    example: { input: {}, output: { email: 'ana@example.org', confirmed: true, next: null } },
  }),
  confirmAddress: post('/address/confirm', {
    summary: 'Have a link mailed that confirms my address',
    needs: 'self',
    inPerson: true,
    input: Nothing,
    output: Done,
    errors: [addressUnknown, noMail, errors.tooManyAttempts],
    example: { input: {}, output: { done: true } },
  }),
  changeAddress: post('/address', {
    summary: 'Sign in with another address from now on',
    description:
      'It takes effect when the link that is mailed there is opened; the address before it is told. Of an address that somebody else has, nothing is said.',
    needs: 'self',
    inPerson: true,
    input: z.object({ email: Email }),
    output: Done,
    errors: [addressUnknown, noMail, sameAddress, sessionErrors.confirmFirst, errors.tooManyAttempts],
    example: { input: { email: 'ana@example.net' }, output: { done: true } },
  }),
  addressLink: get('/verify/:token', {
    summary: 'Which address a mailed link confirms',
    needs: 'public',
    input: z.object({ token: Token }),
    output: z.object({ email: z.string() }),
    errors: [mailLinkUsed],
    secret: ['token'],
    example: { input: { token: 'Zm9v' }, output: { email: 'ana@example.net' } },
  }),
  verifyAddress: post('/verify/:token', {
    summary: 'Confirm an address with a mailed link',
    needs: 'public',
    input: z.object({ token: Token }),
    output: Done,
    errors: [mailLinkUsed, errors.emailTaken],
    secret: ['token'],
    example: { input: { token: 'Zm9v' }, output: { done: true } },
  }),
  changePassword: post('/password', {
    summary: 'Change my password',
    description: 'Ends every session but this one, which goes on under a new token.',
    needs: 'self',
    inPerson: true,
    input: z.object({ password: Password }),
    output: Done,
    errors: [sessionErrors.confirmFirst],
    secret: ['password'],
    example: { input: { password: 'another long sentence' }, output: { done: true } },
  }),
};
