// Google, Microsoft, GitLab, Apple and GitHub, each played by node-oidc-provider on this machine under the name it has in the
// world, with what is its own: what it signs, where it says an address, how it wants to be asked, how it answers.
import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { jwtVerify } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';
import { type Listener, listen } from './provider.ts';

type Claims = Readonly<Record<string, unknown>>;
export interface Maker {
  readonly kind: string;
  /** What an owner fills in. */
  readonly given: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly details?: Record<string, string>;
  };
  readonly standIns: Readonly<Record<string, string>>;
  close(): Promise<void>;
}
interface Play {
  readonly kind: string;
  /** The origin in the world. */
  readonly origin: string;
  /** As ID tokens name it; the origin unless told. */
  readonly issuer?: string;
  readonly redirect: string;
  readonly given?: Partial<Maker['given']>;
  readonly people: Record<string, Claims>;
  readonly settings?: Configuration;
  /** Does not say in its answer whose it is (RFC 9207). */
  readonly nameless?: true;
  /** Whether what the school sends as its secret is one; compared as text unless told. */
  readonly secret?: (given: string) => Promise<boolean>;
  /** Before the provider: true when it was answered. */
  readonly before?: (
    request: IncomingMessage,
    response: ServerResponse,
    provider: Provider,
    discovered: () => Promise<Record<string, unknown>>,
  ) => Promise<boolean>;
}

/** Not the test's: who types which address into a browser must reach the same server. */
const forwarded = (origin: string) => ({ 'x-forwarded-proto': 'https', 'x-forwarded-host': new URL(origin).host });

