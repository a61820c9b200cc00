// The ceremonies of WebAuthn (Level 3, sections 7.1 and 7.2), judged by a library that is kept for it; loaded when the
// first passkey comes.
import { type Call, refuse } from '@lectern/kit';
import { type NewCredential, passkeyErrors, type UsedCredential } from '../contract/passkeys.ts';

type Library = typeof import('@simplewebauthn/server');
type Registration = Parameters<Library['verifyRegistrationResponse']>[0]['response'];
type Authentication = Parameters<Library['verifyAuthenticationResponse']>[0]['response'];

/** Where passkeys of this call are made and used. */
export interface Party {
  readonly origin: string;
  /** The relying party's id. */
  readonly host: string;
}
/** @throws auth.passkeys_need_a_name where browsers have no passkeys: plain http, and addresses in figures */
export function partyOf({ site }: Call): Party {
  const { origin, hostname, protocol } = new URL(site);
  const named = /[a-z]/i.test(hostname.split('.').at(-1) ?? '') && !hostname.startsWith('[');
  if (!named || (protocol === 'http:' && hostname !== 'localhost' && !hostname.endsWith('.localhost')))
    return refuse(passkeyErrors.passkeyNowhere);
  return { origin, host: hostname };
}

const supported = [-8, -7, -257]; // Ed25519, ES256, RS256: COSE's registry

export interface MadePasskey {
  readonly credential: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly synced: boolean;
}
/** @throws auth.passkey_not_valid */
export async function verifyMade(
  response: NewCredential,
  { origin, host }: Party,
  expectedChallenge: (challenge: string) => boolean,
): Promise<MadePasskey> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { registrationInfo } = await verifyRegistrationResponse({
    response: withExtensions(response) as Registration,
    expectedChallenge: (given) => expectedChallenge(textOf(given)),
    expectedOrigin: origin,
    expectedRPID: host,
    supportedAlgorithmIDs: supported,
  }).catch((): never => refuse(passkeyErrors.passkeyUnknown));
  const { credential, credentialBackedUp: synced } = registrationInfo ?? refuse(passkeyErrors.passkeyUnknown);
  const publicKey = Buffer.from(credential.publicKey).toString('base64url');
  return { credential: credential.id, publicKey, counter: credential.counter, synced };
}

/** The count is compared where it is written, so the library is told none. @throws auth.passkey_not_valid */
export async function verifyUsed(
  response: UsedCredential,
  { origin, host }: Party,
  expectedChallenge: (challenge: string) => boolean,
  passkey: { readonly publicKey: string },
): Promise<{ counter: number; synced: boolean }> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: withExtensions(response) as Authentication,
    expectedChallenge: (given) => expectedChallenge(textOf(given)),
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
    credential: { id: response.id, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter: 0 },
  }).catch((): never => refuse(passkeyErrors.passkeyUnknown));
  if (!verified) return refuse(passkeyErrors.passkeyUnknown);
  return { counter: authenticationInfo.newCounter, synced: authenticationInfo.credentialBackedUp };
}

/** The challenge that a credential answers, before anything about it is believed. */
export function challengeIn({ response }: { readonly response: { readonly clientDataJSON: string } }): string {
  try {
    const { challenge } = JSON.parse(textOf(response.clientDataJSON)) as { challenge?: unknown };
    return typeof challenge === 'string' ? textOf(challenge) : '';
  } catch {
    return '';
  }
}
/** Our challenges are text; browsers write them as base64url. */
const textOf = (base64url: string): string => Buffer.from(base64url, 'base64url').toString();
const withExtensions = <T extends object>(credential: T) => ({ clientExtensionResults: {}, ...credential });
