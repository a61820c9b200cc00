import { createPrivateKey, type KeyObject } from 'node:crypto';

/**
 * The private key in a PEM (RFC 7468, PKCS #8) for ES256. A form of one line, or an environment, may have eaten its line breaks.
 * @returns undefined for anything else
 */
export function signingKeyOf(pem: string): KeyObject | undefined {
  const [, body] = /-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----/.exec(pem) ?? [];
  if (body === undefined) return undefined;
  try {
    const key = createPrivateKey({ key: Buffer.from(body, 'base64'), format: 'der', type: 'pkcs8' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}
