// WebAuthn in the browser: options and answers travel as JSON with base64url where the API wants bytes. Not every browser
// in use reads that itself (parseCreationOptionsFromJSON came in 2024 and 2025).

/**
 * Where there is no https there are none: browsers hide them, and `isSecureContext` says why. They belong to a name, so an
 * address of digits has none either (WebAuthn, 5.1.3: the effective domain is a valid domain).
 */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && isSecureContext && !/^\[|^\d+(\.\d+){3}$/.test(location.hostname);

type Json = Readonly<Record<string, unknown>>;
interface Named {
  readonly id: string;
  readonly type: 'public-key';
  readonly transports?: AuthenticatorTransport[];
}
const bytes = (text: unknown): Uint8Array<ArrayBuffer> => {
  const base64 = String(text).replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
};
const base64url = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const credentialOf = <R>(made: PublicKeyCredential, response: R) => ({
  id: made.id,
  rawId: base64url(made.rawId),
  type: 'public-key' as const,
  response: { clientDataJSON: base64url(made.response.clientDataJSON), ...response },
});

/** @returns undefined when the person changed their mind; 'here' when this device has one for the school */
export async function makePasskey(options: Json) {
  const { challenge, user, excludeCredentials, ...rest } = options as Json & {
    user: Json;
    excludeCredentials: Named[];
  };
  const publicKey = {
    ...rest,
    challenge: bytes(challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) })),
  } as unknown as PublicKeyCredentialCreationOptions;
  try {
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
    if (!made) return undefined;
    const response = made.response as AuthenticatorAttestationResponse;
    return credentialOf(made, {
      attestationObject: base64url(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    });
  } catch (error) {
    if (error instanceof DOMException) return error.name === 'InvalidStateError' ? 'here' : undefined;
    throw error;
  }
}

/** @param how `conditional` offers it where the address is typed, and waits there. @returns undefined when nothing was chosen */
export async function usePasskey(options: Json, how: 'optional' | 'conditional', signal: AbortSignal) {
  const publicKey = { ...options, challenge: bytes(options.challenge) } as unknown as PublicKeyCredentialRequestOptions;
  try {
    const used = (await navigator.credentials.get({ publicKey, mediation: how, signal })) as PublicKeyCredential | null;
    if (!used) return undefined;
    const response = used.response as AuthenticatorAssertionResponse;
    return credentialOf(used, {
      authenticatorData: base64url(response.authenticatorData),
      signature: base64url(response.signature),
      ...(response.userHandle && { userHandle: base64url(response.userHandle) }),
    });
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
