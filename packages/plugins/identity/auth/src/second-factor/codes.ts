// Codes of the phone (RFC 6238: SHA-1, six digits, thirty seconds, as every authenticator app has them) and the codes on
// paper for when the phone is lost.
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { digestOf } from '../tokens.ts';

const period = 30;
/** Steps before and after the current one: clocks of phones and the time it takes to type. */
const tolerance = 1;

const totp = (secret: string, label = '', issuer = '') =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period, label, issuer });

/** 160 bits (RFC 4226, 4, R6), as base32. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** `otpauth://totp/...`, which authenticator apps read from a picture. */
export const addressOf = (secret: string, { email, school }: { email: string; school: string }): string =>
  totp(secret, email, school).toString();

/** @returns the step that a code belongs to, one of the three that are taken now; undefined for a wrong one */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime();
  const delta = totp(secret).validate({ token: code, timestamp, window: tolerance });
  return delta === null ? undefined : Math.floor(timestamp / 1_000 / period) + delta;
}

/** Digits of a phone, however they were spaced; undefined for what is none. */
export function phoneCode(typed: string): string | undefined {
  const digits = typed.replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'; // 31 letters nobody takes for another: no i, l, o, 0, 1
/** Ten of 16 letters, 79 bits each: a fast hash without salt gives nothing away. Such as `k3fw-9xqd-2mhp-vt7e`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () => {
    let letters = '';
    // 248 is the largest multiple of 31 in a byte: what lies above would make some letters likelier.
    while (letters.length < 16)
      for (const byte of randomBytes(24)) if (byte < 248 && letters.length < 16) letters += alphabet[byte % 31];
    return letters.match(/.{4}/g)!.join('-');
  });
export const recoveryHash = (typed: string): string => digestOf(typed.toLowerCase().replace(/[^a-z0-9]/g, ''));
