// UUIDv7 (RFC 9562, 5.7) in the order in which they are made: what is sorted by its id is sorted by when it came to be, and
// goes into an index at its end.
import { randomFrom } from './random.ts';

/** In milliseconds. A clock that is set back by less is waited for; one that is set back by more is believed. */
const farBack = 10_000;
const mostInOne = 0xfff;

/**
 * Each id is greater than the one before: 48 bits of milliseconds, 12 that count within one of them from a random number on
 * (RFC 9562, 6.2, method 1), 62 random ones.
 */
export function createIds(now: () => Date): () => string {
  let millisecond = 0;
  let count = 0;
  const begin = (at: number, bytes: Buffer) => {
    millisecond = at;
    count = bytes.readUInt16BE(6) & (mostInOne >> 1); // half of them are left to count
  };
  return () => {
    const bytes = randomFrom(16);
    const at = now().getTime();
    if (at > millisecond || at < millisecond - farBack) begin(at, bytes);
    else if (++count > mostInOne) begin(millisecond + 1, bytes);
    bytes.writeUIntBE(millisecond, 0, 6);
    bytes.writeUInt16BE(0x7000 | count, 6);
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}
