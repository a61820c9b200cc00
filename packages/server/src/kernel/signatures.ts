import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Signatures } from '@lectern/kit';

/** A key for each plugin, so that what one signed means nothing to another. Derived by HKDF (RFC 5869). */
export function signaturesOf(schoolKey: Buffer, plugin: string): Signatures {
  // As a key object: given the bytes, Node makes one for each signature, which takes six times as long.
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', schoolKey, '', `lectern signatures ${plugin}`, 32)));
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return {
    sign,
    // As text: two spellings of the same bytes would be two addresses of one thing.
    isSigned(text, signature) {
      const [expected, given] = [Buffer.from(sign(text)), Buffer.from(signature)];
      return given.length === expected.length && timingSafeEqual(expected, given);
    },
  };
}
