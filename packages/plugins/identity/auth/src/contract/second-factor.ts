// The second step of signing in: a code of the phone, or one on paper.
import { Done, Email, get, Line, Moment, Nothing, post } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { sessionErrors } from './sessions.ts';
import { Session, session } from './sign-in.ts';

const Code = Line.max(40).describe('Six digits of the phone, or a recovery code');
const RecoveryCodes = z.object({
  codes: z.array(z.string()).describe('Each signs in once; shown in this answer only'),
});

export const secondFactorErrors = {
  wrongCode: {
    code: 'auth.wrong_code',
    status: 401,
    message: 'This code is not right, was used already, or is too old. Type the one that stands there now.',
  },
  ticketEnded: {
    code: 'auth.sign_in_again',
    status: 410,
    message: 'That took too long. Begin again with your password.',
  },
  isOn: { code: 'auth.second_factor_on', status: 409, message: 'Your account has a second step. Turn it off first.' },
  notOn: { code: 'auth.second_factor_off', status: 409, message: 'Your account has no second step yet.' },
  required: {
    code: 'auth.second_factor_required',
    status: 409,
    message: 'This school asks for a second step of everybody who looks after it. It stays on.',
  },
} as const;
const { wrongCode, ticketEnded, isOn, notOn, required } = secondFactorErrors;
const codes = ['k3fw-9xqd-2mhp-vt7e'];

export const secondFactorOperations = {
  secondFactor: post('/second-factor', {
    inMaintenance: true,
    summary: 'The second step of signing in',
    needs: 'public',
    audit: 'sign-in',
    input: z.object({ ticket: z.string().max(200).describe('From `auth.signIn`'), code: Code }),
    output: Session,
    errors: [wrongCode, ticketEnded, errors.tooManyAttempts],
    secret: ['ticket', 'code'],
    example: { input: { ticket: 'Zm9v', code: '492 039' }, output: session },
  }),
  secondFactorState: get('/second-factor', {
    summary: 'Whether my account has a second step',
    needs: 'self',
    input: Nothing,
    output: z.object({
      since: Moment.nullable().describe('null when there is none'),
      recoveryCodes: z.number().int().describe('How many are left'),
      required: z.boolean().describe('The school asks for it'),
      password: z.boolean().describe('Whether the account has a password'),
    }),
    example: { input: {}, output: { since: null, recoveryCodes: 0, required: false, password: true } },
  }),
  proposeSecondFactor: post('/second-factor/propose', {
    summary: 'A new secret for my phone',
    description: 'It counts from the first right code on: `auth.turnOnSecondFactor`.',
    needs: 'self',
    inPerson: true,
    input: Nothing,
    output: z.object({
      secret: z.string().describe('Base32, to type where no picture can be taken'),
      address: z.string().describe('otpauth://..., to show as a QR code'),
    }),
    errors: [isOn, sessionErrors.confirmFirst],
    secret: ['secret', 'address'],
    example: {
      input: {},
      output: { secret: 'JBSWY3DPEHPK3PXP', address: 'otpauth://totp/School:ana?secret=JBSWY3DPEHPK3PXP' },
    },
  }),
  turnOnSecondFactor: post('/second-factor/on', {
    summary: 'From now on signing in takes a code',
    description: 'With a first code of the phone. Sessions other than this one end.',
    needs: 'self',
    inPerson: true,
    input: z.object({ code: Code }),
    output: RecoveryCodes,
    errors: [wrongCode, isOn, notOn, sessionErrors.confirmFirst, errors.tooManyAttempts],
    secret: ['code', 'codes'],
    example: { input: { code: '492039' }, output: { codes } },
  }),
  turnOffSecondFactor: post('/second-factor/off', {
    summary: 'Sign in with the password alone again',
    needs: 'self',
    inPerson: true,
    input: Nothing,
    output: Done,
    errors: [notOn, required, sessionErrors.confirmFirst],
    example: { input: {}, output: { done: true } },
  }),
  renewRecoveryCodes: post('/second-factor/recovery-codes', {
    summary: 'New recovery codes; those before end',
    needs: 'self',
    inPerson: true,
    input: Nothing,
    output: RecoveryCodes,
    errors: [notOn, sessionErrors.confirmFirst],
    secret: ['codes'],
    example: { input: {}, output: { codes } },
  }),
  resetSecondFactor: post('/second-factor/reset', {
    summary: 'Take the second step from somebody who lost it',
    description: 'Ends their sessions. For somebody who may do more than the caller it is refused.',
    needs: { permission: 'second-factor.reset' },
    audit: 'access',
    input: z.object({ email: Email }),
    output: Done,
    errors: [notOn, errors.belongsElsewhere],
    example: { input: { email: 'ana@example.org' }, output: { done: true } },
  }),
};
