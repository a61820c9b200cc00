// An authenticator of WebAuthn in a few lines, which also does what a real one never would.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest();
const base64url = (data: Uint8Array | string) => Buffer.from(data).toString('base64url');

/** CBOR (RFC 8949), of what attestations are made of. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Buffer {
  const head = (major: number, n: number) =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, item]) => [cbor(key), cbor(item as number)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

export interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
}
interface Doing {
  readonly origin?: string;
  readonly host?: string;
  /** Whether its owner was asked (user verification). */
  readonly verified?: boolean;
  readonly counter?: number;
}
export function authenticator(origin = 'https://school.test') {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  const cose = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x!, 'base64url')],
    [-3, Buffer.from(y!, 'base64url')],
  ]);
  let uses = 0;
  const clientData = (type: string, challenge: string, at: string) =>
    JSON.stringify({ type, challenge, origin: at, crossOrigin: false });
  /** Authenticator data: WebAuthn, 6.1. */
  const data = (host: string, { verified = true, counter = ++uses }: Doing, attested = Buffer.alloc(0)) => {
    const flags = 0b1 | (verified ? 0b100 : 0) | (attested.length > 0 ? 0b1000000 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(host), Buffer.from([flags]), count, attested]);
  };
  const credential = { id: base64url(id), rawId: base64url(id), type: 'public-key' as const };

  return {
    make({ challenge, rp }: Options, doing: Doing = {}) {
      const key = cbor(cose);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', data(doing.host ?? rp?.id ?? '', { counter: 0, ...doing }, attested)],
      ]);
      const clientDataJSON = base64url(clientData('webauthn.create', challenge, doing.origin ?? origin));
      const response = { clientDataJSON, attestationObject: base64url(cbor(attestation)), transports: ['internal'] };
      return { ...credential, response };
    },
    use({ challenge, rpId }: Options, doing: Doing = {}) {
      const client = clientData('webauthn.get', challenge, doing.origin ?? origin);
      const authenticatorData = data(doing.host ?? rpId ?? '', doing);
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(client)]), privateKey);
      return {
        ...credential,
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(authenticatorData),
          signature: base64url(signature),
        },
      };
    },
  };
}
