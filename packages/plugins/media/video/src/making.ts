// One piece after the other, each in storage and on its shelf before the next begins: killed anywhere, it goes on at the
// first that is missing. Then every track is laid as one object, without another pass through ffmpeg.
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { StoragePort } from '@lectern/kit';
import { codecOf } from './cmaf/fragments.ts';
import { type Piece, readPiece, type Segment } from './cmaf/piece.ts';
import { layTrack, type TrackClock } from './cmaf/track.ts';
import type { VideoTrack } from './contract.ts';
import { VideoFault } from './fault.ts';
import {
  encodePiece,
  encodePoster,
  encodeSound,
  recipe as recipeNumber,
  type Source,
  soundRate,
  soundTicks,
  videoClock,
} from './ffmpeg/encode.ts';
import type { Programs } from './ffmpeg/find.ts';
import { type Cutting, cutting, ladder } from './ladder.ts';
import type { Made } from './service.ts';

export interface Kept {
  /** Name of a rung, or `sound`. */
  readonly track: string;
  readonly digest: string;
  /** Base64. */
  readonly init: string;
  readonly segments: readonly Segment[];
  readonly samples: number;
}
/** Where finished pieces are until the video is. */
export interface Shelf {
  kept(recipe: string): Promise<readonly (Kept & { readonly part: number })[]>;
  /** All tracks of a part together. @param seconds of the video that are done with it */
  keep(recipe: string, part: number, pieces: readonly Kept[], seconds: number): Promise<void>;
}
export interface Work {
  readonly programs: Programs;
  readonly source: Source;
  readonly sourceDigest: string;
  readonly storage: Pick<StoragePort, 'put' | 'get'>;
  readonly shelf: Shelf;
  progress(seconds: number): void;
  /** Shorter pieces than a minute. */
  readonly cut?: Cutting;
}
const sound = 'sound';

/** @throws VideoFault, BrokenBoxes */
export async function makeTracks(work: Work): Promise<Made> {
  const { programs, source, storage, shelf, progress } = work;
  const { probed, signal } = source;
  const rungs = ladder(probed.picture);
  const cut = work.cut ?? cutting(probed.picture.rate);
  const recipe = JSON.stringify([recipeNumber, programs.version, work.sourceDigest, cut, rungs]);
  const before = await shelf.kept(recipe);
  const pieceSeconds = (cut.piece * cut.rate[1]) / cut.rate[0];
  const clock = videoClock(cut);
  const perSegment = cut.segment / cut.group;

  /** @returns what is on the shelf now */
  async function keep(
    part: number,
    pieces: readonly { readonly track: string; readonly piece: Piece }[],
    seconds: number,
  ) {
    const kept: Kept[] = [];
    for (const { track, piece } of pieces) {
      const { digest } = await storage.put(piece.bytes());
      const { segments, samples } = piece;
      kept.push({ track, digest, init: piece.init.toString('base64'), segments, samples });
    }
    signal.throwIfAborted();
    await shelf.keep(recipe, part, kept, seconds);
    return kept;
  }
  async function makePart(part: number, done: number): Promise<readonly Kept[]> {
    const files = await encodePiece(programs, source, rungs, cut, part, (seconds) => progress(done + seconds));
    const place = {
      samples: part * cut.piece,
      segments: part * Math.ceil(cut.piece / cut.segment),
      perSegment,
      ticks: clock.ticks,
      sound: false,
    };
    const pieces = await Promise.all(
      files.map(async (file, i) => ({ track: rungs[i]!.name, piece: await readPiece(file, place) })),
    );
    const samples = pieces[0]!.piece.samples;
    if (pieces.some(({ piece }) => piece.samples !== samples)) throw new VideoFault('cannot-convert', 'rungs differ');
    const kept = samples === 0 ? [] : await keep(part, pieces, done + (samples / cut.piece) * pieceSeconds);
    await Promise.all(files.map((file) => rm(file)));
    return kept;
  }

  const parts: (readonly Kept[])[] = [];
  for (let part = 0; ; part++) {
    // A length that is told for the whole file may be that of another track: then one more is tried.
    if (part > 0 && part * pieceSeconds >= probed.duration + (probed.exact ? 0 : pieceSeconds)) break;
    const known = before.filter((one) => one.part === part && one.track !== sound);
    const kept = known.length === rungs.length ? known : await makePart(part, part * pieceSeconds);
    if (kept.length > 0) parts.push(kept);
    progress(Math.min(probed.duration, (part + 1) * pieceSeconds));
    if ((kept[0]?.samples ?? 0) < cut.piece) break; // the picture ended in this one
  }
  const frames = parts.reduce((sum, [first]) => sum + first!.samples, 0);
  const seconds = (frames * cut.rate[1]) / cut.rate[0];
  if (frames === 0) throw new VideoFault('damaged', 'no picture could be read');
  if (probed.exact && seconds < probed.duration * 0.9 - 2)
    throw new VideoFault('damaged', `it ends after ${Math.round(seconds)} of ${Math.round(probed.duration)} seconds`);

  async function makeSound(): Promise<Kept | undefined> {
    const known = before.find(({ track }) => track === sound);
    if (known) return known;
    const file = await encodeSound(programs, source, seconds);
    if (!file) return undefined;
    const piece = await readPiece(file, { samples: 0, segments: 0, perSegment: 1, ticks: soundTicks, sound: true });
    return piece.samples === 0 ? undefined : (await keep(0, [{ track: sound, piece }], seconds))[0];
  }
  const heard = await makeSound();
  const poster = await encodePoster(programs, source, seconds);

  /** Only bytes are moved, so this is as fast as the storage. */
  async function lay(pieces: readonly Kept[], clock: TrackClock) {
    const init = Buffer.from(pieces[0]!.init, 'base64');
    if (pieces.some((piece) => piece.init !== pieces[0]!.init)) throw new VideoFault('cannot-convert', 'pieces differ');
    const track = layTrack(
      init,
      pieces.flatMap(({ segments }) => segments),
      clock,
    );
    const { digest, size } = await storage.put(
      (async function* () {
        yield track.head;
        for (const piece of pieces) {
          signal.throwIfAborted();
          const stored = await storage.get(piece.digest);
          if (!stored) throw new Error(`piece ${piece.digest} is not in storage`);
          yield* stored.body;
        }
      })(),
    );
    if (size !== track.bytes) throw new Error(`a track has ${size} bytes and should have ${track.bytes}`);
    const { index, bandwidth, average } = track;
    return { digest, size, codec: codecOf(init), bandwidth, average, index };
  }
  const tracks: VideoTrack[] = [];
  for (const [i, { name, width, height }] of rungs.entries()) {
    const laid = await lay(
      parts.map((part) => part.find(({ track }) => track === name) ?? part[i]!),
      clock,
    );
    tracks.push({ kind: 'video', name, width, height, ...laid });
  }
  if (heard) {
    const laid = await lay([heard], { timescale: soundRate, ticks: soundTicks });
    tracks.push({ kind: 'audio', name: sound, width: null, height: null, ...laid });
  }
  return { seconds, tracks, poster: poster === undefined ? undefined : await storage.put(createReadStream(poster)) };
}
