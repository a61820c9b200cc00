// Signing in with an account of somewhere else: a provider of the school's own (OpenID Connect), or one that everybody
// knows. What speaks a protocol is a driver in the slot `auth.signOn`.
import { Done, Email, get, Id, Line, Moment, Nothing, patch, post, raw, remove, slot } from '@lectern/kit/contract';
import { z } from 'zod';
import { passkeyErrors } from './passkeys.ts';
import { Entered, session } from './sign-in.ts';

export const signOnErrors = {
  signOnLate: {
    code: 'auth.sign_on_too_late',
    status: 410,
    message:
      'This sign-in took longer than a quarter of an hour, was begun in another browser, or is done. Begin again.',
  },
  signOnRefused: {
    code: 'auth.sign_on_refused',
    status: 401,
    message: 'The other side did not let you in.',
  },
  signOnFailed: {
    code: 'auth.sign_on_failed',
    status: 503,
    message: 'The other side could not be asked. Try again, or tell whoever runs this school.',
  },
  signOnUnconfirmed: {
    code: 'auth.sign_on_unconfirmed',
    status: 403,
    message:
      'The other side does not confirm that your address is yours, so it cannot tell us who you are. If you have an account here, sign in to it and connect the other one under Security.',
  },
  signOnElsewhere: {
    code: 'auth.sign_on_not_connected',
    status: 409,
    message:
      'There is an account with this address that was not connected. Sign in to it and connect this one under Security.',
  },
  signOnNobody: {
    code: 'auth.sign_on_by_invitation',
    status: 403,
    message: 'This school lets in who was invited. Ask whoever told you about it.',
  },
  signOnTaken: {
    code: 'auth.sign_on_taken',
    status: 409,
    message: 'That account is connected to somebody else here.',
  },
  signOnNeeded: {
    code: 'auth.sign_on_needed',
    status: 403,
    message: 'People of your organization sign in with its own account. Use that button.',
  },
  domainTaken: {
    code: 'auth.domain_taken',
    status: 409,
    message: 'Another provider has this domain. Take it from there first.',
  },
  unknownKind: {
    code: 'auth.unknown_kind',
    status: 422,
    message: 'No loaded plugin speaks to providers of this kind.',
  },
} as const;

/** What a driver is told of a provider. */
export interface SignOnProvider {
  readonly kind: string;
  readonly issuer: string;
  readonly clientId: string;
  /** What proves that it is us: a secret that is sent, or a key that signs. */
  readonly clientSecret: string;
  /** What the kind `asks` beyond that, by name. */
  readonly details: Readonly<Record<string, string>>;
}
/** One sign-in. The three secrets are random, and the same when it comes back. */
export interface SignOnAttempt {
  /** Where the browser comes back to. */
  readonly redirect: string;
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
}
/** Whom the other side says it is. */
export interface SignOnPerson {
  /** Never given to another person, and never changed. */
  readonly subject: string;
  readonly email?: string | undefined;
  readonly emailVerified: boolean;
  readonly name?: string | undefined;
}
export interface SignOnKind {
  readonly kind: string;
  /** Of a provider there is one of; `{tenant}` stands for the detail of that name. Others are asked for theirs. */
  readonly issuer?: string;
  /** Its word on an address is believed in every organization, for no organization runs it. */
  readonly everybodys: boolean | ((provider: Pick<SignOnProvider, 'details'>) => boolean);
  /** Further lines that an owner copies from there, and what each looks like. */
  readonly asks?: readonly { readonly name: string; readonly pattern: RegExp }[];
  /** What stands for the client secret: a line of text unless told, or the PEM of a private key. */
  readonly secret?: 'text' | 'key';
  /** The page on which a school is registered there. */
  readonly register?: string;
  /** `form`: the browser comes back with a POST, which `auth.signOnReturn` turns into the same page. */
  readonly returns?: 'query' | 'form';
}
/** A protocol. What it throws as `SignOnFault` is told to whoever signs in. */
export interface SignOnDriver {
  readonly kinds: readonly SignOnKind[];
  /** @returns the address to send the browser to */
  start(provider: SignOnProvider, attempt: SignOnAttempt): Promise<string>;
  /** @param answer the query, or the form, that the browser came back with */
  finish(provider: SignOnProvider, attempt: SignOnAttempt, answer: URLSearchParams): Promise<SignOnPerson>;
  /** What is wrong with the provider, as a sentence for an owner; undefined when nothing is. */
  test(provider: SignOnProvider, redirect: string): Promise<string | undefined>;
}
export const signOnSlot = slot<SignOnDriver>('auth.signOn', 'Protocols of signing in with accounts of other places');

