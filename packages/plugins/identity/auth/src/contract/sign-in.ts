// Who I am here, coming in and going out.
import { Done, Email, get, Id, Line, Nothing, post } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

export const Password = z.string().min(10, 'At least 10 characters').max(200, 'At most 200 characters');
export const Session = z.object({
  person: z.object({ id: Id, name: Line, email: z.string() }).nullable().describe('null when nobody is signed in'),
  permissions: z.array(z.string()).describe('What the person may do in the whole school'),
});
export type Session = z.infer<typeof Session>;

/** What a way in answers: a session, or what is left to do. */
export const Entered = Session.extend({
  next: z
    .enum(['second-factor', 'set-up-second-factor', 'mail'])
    .optional()
    .describe(
      'Absent when the person is in; `second-factor`: a code is owed; `set-up-second-factor`: in, and for the person’s own account alone until there is a second step; `mail`: a link was sent',
    ),
  ticket: z.string().optional().describe('For `auth.secondFactor`'),
});
export type Entered = z.infer<typeof Entered>;

export const session: Session = {
  person: { id: 'usr-ana', name: 'Ana Ibarra', email: 'ana@example.org' },
  permissions: [],
};

export const signInOperations = {
  session: get('/session', {
    inMaintenance: true,
    summary: 'Who I am here',
    needs: 'public',
    input: Nothing,
    output: Session.extend({
      impersonator: z.object({ id: Id, name: Line }).nullable().describe('Who acts as this person'),
      serviceAccount: z.object({ id: Id, name: Line }).nullable().describe('The program of the school that asks'),
    }),
    example: { input: {}, output: { ...session, impersonator: null, serviceAccount: null } },
  }),
  signUp: post('/sign-up', {
    summary: 'Make an account and sign in',
    description:
      'Where the school sends mail (`auth.ways`) the answer is `next: mail`, whether or not somebody has the address: a password is set with the link that is sent, and one given here is not looked at. Elsewhere the password is needed, and the account is there at once.',
    needs: 'public',
    audit: 'sign-in',
    input: z.object({ name: Line, email: Email, password: Password.optional() }),
    output: Entered,
    errors: [errors.emailTaken, errors.signUpClosed, errors.tooManyAttempts],
    secret: ['password', 'ticket'],
    example: {
      input: { name: 'Ana Ibarra', email: 'ana@example.org', password: 'a long sentence' },
      output: session,
    },
  }),
  signIn: post('/sign-in', {
    inMaintenance: true,
    summary: 'Sign in',
    needs: 'public',
    audit: 'sign-in',
    input: z.object({ email: Email, password: z.string().min(1).max(200) }),
    output: Entered,
    errors: [errors.wrongCredentials, errors.tooManyAttempts],
    secret: ['password', 'ticket'],
    example: { input: { email: 'ana@example.org', password: 'a long sentence' }, output: session },
  }),
  exchange: post('/exchange', {
    summary: 'Come in with a token that another application signed',
    description:
      'A JSON Web Token (RFC 7519) of an issuer this school trusts (setting `issuers`), with `iss`, `aud` (the address of this school), `iat`, `exp` at most ten minutes later, `jti`, `email` and `name`. Each is taken once. The account is made on first sight. `as: bearer` answers with a token for `Authorization`, for pages of another origin; `as: cookie` signs the browser in.',
    needs: 'public',
    audit: 'sign-in',
    input: z.object({ token: z.string().min(1).max(8_000), as: z.enum(['bearer', 'cookie']).default('bearer') }),
    output: Session.extend({ token: z.string().nullable().describe('null where a cookie was asked for') }),
    errors: [errors.notVouchedFor],
    secret: ['token'],
    example: { input: { token: 'eyJhbGciOiJIUzI1NiJ9...' }, output: { ...session, token: 'Zm9v' } },
  }),
  signOut: post('/sign-out', {
    inMaintenance: true,
    summary: 'End this session, or the key that asks',
    needs: 'self',
    input: Nothing,
    output: Done,
    example: { input: {}, output: { done: true } },
  }),
};
