// Boxes of ISO/IEC 14496-12: a length, four letters, and what is in it.

export interface Box {
  readonly type: string;
  /** Where it begins and ends in the bytes it was found in, its header included. */
  readonly start: number;
  readonly end: number;
  /** Where its content begins. */
  readonly content: number;
}
export class BrokenBoxes extends Error {}

/** @throws BrokenBoxes when a length leads outside */
export function* boxesOf(bytes: Buffer, from = 0, to = bytes.length): Generator<Box> {
  for (let start = from; start < to; ) {
    if (start + 8 > to) throw new BrokenBoxes('a box is cut off');
    const short = bytes.readUInt32BE(start);
    const content = start + (short === 1 ? 16 : 8);
    const end = start + (short === 1 ? Number(bytes.readBigUInt64BE(start + 8)) : short);
    if (end < content || end > to) throw new BrokenBoxes('a box ends outside');
    yield { type: bytes.toString('latin1', start + 4, start + 8), start, end, content };
    start = end;
  }
}
/** The first box at the end of a path of types. */
export function boxAt(bytes: Buffer, ...path: readonly string[]): Box | undefined {
  let found: Box | undefined = { type: '', start: 0, end: bytes.length, content: 0 };
  for (const type of path) {
    if (!found) return undefined;
    found = boxesOf(bytes, found.content, found.end).find((box) => box.type === type);
  }
  return found;
}
export function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + parts.reduce((sum, { length }) => sum + length, 0));
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, ...parts]);
}
/** Big-endian 32-bit numbers, as nearly all fields are. */
export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => void bytes.writeUInt32BE(value >>> 0, i * 4));
  return bytes;
}
export function long(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