/** `refused`: the person, by the other side. `failed`: the provider, and its owner has something to mend. */
export class SignOnFault extends Error {
  override readonly name = 'SignOnFault';
  readonly reason: 'refused' | 'failed';
  constructor(reason: 'refused' | 'failed', message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/, 'A domain such as example.org');
const issuer = z.url({ protocol: /^https?$/, error: 'The address of the provider: https://id.example.org' }).max(500);
const given = {
  name: Line.describe('As the button says it'),
  issuer: issuer.optional().describe('Its address; not of providers there is one of'),
  clientId: z.string().trim().min(1).max(500),
  domains: z.array(Domain).max(50).describe('Whose people it knows: an address there leads to it'),
  admits: z.enum(['nobody', 'learner', 'instructor']).describe('As what somebody new is let in'),
  details: z
    .record(z.string().max(40), z.string().trim().max(200))
    .describe('What its kind asks for beyond that: `kinds` of `auth.providers` names them'),
  trusted: z
    .boolean()
    .describe('Its word on an address of its domains is enough, though it does not say `email_verified`'),
  required: z.boolean().describe('People of its domains sign in here only; owners can always use their password'),
  button: z.boolean().describe('Shown to everybody; otherwise found by address only'),
  enabled: z.boolean(),
};
const clientSecret = z.string().trim().max(4_000).describe('Or the PEM of a private key, where the kind wants one');

export const Provider = z.object({
  id: Id,
  kind: z.string(),
  ...given,
  issuer: z.string(),
  hasSecret: z.boolean(),
});
export type Provider = z.infer<typeof Provider>;
const provider: Provider = {
  id: 'sop-1',
  kind: 'oidc',
  name: 'Halden Works',
  issuer: 'https://id.halden.example',
  clientId: 'lectern',
  hasSecret: true,
  domains: ['halden.example'],
  admits: 'learner',
  details: {},
  trusted: false,
  required: false,
  button: true,
  enabled: true,
};

export const ProviderKind = z.object({
  kind: z.string(),
  issuer: z.string().nullable().describe('null where its address is asked for'),
  asks: z.array(z.object({ name: z.string(), pattern: z.string() })).describe('Keys of `details`, all of them needed'),
  secret: z.enum(['text', 'key']).describe('`key`: clientSecret is the PEM of a private key'),
  register: z.string().nullable().describe('The page on which the school is registered there'),
  redirect: z.string().describe('The address that it has to be told'),
  everybodys: z.boolean().describe('It says itself which addresses were confirmed; there is nothing to trust'),
});
export type ProviderKind = z.infer<typeof ProviderKind>;
const ownKind: ProviderKind = {
  kind: 'oidc',
  issuer: null,
  asks: [],
  secret: 'text',
  register: null,
  redirect: 'https://school.example.org/sign-in/return',
  everybodys: false,
};

export const ConnectedAccount = z.object({
  id: Id,
  provider: Line,
  providerId: Id,
  email: z.string().nullable(),
  connectedAt: Moment,
  lastUsedAt: Moment.nullable(),
});
export type ConnectedAccount = z.infer<typeof ConnectedAccount>;

const byOwners = { permission: 'sign-on.write' } as const;

export const signOnOperations = {
  signOnOptions: get('/sign-on', {
    inMaintenance: true,
    summary: 'With which other accounts one signs in here',
    description: 'With an address also the provider of its domain, whether anybody has an account with it or not.',
    needs: 'public',
    input: z.object({ email: Email.optional() }),
    output: z.object({
      ways: z.array(z.object({ providerId: Id, name: Line, kind: z.string() })).describe('Buttons'),
      routed: z.object({ providerId: Id, name: Line, required: z.boolean() }).nullable(),
    }),
    example: {
      input: {},
      output: { ways: [{ providerId: 'sop-1', name: 'Halden Works', kind: 'oidc' }], routed: null },
    },
  }),
  startSignOn: post('/sign-on/:providerId/start', {
    inMaintenance: true,
    summary: 'Begin to sign in with another account',
    description:
      'Send the browser to `location` and keep `ticket` in it: it comes back to /sign-in/return, whose query and the ticket are what `auth.finishSignOn` takes.',
    needs: 'public',
    changes: false,
    input: z.object({
      providerId: Id,
      connect: z.boolean().default(false).describe('To connect it to the account that is signed in'),
      email: Email.optional().describe('Told to the provider, which then need not ask'),
    }),
    output: z.object({ location: z.string(), state: z.string(), ticket: z.string() }),
    errors: [signOnErrors.signOnFailed],
    secret: ['location', 'state', 'ticket'],
    example: {
      input: { providerId: 'sop-1' },
      output: { location: 'https://id.halden.example/auth?client_id=lectern', state: 'Zm9v', ticket: 'Zm9v' },
    },
  }),
  finishSignOn: post('/sign-on/finish', {
    inMaintenance: true,
    summary: 'Sign in with what another account answered',
    needs: 'public',
    audit: 'sign-in',
    input: z.object({ answer: z.string().min(1).max(8_000), ticket: z.string().min(1).max(2_000) }),
    output: Entered.extend({ connected: z.boolean().describe('An account was connected, and nobody signed in') }),
    errors: [
      signOnErrors.signOnLate,
      signOnErrors.signOnRefused,
      signOnErrors.signOnFailed,
      signOnErrors.signOnUnconfirmed,
      signOnErrors.signOnElsewhere,
      signOnErrors.signOnNobody,
      signOnErrors.signOnTaken,
    ],
    secret: ['answer', 'ticket'],
    example: { input: { answer: 'code=Zm9v&state=Zm9v', ticket: 'Zm9v' }, output: { ...session, connected: false } },
  }),
  signOnReturn: raw('POST', '/sign-on/return', {
    inMaintenance: true,
    summary: 'Where a provider posts its answer to',
    description:
      'For providers that come back with a form (OAuth 2.0 Form Post Response Mode), such as Apple. Leads to /sign-in/return with the answer behind `#`, which no server and no log sees. Nothing is believed and nobody signed in: that takes the ticket of the browser.',
    needs: 'public',
    changes: false,
    input: Nothing,
    accepts: ['application/x-www-form-urlencoded'],
    produces: ['text/html'],
    limit: 8_192,
    example: {
      input: {},
      body: 'code=Zm9v&state=Zm9v',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
  }),
  connectedAccounts: get('/sign-on/accounts', {
    summary: 'Other accounts that sign in as me',
    needs: 'self',
    input: Nothing,
    output: z.object({ items: z.array(ConnectedAccount) }),
    example: { input: {}, output: { items: [] } },
  }),
  disconnectAccount: remove('/sign-on/accounts/:accountId', {
    summary: 'Let another account not sign in as me any more',
    needs: 'self',
    inPerson: true,
    input: z.object({
      accountId: Id,
      anyway: z.boolean().default(false).describe('Also when it is the last way to sign in'),
    }),
    output: Done,
    errors: [passkeyErrors.lastWayIn],
    example: { input: { accountId: 'soa-1' }, output: { done: true } },
  }),
  providers: get('/sign-on/providers', {
    summary: 'Providers of sign-in, as their owner sees them',
    needs: byOwners,
    input: Nothing,
    output: z.object({
      items: z.array(Provider),
      kinds: z.array(ProviderKind),
      redirect: z.string().describe('The address that providers have to be told, but those whose kind says another'),
    }),
    example: {
      input: {},
      output: {
        items: [provider],
        kinds: [ownKind],
        redirect: 'https://school.example.org/sign-in/return',
      },
    },
  }),
  addProvider: post('/sign-on/providers', {
    summary: 'Let people sign in with accounts of another place',
    description: 'Who runs the provider decides who comes in, and as whom: whoever may add one can become anybody.',
    needs: byOwners,
    audit: 'access',
    inPerson: true,
    input: z.object({
      ...given,
      kind: z.string().min(1).max(40).default('oidc'),
      domains: given.domains.default([]),
      admits: given.admits.default('learner'),
      details: given.details.default({}),
      trusted: given.trusted.default(false),
      required: given.required.default(false),
      button: given.button.default(true),
      enabled: given.enabled.default(true),
      clientSecret: clientSecret.default(''),
    }),
    output: Provider,
    errors: [signOnErrors.domainTaken, signOnErrors.unknownKind],
    secret: ['clientSecret'],
    example: {
      input: {
        name: 'Halden Works',
        issuer: 'https://id.halden.example',
        clientId: 'lectern',
        clientSecret: 'of the provider',
        domains: ['halden.example'],
      },
      output: provider,
    },
  }),
  updateProvider: patch('/sign-on/providers/:providerId', {
    authored: 'providers',
    summary: 'Change a provider of sign-in',
    needs: byOwners,
    audit: 'access',
    inPerson: true,
    input: z.object({
      providerId: Id,
      name: given.name.optional(),
      issuer: given.issuer,
      clientId: given.clientId.optional(),
      clientSecret: clientSecret.optional(),
      domains: given.domains.optional(),
      admits: given.admits.optional(),
      details: given.details.optional(),
      trusted: given.trusted.optional(),
      required: given.required.optional(),
      button: given.button.optional(),
      enabled: given.enabled.optional(),
    }),
    output: Provider,
    errors: [signOnErrors.domainTaken],
    secret: ['clientSecret'],
    example: { input: { providerId: 'sop-1', enabled: false }, output: { ...provider, enabled: false } },
  }),
  removeProvider: remove('/sign-on/providers/:providerId', {
    summary: 'Take away a provider of sign-in, and what was connected through it',
    needs: byOwners,
    audit: 'access',
    inPerson: true,
    input: z.object({ providerId: Id }),
    output: Done,
    example: { input: { providerId: 'sop-1' }, output: { done: true } },
  }),
  testProvider: post('/sign-on/providers/:providerId/test', {
    summary: 'Ask a provider whether it would work',
    needs: byOwners,
    changes: false,
    input: z.object({ providerId: Id }),
    output: z.object({ ok: z.boolean(), problem: z.string().nullable().describe('What is wrong, and what to do') }),
    example: { input: { providerId: 'sop-1' }, output: { ok: true, problem: null } },
  }),
};
export type NewProvider = z.output<(typeof signOnOperations)['addProvider']['spec']['input']>;
export type ProviderChanges = Omit<
  z.output<(typeof signOnOperations)['updateProvider']['spec']['input']>,
  'providerId'
>;
