// The code that a person reads on one screen and types on another (RFC 8628, 6.1).
import { randomInt } from 'node:crypto';

/** Without vowels, so that no words come out, and without Y. 20^8 are 34 bits, guessed against a throttle for ten minutes. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';

/** `WDJB-MJHT` */
export function newUserCode(): string {
  const eight = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `${eight.slice(0, 4)}-${eight.slice(4)}`;
}
/** As it was made, of what somebody typed: small letters, other hyphens, none. */
export const normalized = (typed: string): string => typed.toUpperCase().replace(/[^A-Z]/g, '');