async function play({
  kind,
  origin,
  issuer = origin,
  redirect,
  given,
  people,
  settings,
  nameless,
  secret,
  before,
}: Play): Promise<Maker> {
  const client = { clientId: 'org.example.school', clientSecret: 'of-the-provider', ...given };
  const { issuer: address, close } = await listen(async (address): Promise<Listener> => {
    const scope = [...(settings?.scopes ?? ['openid', 'email', 'profile', 'name'])].join(' ');
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: client.clientId,
          client_secret: 'of-the-provider',
          redirect_uris: [redirect],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      cookies: { keys: ['of the test'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/who/${uid}` },
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
      async loadExistingGrant({ oidc }) {
        const grant = new provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
        grant.addOIDCScope(scope);
        await grant.save();
        return grant;
      },
      ...settings,
    });
    provider.proxy = true;
    if (secret) Object.assign(provider.Client.prototype, { compareClientSecret: secret });
    if (nameless)
      provider.use(async (ctx, next) => {
        await next();
        const to = URL.parse(ctx.response.get('location'));
        to?.searchParams.delete('iss');
        if (to?.searchParams.has('code')) ctx.set('location', to.href);
        if (typeof ctx.body === 'string') ctx.body = ctx.body.replace(/<input type="hidden" name="iss"[^>]*>/, '');
      });
    const serve = provider.callback();
    const discovered = async () =>
      (await (
        await fetch(`${address}/.well-known/openid-configuration`, {
          headers: { ...forwarded(origin), 'x-plain': 'yes' },
        })
      ).json()) as Record<string, unknown>;
    return async (request, response) => {
      Object.assign(request.headers, forwarded(origin));
      if (await before?.(request, response, provider, discovered)) return;
      if (!request.url?.startsWith('/who/')) return serve(request, response);
      if (request.method === 'POST') {
        const accountId = new URLSearchParams(await text(request)).get('who') ?? '';
        return provider.interactionFinished(request, response, { login: { accountId } });
      }
      response.end('Who are you?');
    };
  });
  return { kind, given: client, standIns: { [origin]: address }, close };
}
const json = (response: ServerResponse, body: unknown): true => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  return true;
};
interface Asked {
  readonly site: string;
  readonly people: Record<string, Claims>;
}
const claims = { email: ['email', 'email_verified'], profile: ['name'] };

/** Says all in the ID token. */
export const google = ({ site, people }: Asked): Promise<Maker> =>
  play({
    kind: 'google',
    origin: 'https://accounts.google.com',
    redirect: `${site}/sign-in/return`,
    people,
    settings: { claims, conformIdTokenClaims: false },
  });

/** Says in the ID token who it is, and the address when asked. */
export const gitlab = ({ site, people }: Asked): Promise<Maker> =>
  play({
    kind: 'gitlab',
    origin: 'https://gitlab.com',
    redirect: `${site}/sign-in/return`,
    people,
    settings: { claims },
  });

/**
 * Describes the directory `{tenantid}` and signs for the one of the account; never says `email_verified`, and knows RFC 9207
 * not.
 */
export function microsoft({ site, people, tenant, home }: Asked & { tenant: string; home: string }): Promise<Maker> {
  const origin = 'https://login.microsoftonline.com';
  return play({
    kind: 'microsoft',
    nameless: true,
    origin,
    issuer: `${origin}/${home}/v2.0`,
    redirect: `${site}/sign-in/return`,
    given: { details: { tenant } },
    people: Object.fromEntries(Object.entries(people).map(([id, said]) => [id, { tid: home, ...said }])),
    settings: {
      claims: { openid: ['sub', 'tid'], email: ['email', 'xms_edov'], profile: ['name'] },
      conformIdTokenClaims: false,
    },
    async before(request, response, _, discovered) {
      if (request.url !== `/${tenant}/v2.0/.well-known/openid-configuration`) return false;
      const { authorization_response_iss_parameter_supported: _iss, ...said } = await discovered();
      const directory = ['common', 'organizations'].includes(tenant) ? '{tenantid}' : tenant;
      return json(response, { ...said, issuer: `${origin}/${directory}/v2.0` });
    },
  });
}

/** Takes a token for a secret, answers with a form, writes its booleans as text. */
export function apple({ site, people }: Asked): Promise<Maker> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const [teamId, keyId, clientId] = ['TEAM567890', 'KEY4567890', 'org.example.school'];
  return play({
    kind: 'apple',
    nameless: true,
    origin: 'https://appleid.apple.com',
    redirect: `${site}/api/auth/sign-on/return`,
    given: {
      clientSecret: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
      details: { teamId, keyId },
    },
    people: Object.fromEntries(
      Object.entries(people).map(([id, said]) => [id, { ...said, email_verified: String(said.email_verified) }]),
    ),
    settings: {
      claims: { email: ['email', 'email_verified'] },
      scopes: ['openid', 'email', 'name'],
      conformIdTokenClaims: false,
    },
    async secret(given) {
      const { protectedHeader, payload } = await jwtVerify(given, publicKey, {
        issuer: teamId,
        subject: clientId,
        audience: 'https://appleid.apple.com',
        algorithms: ['ES256'],
        requiredClaims: ['iat', 'exp'],
      });
      return protectedHeader.kid === keyId && payload.exp! - payload.iat! <= 15_777_000;
    },
    async before(request, response, _, discovered) {
      if (request.url !== '/.well-known/openid-configuration' || 'x-plain' in request.headers) return false;
      const {
        authorization_response_iss_parameter_supported: _iss,
        userinfo_endpoint: _none,
        ...said
      } = await discovered();
      return json(response, said);
    },
  });
}

/** OAuth 2.0 and no ID token: who it is has to be asked of another host. */
export async function github({ site, people }: Asked): Promise<Maker> {
  const maker = await play({
    kind: 'github',
    nameless: true,
    origin: 'https://github.com',
    redirect: `${site}/sign-in/return`,
    people: {},
    settings: {
      scopes: ['read:user', 'user:email'],
      routes: { authorization: '/login/oauth/authorize', token: '/login/oauth/access_token' },
    },
    async before(request, response, provider) {
      if (!request.url?.startsWith('/user')) return false;
      const token = await provider.AccessToken.find((request.headers.authorization ?? '').slice('Bearer '.length));
      if (!token) return json(response, { message: 'Bad credentials' });
      const { email, email_verified: verified, name } = people[token.accountId] ?? {};
      return json(
        response,
        request.url === '/user'
          ? {
              id: [...token.accountId].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
              login: token.accountId,
              name,
            }
          : [{ email, primary: true, verified }],
      );
    },
  });
  return { ...maker, standIns: { ...maker.standIns, 'https://api.github.com': maker.standIns['https://github.com']! } };
}
