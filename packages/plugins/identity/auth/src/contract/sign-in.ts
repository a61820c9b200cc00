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

export const session: Session = {
  person: { id: 'usr-ana', name: 'Ana Ibarra', email: 'ana@example.org' },
  permissions: [],
};

export const signInOperations = {
  session: get('/session', {
    summary: 'Who I am here',
    needs: 'public',
    input: Nothing,
    output: Session,
    example: { input: {}, output: session },
  }),
  signUp: post('/sign-up', {
    summary: 'Make an account and sign in',
    needs: 'public',
    input: z.object({ name: Line, email: Email, password: Password }),
    output: Session,
    errors: [errors.emailTaken, errors.signUpClosed, errors.tooManyAttempts],
    secret: ['password'],
    example: {
      input: { name: 'Ana Ibarra', email: 'ana@example.org', password: 'a long sentence' },
      output: session,
    },
  }),
  signIn: post('/sign-in', {
    summary: 'Sign in',
    needs: 'public',
    input: z.object({ email: Email, password: z.string().min(1).max(200) }),
    output: Session,
    errors: [errors.wrongCredentials, errors.tooManyAttempts],
    secret: ['password'],
    example: { input: { email: 'ana@example.org', password: 'a long sentence' }, output: session },
  }),
  exchange: post('/exchange', {
    summary: 'Come in with a token that another application signed',
    description:
      'A JSON Web Token (RFC 7519) of an issuer this school trusts (setting `issuers`), with `iss`, `aud` (the address of this school), `iat`, `exp` at most ten minutes later, `jti`, `email` and `name`. Each is taken once. The account is made on first sight. `as: bearer` answers with a token for `Authorization`, for pages of another origin; `as: cookie` signs the browser in.',
    needs: 'public',
    input: z.object({ token: z.string().min(1).max(8_000), as: z.enum(['bearer', 'cookie']).default('bearer') }),
    output: Session.extend({ token: z.string().nullable().describe('null where a cookie was asked for') }),
    errors: [errors.notVouchedFor],
    secret: ['token'],
    example: { input: { token: 'eyJhbGciOiJIUzI1NiJ9...' }, output: { ...session, token: 'Zm9v' } },
  }),
  signOut: post('/sign-out', {
    summary: 'End this session',
    needs: 'self',
    input: Nothing,
    output: Done,
    example: { input: {}, output: { done: true } },
  }),
};
