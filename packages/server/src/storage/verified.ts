// What is read is what was put. Disks and wires change a bit now and then and say nothing.
import { createHash } from 'node:crypto';

/**
 * A whole object, read. It fails where it would have ended when its bytes are not those it is named by. The last chunk waits
 * for the proof: a reader who was promised a length sees that some of it is missing.
 */
export async function* verified(digest: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let last: Uint8Array | undefined;
  for await (const chunk of body) {
    if (last) yield last;
    hash.update(chunk);
    last = chunk;
  }
  const found = hash.digest('hex');
  if (found !== digest)
    throw new Error(
      `the object ${digest} has changed in storage: its SHA-256 is ${found}. Remove it and put it again from a backup.`,
    );
  if (last) yield last;
}
