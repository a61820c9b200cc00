// OpenID Connect Core 1.0 by the authorization code flow, with PKCE (RFC 7636), state and nonce; what the protocol asks to
// be checked is checked by openid-client, which is loaded with the first sign-in.
import { OutgoingFault, type OutgoingPort } from '@lectern/kit';
import { type SignOnDriver, SignOnFault, type SignOnKind, type SignOnProvider } from '../contract/sign-on.ts';
import { nameOfApple, secretOfApple } from './apple.ts';

type Library = typeof import('openid-client');
type Configuration = import('openid-client').Configuration;
type ClientAuth = import('openid-client').ClientAuth;
type CustomFetchOptions = import('openid-client').CustomFetchOptions;

interface Claims {
  readonly sub: string;
  readonly email?: unknown;
  readonly email_verified?: unknown;
  readonly name?: unknown;
  /** Microsoft: who owns the domain of the address has said that it is this person's. */
  readonly xms_edov?: unknown;
}

/** Directories of Microsoft that are nobody's: whoever has an account of any of them. */
const anyTenant = new Set(['common', 'organizations', 'consumers']);

const kinds: readonly SignOnKind[] = [
  { kind: 'oidc', everybodys: false },
  {
    kind: 'google',
    issuer: 'https://accounts.google.com',
    everybodys: true,
    register: 'https://console.cloud.google.com/apis/credentials',
  },
  {
    kind: 'microsoft',
    issuer: 'https://login.microsoftonline.com/{tenant}/v2.0',
    // In a directory of somebody's own an address is what its administrator wrote. `xms_edov` says more, where it is asked for;
    // with every directory allowed nothing else may count, or anybody's administrator could be anybody here.
    everybodys: ({ details }) => anyTenant.has(details.tenant ?? ''),
    asks: [{ name: 'tenant', pattern: /^[a-z0-9][a-z0-9.-]{0,99}$/i }],
    register: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
  },
  {
    kind: 'gitlab',
    issuer: 'https://gitlab.com',
    everybodys: true,
    register: 'https://gitlab.com/-/user_settings/applications',
  },
  {
    kind: 'apple',
    issuer: 'https://appleid.apple.com',
    everybodys: true,
    asks: [
      { name: 'teamId', pattern: /^[A-Z0-9]{10}$/ },
      { name: 'keyId', pattern: /^[A-Z0-9]{10}$/ },
    ],
    secret: 'key',
    register: 'https://developer.apple.com/account/resources/identifiers/list/serviceId',
    // It says neither name nor address to who asks for the answer in a query.
    returns: 'form',
  },
];
/** In seconds: two machines do not agree on the time. */
const tolerance = 60;
/** In milliseconds: a provider that moves its addresses is found again. */
const remembered = 10 * 60_000;

