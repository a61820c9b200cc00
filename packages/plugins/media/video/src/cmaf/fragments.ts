// Fragments as ffmpeg writes them, read and timed anew: pieces encoded apart each begin at zero, and old versions stretch
// the first frame by the delay of reordering. Here every frame lasts the same, so where it stands follows from its number.
import { type Box, BrokenBoxes, box, boxAt, boxesOf, long, words } from './boxes.ts';

export interface Sample {
  readonly size: number;
  /** When it is shown, on the clock of the file it came in. */
  readonly shown: number;
  /** The first of a fragment: those of ffmpeg begin with a key frame. */
  readonly key: boolean;
}
const syncFlags = 0x02_00_00_00; // depends on no other
const otherFlags = 0x01_01_00_00; // depends on others, no sync sample

/** @param moof one whole box */
export function samplesOf(moof: Buffer): Sample[] {
  const [mfhd, traf, ...more] = [...boxesOf(moof, 8)];
  if (mfhd?.type !== 'mfhd' || traf?.type !== 'traf' || more.length > 0) throw new BrokenBoxes('more than one track');
  const inside = [...boxesOf(moof, traf.content, traf.end)];
  const one = (type: string): Box => {
    const found = inside.filter((box) => box.type === type);
    if (found.length !== 1) throw new BrokenBoxes(`${found.length} boxes ${type} in a fragment`);
    return found[0]!;
  };
  const [tfhd, tfdt, trun] = [one('tfhd'), one('tfdt'), one('trun')];
  const defaults = trackDefaults(moof, tfhd);
  const wide = moof[tfdt.content] === 1;
  let decoded = wide ? Number(moof.readBigUInt64BE(tfdt.content + 4)) : moof.readUInt32BE(tfdt.content + 4);
  const flags = moof.readUIntBE(trun.content + 1, 3);
  const count = moof.readUInt32BE(trun.content + 4);
  let at = trun.content + 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
  const next = (flag: number, otherwise: number, signed = false): number => {
    if (!(flags & flag)) return otherwise;
    at += 4;
    return signed ? moof.readInt32BE(at - 4) : moof.readUInt32BE(at - 4);
  };
  return Array.from({ length: count }, (_, i) => {
    const duration = next(0x100, defaults.duration);
    const size = next(0x200, defaults.size);
    next(0x400, 0);
    const sample = { size, shown: decoded + next(0x800, 0, true), key: i === 0 };
    decoded += duration;
    return sample;
  });
}
function trackDefaults(moof: Buffer, { content }: Box): { readonly duration: number; readonly size: number } {
  const flags = moof.readUIntBE(content + 1, 3);
  let at = content + 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0);
  const value = (flag: number) => {
    if (!(flags & flag)) return 0;
    at += 4;
    return moof.readUInt32BE(at - 4);
  };
  return { duration: value(8), size: value(16) };
}

export interface Timing {
  /** Number of the fragment in the whole track, from 1. */
  readonly number: number;
  /** Of its first sample in the whole track, in the order of decoding. */
  readonly firstSample: number;
  /** Ticks that each sample lasts. */
  readonly ticks: number;
  /** When the first sample of the piece is shown, on the piece's own clock: what reordering delayed it by. */
  readonly shift: number;
  /** Samples of the piece before this fragment. */
  readonly before: number;
  /** Sound: each sample stands alone. */
  readonly allSync: boolean;
}
/** The same samples at their place in the whole track. ISO/IEC 23000-19 (CMAF) allows the negative offsets of version 1. */
export function movieFragment(samples: readonly Sample[], timing: Timing): Buffer {
  const { number, firstSample, ticks, shift, before, allSync } = timing;
  const table = samples.flatMap(({ size, shown, key }, i) =>
    allSync
      ? [size]
      : [size, key ? syncFlags : otherFlags, Math.round((shown - shift) / ticks) * ticks - (before + i) * ticks],
  );
  const build = (dataOffset: number) =>
    box(
      'moof',
      box('mfhd', words(0, number)),
      box(
        'traf',
        // base is the moof; default duration and flags are told
        box('tfhd', words(0x02_00_28, 1, ticks, allSync ? syncFlags : otherFlags)),
        box('tfdt', words(0x01_00_00_00), long(firstSample * ticks)),
        allSync
          ? box('trun', words(0x01_00_02_01, samples.length, dataOffset, ...table))
          : box('trun', words(0x01_00_0e_01, samples.length, dataOffset, ...table)),
      ),
    );
  return build(build(0).length + 8);
}

/** `moov` as ffmpeg wrote it, behind the brands of CMAF. */
export function initSegment(head: Buffer): Buffer {
  const moov = boxAt(head, 'moov');
  if (!moov) throw new BrokenBoxes('no moov');
  const brands = Buffer.from('iso6\0\0\0\0iso6cmfcdashmp41', 'latin1');
  return Buffer.concat([box('ftyp', brands), head.subarray(moov.start, moov.end)]);
}
/** RFC 6381, as both manifests name the codec. */
export function codecOf(init: Buffer): string {
  const at = init.indexOf('avcC', 0, 'latin1');
  if (at < 0) return 'mp4a.40.2';
  return `avc1.${init.toString('hex', at + 5, at + 8)}`;
}
