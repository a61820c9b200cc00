// Removing what nobody has put since a moment, while somebody may put it again at that very moment. Locally a rename settles
// who was first. S3 has none, and its conditions go by the tag of the bytes, which are the same. So who removes says so
// before looking, and who puts asks afterwards:
//
//   remove: note, look, delete        put: write, is there a note?
//
// S3 is strictly consistent. Without a note, every removal still to come will see what was just written. With one, it is
// waited until that removal has ended, and looked whether the object is still there.
import { setTimeout as delay } from 'node:timers/promises';
import { addressOf } from '../address.ts';
import type { Bucket } from './client.ts';

/** Notes of a removal. They stay, empty, until clearUnfinished takes them: an early end would hide the removal. */
const noteOf = (digest: string) => `leaving/${digest}`;

/**
 * Removes unless it was put at or after `before`, by the clock of the service.
 *
 * What remains: a delete that the service carries out later than `settle` after it was given up here (`settle / 2` after the
 * note) could take away what was put in between. It needs a request that lies on the way for that long, and the same bytes,
 * named by nobody for two days, put just then.
 *
 * @param settle milliseconds
 */
export async function removeStoredBefore(
  bucket: Bucket,
  digest: string,
  before: Date,
  settle: number,
): Promise<boolean> {
  const path = addressOf(digest);
  const lasting = async () => {
    const found = await bucket.head(path);
    // Told in whole seconds, rounded down
    return found !== undefined && found.storedAt.getTime() + 1_000 <= before.getTime();
  };
  if (!(await lasting())) return false;
  const abortSignal = AbortSignal.timeout(settle / 2);
  await bucket.ask((s3, at) =>
    s3.putObject({ ...at, Key: bucket.key(noteOf(digest)), Body: new Uint8Array() }, { abortSignal }),
  );
  if (!(await lasting())) return false;
  await bucket.ask((s3, at) => s3.deleteObject({ ...at, Key: bucket.key(path) }, { abortSignal }));
  return true;
}

/** After an object was written. @param again writes it once more: a removal that looked before has taken it away */
export async function outliveRemoval(
  bucket: Bucket,
  digest: string,
  again: () => Promise<void>,
  settle: number,
): Promise<void> {
  const note = await bucket.head(noteOf(digest));
  if (!note) return;
  const written = await bucket.head(addressOf(digest));
  if (written && written.storedAt.getTime() - note.storedAt.getTime() > settle + 1_000) return; // ended before the write
  await delay(settle);
  // Whoever began to remove since has seen the first write and left it: one more is enough.
  if (!(await bucket.head(addressOf(digest)))) await again();
}
