import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Secrets } from '@lectern/kit';

const [ivBytes, tagBytes] = [12, 16];

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit IV and a key for each plugin, derived by HKDF (RFC 5869). What it is
 * about is authenticated with it, so a secret copied into another row does not open there.
 */
export function secretsOf(schoolKey: Buffer, plugin: string): Secrets {
  const key = Buffer.from(hkdfSync('sha256', schoolKey, '', `lectern secrets ${plugin}`, 32));
  return {
    seal(text, about) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `s1.${Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url')}`;
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed.replace(/^s1\./, ''), 'base64url');
      if (!sealed.startsWith('s1.') || bytes.length < ivBytes + tagBytes) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(-tagBytes));
      try {
        const opened = Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
        return opened.toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
