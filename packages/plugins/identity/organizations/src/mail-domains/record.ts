// How a domain of mail is shown to be somebody's: a TXT record (RFC 1035, 3.3.14) that only who runs the domain can set.
import { Resolver } from 'node:dns/promises';

/** A label of its own, so that nothing else that stands at the name is touched (RFC 8552). */
export const recordName = (domain: string): string => `_lectern.${domain}`;

/** In milliseconds, and so often: somebody waits in front of the screen. */
const patience = { timeout: 2_000, tries: 2 };

/**
 * Outside a unit of work. @param nameServers as `Resolver.setServers` takes them; the machine's own when there are none
 * @returns the texts that stand at the name; none when it is not there
 * @throws Error when nobody answers
 */
export async function textsAt(name: string, nameServers: readonly string[]): Promise<string[]> {
  const resolver = new Resolver(patience);
  if (nameServers.length > 0) resolver.setServers(nameServers);
  try {
    // One record may come in parts of 255 bytes, which belong together (RFC 7208, 3.3).
    return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
