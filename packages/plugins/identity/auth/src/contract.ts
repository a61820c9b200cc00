import {
  Done,
  defineContract,
  Email,
  event,
  get,
  Id,
  Line,
  Moment,
  Nothing,
  post,
  remove,
  service,
} from '@lectern/kit/contract';
import { z } from 'zod';

export const Password = z.string().min(10, 'At least 10 characters').max(200, 'At most 200 characters');
export const Session = z.object({
  person: z.object({ id: Id, name: Line, email: z.string() }).nullable().describe('null when nobody is signed in'),
  permissions: z.array(z.string()).describe('What the person may do in the whole school'),
});
export type Session = z.infer<typeof Session>;
export const Key = z.object({
  id: Id,
  name: Line,
  hint: z.string().describe('How the key begins'),
  createdAt: Moment,
  lastUsedAt: Moment.nullable(),
});
export type Key = z.infer<typeof Key>;

export const errors = {
  wrongCredentials: {
    code: 'auth.wrong_credentials',
    status: 401,
    message: 'Address and password do not belong together.',
  },
  tooManyAttempts: {
    code: 'auth.too_many_attempts',
    status: 429,
    message: 'Too many tries. Wait a quarter of an hour and try again.',
  },
  linkUsed: {
    code: 'auth.link_not_valid',
    status: 410,
    message: 'This link was used already or is too old. Ask for a new one: lms user link EMAIL.',
  },
  signUpClosed: {
    code: 'auth.sign_up_closed',
    status: 403,
    message: 'This school does not take sign-ups. Ask its owner for an invitation.',
  },
  notVouchedFor: {
    code: 'auth.not_vouched_for',
    status: 401,
    message: 'This token does not let anybody in. The application that signed it has to sign a new one.',
  },
  emailTaken: {
    code: 'auth.email_taken',
    status: 409,
    message: 'There is an account with this address. Sign in instead.',
  },
} as const;

export const signedIn = event('auth.signed_in', z.object({ userId: Id }));
export const passwordChanged = event('auth.password_changed', z.object({ userId: Id }));

export interface AuthService {
  /** Makes a link with which one person, once, sets a password. Valid for 7 days. @returns the path with the token: `/set-up/...` */
  linkFor(userId: string): Promise<string>;
  /** True until the school has an owner who can sign in. */
  needsSetUp(): Promise<boolean>;
  /**
   * Outside a unit of work, because it hashes. Called again for the same address it changes nothing: a password that is
   * there stays. Without a password the owner sets one through `linkFor`. @returns the person's id
   */
  createOwner(person: { name: string; email: string; password?: string | undefined }): Promise<string>;
  /** Outside a unit of work, because it hashes. Ends the person's sessions. */
  setPassword(userId: string, password: string): Promise<void>;
}
export const authService = service<AuthService>('auth');

const session: Session = { person: { id: 'usr-ana', name: 'Ana Ibarra', email: 'ana@example.org' }, permissions: [] };
const key: Key = {
  id: 'key-1',
  name: 'Website',
  hint: 'lk_3fQ',
  createdAt: '2026-01-12T09:00:00.000Z',
  lastUsedAt: null,
};
const credentials = { email: Email, password: z.string().min(1).max(200) };

export const authContract = defineContract({
  id: 'auth',
  summary: 'Signing in, sessions and keys',
  service: authService,
  permissions: {
    'user.invite': { summary: 'Create accounts and links to set a password', roles: [] },
    'key.create': { summary: 'Create keys for programs', roles: ['instructor'] },
  },
  events: { signedIn, passwordChanged },
  errors,
  operations: {
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
      input: z.object(credentials),
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
    link: get('/links/:token', {
      summary: 'Whom a set-up link is for',
      needs: 'public',
      input: z.object({ token: z.string().max(200) }),
      output: z.object({ name: Line, email: z.string(), owner: z.boolean() }),
      errors: [errors.linkUsed],
      secret: ['token'],
      example: { input: { token: 'Zm9v' }, output: { name: 'Ana Ibarra', email: 'ana@example.org', owner: true } },
    }),
    useLink: post('/links/:token', {
      summary: 'Set a password with a set-up link, and sign in',
      needs: 'public',
      input: z.object({
        token: z.string().max(200),
        password: Password,
        name: Line.optional(),
        email: Email.optional(),
      }),
      output: Session,
      errors: [errors.linkUsed, errors.emailTaken],
      secret: ['token', 'password'],
      example: { input: { token: 'Zm9v', password: 'a long sentence' }, output: session },
    }),
    invite: post('/invitations', {
      summary: 'Create an account and a link to set its password',
      needs: { permission: 'user.invite' },
      input: z.object({ name: Line, email: Email, role: z.enum(['owner', 'instructor']).optional() }),
      secret: ['link'],
      output: z.object({ userId: Id, link: z.string() }),
      errors: [errors.emailTaken],
      example: {
        input: { name: 'Ben Okafor', email: 'ben@example.org', role: 'instructor' },
        output: { userId: 'usr-ben', link: 'https://school.example.org/set-up/Zm9v' },
      },
    }),
    createLink: post('/links', {
      summary: 'Make a link with which somebody sets a new password',
      description:
        'For who forgot theirs, or lost the link of an invitation: that one ends. For somebody with a role in the whole school it takes the right to give roles.',
      needs: { permission: 'user.invite' },
      input: z.object({ email: Email }),
      secret: ['link'],
      output: z.object({ userId: Id, link: z.string() }),
      example: {
        input: { email: 'ben@example.org' },
        output: { userId: 'usr-ben', link: 'https://school.example.org/set-up/Zm9v' },
      },
    }),
    keys: get('/keys', {
      summary: 'My keys',
      needs: 'self',
      input: Nothing,
      output: z.object({ items: z.array(Key) }),
      example: { input: {}, output: { items: [key] } },
    }),
    createKey: post('/keys', {
      summary: 'Create a key for a program that acts as me',
      description: 'The key is shown once, in this answer.',
      needs: { permission: 'key.create' },
      secret: ['key'],
      input: z.object({ name: Line }),
      output: Key.extend({ key: z.string() }),
      example: { input: { name: 'Website' }, output: { ...key, key: 'lk_3fQ...' } },
    }),
    revokeKey: remove('/keys/:keyId', {
      summary: 'End a key of mine',
      needs: 'self',
      input: z.object({ keyId: Id }),
      output: Done,
      example: { input: { keyId: 'key-1' }, output: { done: true } },
    }),
  },
});
