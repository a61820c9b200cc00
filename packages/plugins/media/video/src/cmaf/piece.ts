// What one run of ffmpeg left, as bytes that stand at their place in the whole track.
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { BrokenBoxes, words } from './boxes.ts';
import { initSegment, movieFragment, type Sample, samplesOf } from './fragments.ts';

/** Bytes and samples of a segment: one `moof` and its `mdat`. */
export type Segment = readonly [bytes: number, samples: number];
export interface Piece {
  readonly init: Buffer;
  readonly segments: readonly Segment[];
  readonly samples: number;
  bytes(): AsyncIterable<Uint8Array>;
}
export interface Place {
  /** Samples and segments of the track before this piece. */
  readonly samples: number;
  readonly segments: number;
  /** Fragments of the file that make a segment. */
  readonly perSegment: number;
  readonly ticks: number;
  readonly sound: boolean;
}
interface Found {
  readonly samples: readonly Sample[];
  /** Where their bytes are in the file. */
  readonly from: number;
  readonly to: number;
}

/** @param path of a fragmented MP4 with one track @throws BrokenBoxes */
export async function readPiece(path: string, place: Place): Promise<Piece> {
  const { head, found } = await scan(path);
  const shift = Math.min(...(found[0]?.samples ?? []).map(({ shown }) => shown));
  let before = 0;
  // One fragment a segment: what reads a track by its `sidx` then never meets a fragment that it does not know of.
  const segments = Array.from({ length: Math.ceil(found.length / place.perSegment) }, (_, i) => {
    const group = found.slice(i * place.perSegment, (i + 1) * place.perSegment);
    const samples = group.flatMap((one) => one.samples);
    const moof = movieFragment(samples, {
      number: place.segments + i + 1,
      firstSample: place.samples + before,
      ticks: place.ticks,
      allSync: place.sound,
      shift,
      before,
    });
    before += samples.length;
    const data = words(8 + group.reduce((sum, { from, to }) => sum + to - from, 0), mdat);
    return { group, header: Buffer.concat([moof, data]), samples: samples.length };
  });
  return {
    init: found.length > 0 ? initSegment(head) : Buffer.alloc(0),
    segments: segments.map(({ group, header, samples }) => [
      header.length + group.reduce((sum, { from, to }) => sum + to - from, 0),
      samples,
    ]),
    samples: before,
    async *bytes() {
      for (const { group, header } of segments) {
        yield header;
        for (const { from, to } of group) yield* createReadStream(path, { start: from, end: to - 1 });
      }
    },
  };
}
const mdat = Buffer.from('mdat', 'latin1').readUInt32BE();

async function scan(path: string): Promise<{ head: Buffer; found: Found[] }> {
  const file = await open(path, 'r');
  try {
    const head: Buffer[] = [];
    const found: Found[] = [];
    for await (const { type, start, end } of topBoxes(file)) {
      if (type === 'ftyp' || type === 'moov') head.push(await part(file, start, end));
      if (type !== 'moof') continue;
      const samples = samplesOf(await part(file, start, end));
      const from = end + 8;
      const to = from + samples.reduce((sum, { size }) => sum + size, 0);
      if (samples.length > 0) found.push({ samples, from, to });
    }
    return { head: Buffer.concat(head), found };
  } finally {
    await file.close();
  }
}

async function part(file: FileHandle, start: number, end: number): Promise<Buffer> {
  if (end - start > 16_000_000) throw new BrokenBoxes('a header of more than 16 MB');
  const bytes = Buffer.alloc(end - start);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
  if (bytesRead < bytes.length) throw new BrokenBoxes('the file is cut off');
  return bytes;
}
async function* topBoxes(file: FileHandle) {
  const { size } = await file.stat();
  for (let start = 0; start + 8 <= size; ) {
    const header = await part(file, start, start + 8);
    const length = header.readUInt32BE(0);
    if (length < 8) throw new BrokenBoxes('a box without a length'); // mdat of fragments never reaches 4 GB
    yield { type: header.toString('latin1', 4, 8), start, end: start + length };
    start += length;
  }
}
