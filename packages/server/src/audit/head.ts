// Signed tree heads: what the log of an organization was at a moment. The text that is signed is a checkpoint as
// transparency logs write it (C2SP, tlog-checkpoint v1), so that witnesses and tools of others can read it.
import { createPrivateKey, createPublicKey, hash, hkdfSync, sign, verify } from 'node:crypto';
import type { AuditHead } from '@lectern/kit';
import type { TreeHead } from './merkle.ts';

export interface Head extends TreeHead {
  readonly org: string;
  readonly at: Date;
}
export interface Signed {
  /** The public key: Ed25519 (RFC 8032), 32 bytes in base64url. */
  readonly key: string;
  /** 64 bytes in base64. */
  readonly signature: string;
}
export interface Signer {
  readonly key: string;
  sign(text: string): Signed;
}

/** What DER (RFC 8410) has before the 32 bytes of a private or public key. */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Derived from the file of the school's key, which is in no backup: whoever has the database alone cannot sign. */
export function signerOf(schoolKey: Buffer): Signer {
  const seed = Buffer.from(hkdfSync('sha256', schoolKey, '', 'lectern audit heads', 32));
  const secret = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });
  const der = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  const key = der.subarray(publicPrefix.length).toString('base64url');
  return {
    key,
    sign: (text) => ({ key, signature: sign(null, Buffer.from(text), secret).toString('base64') }),
  };
}
export function isSigned({ key, signature }: Signed, text: string): boolean {
  const bytes = Buffer.from(key, 'base64url');
  if (bytes.length !== 32) return false;
  const spki = createPublicKey({ key: Buffer.concat([publicPrefix, bytes]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), spki, Buffer.from(signature, 'base64'));
}

const origin = (org: string) => `lectern.audit/${org}`;
export const checkpointOf = ({ org, size, root, at }: Head): string =>
  `${origin(org)}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\ntime ${at.toISOString()}\n`;

/** The checkpoint with its signature (C2SP, signed-note): a few lines that can be written down anywhere. */
export function noteOf(head: Head & Signed): string {
  const key = Buffer.from(head.key, 'base64url');
  const name = origin(head.org);
  const id = Buffer.from(hash('sha256', Buffer.concat([Buffer.from(`${name}\n\x01`), key]), 'hex'), 'hex').subarray(
    0,
    4,
  );
  const signature = Buffer.concat([id, Buffer.from(head.signature, 'base64')]).toString('base64');
  return `${checkpointOf(head)}\n— ${name} ${signature}\n`;
}

export const toldHead = ({ org, size, root, at, key, signature }: Head & Signed): AuditHead => ({
  organization: org,
  size,
  root,
  at,
  key,
  signature,
  note: noteOf({ org, size, root, at, key, signature }),
});
