// A stream of chunks of any size, cut into the parts of an upload.

/**
 * @param size in bytes of every part but the last
 * @returns at least one part, which is empty when the stream is; each is memory of its own
 */
export async function* inParts(body: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let [part, filled] = [Buffer.alloc(0), 0];
  // Most objects are far smaller than a part. Where one part was full, the next one will be.
  let atOnce = Math.min(size, 64 * 1024);
  for await (const chunk of body) {
    for (let taken = 0; taken < chunk.byteLength; ) {
      if (filled === size) {
        yield part;
        [part, filled, atOnce] = [Buffer.alloc(0), 0, size];
      }
      const piece = chunk.subarray(taken, taken + size - filled);
      if (filled + piece.byteLength > part.byteLength) {
        const larger = Math.max(filled + piece.byteLength, 2 * part.byteLength, atOnce);
        const room = Buffer.allocUnsafeSlow(Math.min(size, larger));
        part.copy(room, 0, 0, filled);
        part = room;
      }
      part.set(piece, filled);
      filled += piece.byteLength;
      taken += piece.byteLength;
    }
  }
  yield part.subarray(0, filled);
}
