import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Signatures } from '@lectern/kit';

/** A key for each plugin, so that what one signed means nothing to another. Derived by HKDF (RFC 5869). */
export function signaturesOf(schoolKey: Buffer, plugin: string): Signatures {
  const key = Buffer.from(hkdfSync('sha256', schoolKey, '', `lectern signatures ${plugin}`, 32));
  const mac = (text: string) => createHmac('sha256', key).update(text).digest();
  return {
    sign: (text) => mac(text).toString('base64url'),
    isSigned(text, signature) {
      const [expected, given] = [mac(text), Buffer.from(signature, 'base64url')];
      return given.length === expected.length && timingSafeEqual(expected, given);
    },
  };
}
