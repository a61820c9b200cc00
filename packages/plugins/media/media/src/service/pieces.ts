import type { StoragePort, StoredObject } from '@lectern/kit';

/**
 * Cuts a body into pieces while it streams; each is in storage when it is told. A body that breaks off throws after its
 * last piece, however small, was told: those bytes were sent.
 */
export async function* piecesOf(
  body: AsyncIterable<Uint8Array>,
  size: number,
  storage: Pick<StoragePort, 'put'>,
): AsyncGenerator<StoredObject> {
  const chunks = body[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  let broken: { readonly error: unknown } | undefined;
  const more = async (): Promise<boolean> => {
    while (rest.length === 0) {
      try {
        const { done, value } = await chunks.next();
        if (done) return false;
        rest = value;
      } catch (error) {
        broken = { error };
        return false;
      }
    }
    return true;
  };
  async function* piece(): AsyncGenerator<Uint8Array> {
    for (let room = size; room > 0 && (await more()); ) {
      const taken = rest.subarray(0, room);
      rest = rest.subarray(taken.length);
      room -= taken.length;
      yield taken;
    }
  }
  while (await more()) yield await storage.put(piece());
  if (broken) throw broken.error;
}
