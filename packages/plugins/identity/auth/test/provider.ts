// A real OpenID provider on this machine, and one whose every word can be bent.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import Provider from 'oidc-provider';

export interface TestProvider {
  readonly issuer: string;
  readonly client: { readonly clientId: string; readonly clientSecret: string };
  close(): Promise<void>;
}
export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

export async function listen(
  make: (issuer: string) => Promise<Listener>,
): Promise<{ issuer: string; close(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', await make(issuer));
  const close = () => new Promise<void>((closed) => void server.close(() => closed()).closeAllConnections());
  return { issuer, close };
}

export interface Known {
  readonly email: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}
/** node-oidc-provider, with a page on which one says which of the people one is. */
export async function openProvider(people: Record<string, Known>, redirect: string): Promise<TestProvider> {
  const client = { clientId: 'lectern', clientSecret: randomUUID() };
  const { issuer, close } = await listen(async (issuer) => {
    const provider = new Provider(issuer, {
      clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirect] }],
      cookies: { keys: [randomUUID()] },
      claims: { email: ['email', 'email_verified'], profile: ['name'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/who/${uid}` },
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
      async loadExistingGrant({ oidc }) {
        const grant = new provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    });
    const serve = provider.callback();
    return async (request, response) => {
      if (!request.url?.startsWith('/who/')) return serve(request, response);
      if (request.method === 'POST') {
        const accountId = new URLSearchParams(await text(request)).get('who') ?? '';
        return provider.interactionFinished(request, response, { login: { accountId } });
      }
      response.setHeader('content-type', 'text/html');
      response.end(
        `<html lang="en"><title>Who are you?</title><form method="post"><label>Who <input name="who"></label><button>Go on</button></form>`,
      );
    };
  });
  return { issuer, client, close };
}

/** What the browser is left with: the query it was sent home with, or the form that the provider's page sends home. */
export interface Arrived {
  readonly answer: URLSearchParams;
  /** Where the form goes; undefined for a query. */
  readonly post?: string;
}
/** A browser at the provider: from the address one was sent to, back to the query one comes home with. */
export const walk = async (location: string, who: string): Promise<string> =>
  (await walkThere(location, who)).answer.toString();

/** @param standIns by origin, who plays it */
export async function walkThere(
  location: string,
  who: string,
  standIns: Readonly<Record<string, string>> = {},
): Promise<Arrived> {
  const jar = new Map<string, string>();
  let at = new URL(location);
  let init: RequestInit = {};
  for (let steps = 0; steps < 10; steps++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const there = new URL(at.pathname + at.search, standIns[at.origin] ?? at.origin);
    const answer = await fetch(there, { redirect: 'manual', ...init, headers: { ...init.headers, cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      jar.set(name!, value!);
    }
    const to = answer.headers.get('location');
    if (to === null) {
      const page = await answer.text();
      if (!answer.ok) throw new Error(`the provider answered ${answer.status}: ${page}`);
      const [, post] = /<form method="post" action="([^"]+)"/.exec(page) ?? [];
      const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
      if (post !== undefined)
        return { post, answer: new URLSearchParams(fields.map(([, name, value]) => [name!, value!])) };
      init = { method: 'POST', body: new URLSearchParams({ who }) };
      continue;
    }
    const next = new URL(to, at);
    if (next.pathname.endsWith('/sign-in/return')) return { answer: next.searchParams };
    [at, init] = [next, {}];
  }
  throw new Error('the provider leads in circles');
}

export interface Bent extends TestProvider {
  /** What the next ID token says, beyond what it should. */
  claims: JWTPayload;
  /** In place of a signature with the provider's key. */
  sign: 'properly' | 'with another key' | 'not at all';
  /** Answers for its browser: the code of somebody who has just said who they are. */
  codeFor(location: string): string;
}
export async function openBentProvider(): Promise<Bent> {
  const client = { clientId: 'lectern', clientSecret: 'kept' };
  const [{ publicKey, privateKey }, other] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const nonces = new Map<string, string>();
  const { issuer, close } = await listen(async (issuer) => {
    const answers: Record<string, (request: IncomingMessage) => Promise<object>> = {
      '/.well-known/openid-configuration': async () => ({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256', 'none'],
        token_endpoint_auth_methods_supported: ['client_secret_post'],
      }),
      '/keys': async () => ({ keys: [jwk] }),
      '/token': async (request) => {
        const code = new URLSearchParams(await text(request)).get('code') ?? '';
        return { access_token: 'a', token_type: 'Bearer', id_token: await tokenFor(issuer, nonces.get(code)) };
      },
    };
    return async (request, response) => {
      const answer = await answers[request.url ?? '']?.(request);
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
    };
  });
  async function tokenFor(issuer: string, nonce: string | undefined): Promise<string> {
    const claims = {
      ...{ iss: issuer, aud: client.clientId, sub: 'mallory', nonce },
      ...{ email: 'mallory@halden.example', email_verified: true, name: 'Mallory' },
      ...{ iat: Math.floor(Date.now() / 1_000), exp: Math.floor(Date.now() / 1_000) + 60 },
      ...bent.claims,
    };
    if (bent.sign === 'not at all') {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none' })}.${part(claims)}.`;
    }
    const key = bent.sign === 'properly' ? privateKey : other.privateKey;
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key);
  }
  const bent: Bent = {
    issuer,
    client,
    close,
    claims: {},
    sign: 'properly',
    codeFor(location) {
      const query = new URL(location).searchParams;
      const code = randomUUID();
      nonces.set(code, query.get('nonce') ?? '');
      return new URLSearchParams({ code, state: query.get('state') ?? '' }).toString();
    },
  };
  return bent;
}
