// A whole track as one object: init segment, index of segments, then all fragments. Both manifests point into it.
import { box, long, words } from './boxes.ts';
import type { Segment } from './piece.ts';

/** Where things are in a track, in bytes and ticks. */
export interface TrackIndex {
  readonly timescale: number;
  readonly init: number;
  /** Length of the `sidx` behind the init segment. */
  readonly index: number;
  readonly segments: readonly (readonly [bytes: number, ticks: number])[];
}
export interface Track {
  readonly head: Buffer;
  readonly index: TrackIndex;
  readonly bytes: number;
  readonly seconds: number;
  /** Bits in a second: of the largest segment, and of all. */
  readonly bandwidth: number;
  readonly average: number;
}
export interface TrackClock {
  readonly timescale: number;
  /** Ticks that each sample lasts. */
  readonly ticks: number;
}

export function layTrack(init: Buffer, pieces: readonly Segment[], { timescale, ticks }: TrackClock): Track {
  const segments = pieces.map(([bytes, samples]) => [bytes, samples * ticks] as const);
  const sidx = segmentIndex(timescale, segments);
  const [bytes, length] = [sum(segments, 0), sum(segments, 1) / timescale];
  const peak = Math.max(...segments.map(([size, time]) => (size * 8 * timescale) / time));
  return {
    head: Buffer.concat([init, sidx]),
    index: { timescale, init: init.length, index: sidx.length, segments },
    bytes: init.length + sidx.length + bytes,
    seconds: length,
    bandwidth: Math.ceil(peak),
    average: Math.ceil((bytes * 8) / length),
  };
}
const sum = (rows: readonly (readonly [number, number])[], column: 0 | 1) =>
  rows.reduce((total, row) => total + row[column], 0);

/** `sidx` (ISO/IEC 14496-12, 8.16.3): each segment begins with a key frame. */
const segmentIndex = (timescale: number, segments: TrackIndex['segments']) =>
  box(
    'sidx',
    words(0x01_00_00_00, 1, timescale),
    long(0),
    long(0),
    words(segments.length & 0xff_ff, ...segments.flatMap(([bytes, ticks]) => [bytes, ticks, 0x90_00_00_00])),
  );