export function oidcDriver(send: OutgoingPort): SignOnDriver {
  const known = new Map<string, { found: Promise<Configuration>; until: number }>();

  function discover(provider: SignOnProvider, library: Library): Promise<Configuration> {
    const { issuer, clientId } = provider;
    return library.discovery(
      new URL(issuer),
      clientId,
      { [library.clockTolerance]: tolerance },
      proofOf(provider, library),
      {
        execute: [
          // Whether plain http may be spoken with a host is for the client of the school to say. Where it is, nothing but the
          // signature says that a token is the provider's: the library leaves that out unless asked (OpenID Connect Core, 3.1.3.7).
          library.allowInsecureRequests,
          library.enableNonRepudiationChecks,
        ],
        [library.customFetch]: (address: string, { method, headers, body }: CustomFetchOptions) =>
          send(address, {
            method: method === 'POST' ? 'POST' : 'GET',
            headers,
            ...(body !== undefined && body !== null && { body: bodyOf(body) }),
          }),
      },
    );
  }
  async function configurationOf(provider: SignOnProvider): Promise<{ library: Library; config: Configuration }> {
    const library = await import('openid-client');
    const key = JSON.stringify([provider.issuer, provider.clientId, provider.clientSecret, provider.details]);
    const before = known.get(key);
    const entry =
      before && before.until > Date.now()
        ? before
        : { found: discover(provider, library), until: Date.now() + remembered };
    known.set(key, entry);
    try {
      return { library, config: await entry.found };
    } catch (error) {
      known.delete(key);
      throw outgoingFaultIn(error) ? faultOf(error) : notOne(provider, error);
    }
  }

  return {
    kinds,
    async start(provider, { redirect, state, nonce, verifier }) {
      const { library, config } = await configurationOf(provider);
      const address = library.buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        // Apple knows no profile, and tells only in a form.
        ...(provider.kind === 'apple'
          ? { scope: 'openid email name', response_mode: 'form_post' }
          : { scope: 'openid email profile' }),
        state,
        nonce,
        code_challenge: await library.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return address.href;
    },
    async finish(provider, { redirect, state, nonce, verifier }, answer) {
      const { library, config } = await configurationOf(provider);
      const back = new URL(redirect);
      back.search = answer.toString();
      try {
        const tokens = await library.authorizationCodeGrant(config, back, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims?.sub) throw new SignOnFault('failed', 'The provider does not say who it is.');
        // Many leave the address out of the token and say it when asked (OpenID Connect Core, 5.4).
        const asked =
          claims.email === undefined && config.serverMetadata().userinfo_endpoint
            ? await library.fetchUserInfo(config, tokens.access_token, claims.sub)
            : {};
        const { sub, email, email_verified, xms_edov, name }: Claims = { ...claims, ...asked };
        const said = provider.kind === 'apple' ? nameOfApple(answer) : name;
        return {
          subject: sub,
          email: typeof email === 'string' ? email : undefined,
          emailVerified: isTrue(email_verified) || (provider.kind === 'microsoft' && isTrue(xms_edov)),
          name: typeof said === 'string' ? said : undefined,
        };
      } catch (error) {
        throw faultOf(error);
      }
    },
    async test(provider, redirect) {
      try {
        const { library, config } = await configurationOf(provider);
        const { authorization_endpoint, token_endpoint, issuer } = config.serverMetadata();
        if (!authorization_endpoint || !token_endpoint)
          return 'It answers, and names no address to sign in at (authorization_endpoint) or to ask (token_endpoint).';
        // A code that cannot be right: who is asked says of the client first whether it is one.
        const back = new URL(
          `${redirect}?${new URLSearchParams({ code: 'lectern-test', state: 'test', iss: issuer })}`,
        );
        const checks = { expectedState: 'test', pkceCodeVerifier: 'a'.repeat(43) };
        await library.authorizationCodeGrant(config, back, checks);
        return undefined;
      } catch (error) {
        const { error: code } = error as { error?: string };
        if (code === 'invalid_client' || code === 'unauthorized_client')
          return 'It answers, but does not know this client ID with this secret. Copy both again.';
        if (code !== undefined) return undefined; // invalid_grant and the like: it knows us, and not the code
        return faultOf(error).message;
      }
    },
  };
}

/** Some write it as text, some as a number. */
const isTrue = (claim: unknown): boolean => [true, 'true', 1, '1'].includes(claim as never);

/** How the school proves to the provider that it is the client. */
function proofOf(provider: SignOnProvider, library: Library): ClientAuth {
  const { kind, clientSecret } = provider;
  if (clientSecret === '') return library.None();
  return kind === 'apple'
    ? async (_server, { client_id: id }, body) => {
        body.set('client_id', id);
        body.set('client_secret', await secretOfApple(provider));
      }
    : secretIn(library, clientSecret);
}

/** In the body, which has no trouble with characters; in a header where the provider takes it there only (RFC 6749, 2.3.1). */
function secretIn({ ClientSecretBasic, ClientSecretPost }: Library, secret: string): ClientAuth {
  const [body, header] = [ClientSecretPost(secret), ClientSecretBasic(secret)];
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']; // the default of Discovery, 3
    return (taken.includes('client_secret_post') ? body : header)(server, ...rest);
  };
}

const bodyOf = (body: unknown): string | Uint8Array =>
  body instanceof Uint8Array ? body : body instanceof ArrayBuffer ? new Uint8Array(body) : String(body);

const notOne = ({ issuer }: SignOnProvider, error: unknown) =>
  new SignOnFault(
    'failed',
    `${issuer} does not answer as an OpenID Connect provider: ${(error as Error).message}.`,
    error,
  );

/** In words, for whoever signs in and for the owner who set it up. */
function faultOf(error: unknown): SignOnFault {
  if (error instanceof SignOnFault) return error;
  const unreached = outgoingFaultIn(error);
  if (unreached) return new SignOnFault('failed', unreached.message, error);
  const {
    error: code,
    error_description: said,
    message,
  } = error as { error?: string; error_description?: string } & Error;
  if (code === 'access_denied') return new SignOnFault('refused', 'It was cancelled over there.', error);
  if (code === 'invalid_client')
    return new SignOnFault('failed', 'The provider does not know this school: client ID or secret are wrong.', error);
  if (code === undefined) return new SignOnFault('failed', `What the provider sent does not hold: ${message}.`, error);
  const words = typeof said === 'string' ? ` ${said.slice(0, 200)}` : '';
  return new SignOnFault('refused', `The provider says: ${code.slice(0, 60)}.${words}`, error);
}
function outgoingFaultIn(error: unknown): OutgoingFault | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof OutgoingFault) return cause;
  return undefined;
}
