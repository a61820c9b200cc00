import { hash, verify } from '@node-rs/argon2';

/** The least that OWASP's Password Storage Cheat Sheet asks of argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const prefix = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`;
/** No password is known to have this hash. Compared when there is no account, so that the answer takes as long. */
const nobodys = `${prefix}${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Keyboards compose letters differently: the same characters are the same password (NIST SP 800-63B asks for NFKC). */
const typed = (password: string) => password.normalize('NFKC');

/** About 20 ms on a thread of libuv's pool. */
export const hashPassword = (password: string): Promise<string> => hash(typed(password), cost);

/** The same work whether there is a stored hash or not. */
export async function isRight(password: string, stored: string | undefined): Promise<boolean> {
  const right = await verify(stored ?? nobodys, typed(password));
  return right && stored !== undefined;
}
/** Made with another cost than today's: to be made again when the password is next typed. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(prefix);
