import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { probe } from '../src/ffmpeg/probe.ts';
import { cutting } from '../src/ladder.ts';
import { type Kept, makeTracks } from '../src/making.ts';
import { folder, greys, inMemory, made, picture, programs, quick, readBack, tone } from './made.ts';

vi.setConfig({ testTimeout: 180_000 });
const signal = new AbortController().signal;

/** @param groups in a piece, of two seconds each; thirty when absent */
async function ladderOf(path: string, groups?: number) {
  const work = await mkdtemp(join(folder, 'work-'));
  const storage = inMemory();
  const probed = await probe(programs, path, { folder: work, signal, maxHours: 1 });
  const cut = cutting(probed.picture.rate);
  const kept: (Kept & { part: number })[] = [];
  const result = await makeTracks({
    programs,
    source: { probed, folder: work, signal },
    sourceDigest: 'made',
    storage,
    shelf: {
      kept: async () => kept,
      keep: async (_, part, pieces) => void kept.push(...pieces.map((piece) => ({ ...piece, part }))),
    },
    progress: () => {},
    ...(groups && { cut: { ...cut, piece: cut.group * groups } }),
  });
  const left = (await readdir(work)).filter((name) => name.startsWith('piece'));
  const tracks = await Promise.all(
    result.tracks.map(async (track) => {
      const file = join(work, `${track.name}.mp4`);
      await writeFile(file, storage.bytes(track.digest));
      return { ...track, path: file, ...(await readBack(file)) };
    }),
  );
  return { ...result, probed, tracks, parts: new Set(kept.map(({ part }) => part)).size, left };
}
type Made = Awaited<ReturnType<typeof ladderOf>>;

/** Every frame lasts as long as every other, none is missing, none is twice. */
function steady({ packets }: Made['tracks'][number], ticks: number): void {
  const shown = packets.map(({ pts }) => pts).sort((a, b) => a - b);
  const gaps = new Set(shown.slice(1).map((at, i) => at - shown[i]!));
  expect([...gaps]).toEqual([ticks]);
  const decoded = packets.map(({ dts }) => dts);
  expect(decoded).toEqual(decoded.toSorted((a, b) => a - b));
}

describe('a ladder', () => {
  test('is three sizes and the sound, without a seam where its pieces meet', async () => {
    const path = await made('long.mp4', ...picture('640x480', 25), ...tone(25), ...quick, '-g', '70', '-c:a', 'aac');
    const film = await ladderOf(path, 4);
    expect(film.parts).toBe(4);
    expect(film.tracks.map(({ name, width, height }) => [name, width, height])).toEqual([
      ['480', 640, 480],
      ['360', 480, 360],
      ['234', 312, 234],
      ['sound', null, null],
    ]);
    for (const track of film.tracks.slice(0, 3)) {
      expect(track.frames).toBe(750);
      steady(track, 1_000);
      expect(track.index.segments.map(([, ticks]) => ticks / track.index.timescale)).toEqual([6, 2, 6, 2, 6, 2, 1]);
    }
    const sound = film.tracks[3]!;
    steady(sound, 1_024);
    expect(sound.stream).toMatchObject({ codec_name: 'aac', channels: 2 });
    expect(sound.packets.length * 1_024).toBeGreaterThan(24.9 * 48_000);
    expect(film.seconds).toBe(25);
    expect(film.poster!.size).toBeGreaterThan(2_000);
    expect(film.left).toEqual([]);
  });

  test('shows every frame of the source once and in order', async () => {
    // Grey that says the number of the frame, modulo 26.
    const numbered = ['-f', 'lavfi', '-i', "nullsrc=s=64x64:r=25:d=14,geq=lum='16+mod(N,26)*8':cb=128:cr=128"];
    const path = await made(
      'numbered.mp4',
      ...numbered,
      '-c:v',
      'libx264',
      '-bf',
      '3',
      '-g',
      '70',
      '-pix_fmt',
      'yuv420p',
    );
    // Guard removed: without `start_time` in the filter the frames of the second piece were wrong here; this went red.
    const film = await ladderOf(path, 1);
    expect(film.parts).toBe(7);
    const numbers = await greys(film.tracks[0]!.path);
    expect(numbers).toEqual(Array.from({ length: 350 }, (_, n) => n % 26));
  });

  test('goes on showing what stood still when a piece begins', async () => {
    const still = "nullsrc=s=64x64:r=25:d=14,geq=lum='16+mod(N,26)*8':cb=128:cr=128,select='lt(n,30)+gt(n,175)'";
    const path = await made('still.mkv', '-f', 'lavfi', '-i', still, '-vsync', 'vfr', ...quick);
    // Guard removed: with accurate seeking a piece knew no frame before its beginning and showed the next one instead.
    const film = await ladderOf(path, 1);
    const [frames, seconds] = film.probed.picture.rate;
    const numbers = await greys(film.tracks[0]!.path);
    const between = numbers.slice(Math.ceil((1.5 * frames) / seconds), Math.floor((6.5 * frames) / seconds));
    expect(new Set(between)).toEqual(new Set([29 % 26]));
  });

  test('turns what was filmed upright, and never enlarges', async () => {
    const lying = await made('lying.mp4', ...picture('640x360', 2), ...quick);
    const upright = await made('upright.mp4', '-i', lying, '-c', 'copy', '-metadata:s:v', 'rotate=90');
    const film = await ladderOf(upright);
    expect(film.tracks.map(({ width, height }) => [width, height])).toEqual([
      [360, 640],
      [234, 416],
    ]);
    expect(film.tracks[0]!.stream).toMatchObject({ width: 360, height: 640 });
    const portrait = await ladderOf(await made('portrait.mp4', ...picture('270x480', 1), ...quick));
    expect(portrait.tracks.map(({ width, height }) => [width, height])).toEqual([[270, 480]]);
  });

  test('takes what is odd: no sound, 5.1, sizes and rates of all kinds, a second, sixteen dots', async () => {
    const silent = await ladderOf(await made('silent.mp4', ...picture('320x180', 3), ...quick));
    expect(silent.tracks.map(({ kind }) => kind)).toEqual(['video']);
    const surround = [
      '-filter_complex',
      '[1:a]pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0[a]',
      '-map',
      '0:v',
      '-map',
      '[a]',
    ];
    const theatre = await ladderOf(
      await made('theatre.mkv', ...picture('320x180', 2), ...tone(2), ...surround, ...quick, '-c:a', 'ac3'),
    );
    expect(theatre.tracks.at(-1)!.stream).toMatchObject({ channels: 2 });
    const odd = await ladderOf(
      await made('odd.mkv', ...picture('340x220', 1), '-vf', 'scale=333:217,setsar=1,format=yuv444p', '-c:v', 'ffv1'),
    );
    expect(odd.tracks.map(({ width, height }) => [width, height])).toEqual([[332, 216]]);
    const dots = await ladderOf(await made('dots.mp4', ...picture('16x16', 1), ...quick));
    expect(dots.tracks).toHaveLength(1);
    expect(dots.seconds).toBe(1);
    const american = await ladderOf(await made('american.mp4', ...picture('320x180', 5, '30000/1001'), ...quick), 1);
    expect([american.probed.picture.rate, american.tracks[0]!.frames]).toEqual([[30_000, 1_001], 150]);
    steady(american.tracks[0]!, 1_001);
  });

  test('steadies pictures that come when they like, as screens and telephones record them', async () => {
    // Three of four frames gone in the middle third: gaps of many frames, also across the borders of pieces.
    const gaps = "select='lt(n,90)+gt(n,180)+not(mod(n,23))'";
    const path = await made(
      'gaps.mkv',
      ...picture('320x180', 9),
      ...tone(9),
      '-vf',
      gaps,
      '-vsync',
      'vfr',
      ...quick,
      '-c:a',
      'aac',
    );
    const film = await ladderOf(path, 1);
    expect(film.seconds).toBeGreaterThan(8.8);
    expect(film.seconds).toBeLessThan(9.2);
    const [frames, seconds] = film.probed.picture.rate;
    steady(film.tracks[0]!, film.tracks[0]!.timescale * (seconds / frames));
  });
});

describe('a fault', () => {
  test('in the middle of a film costs the moment and not the film', async () => {
    const whole = await readFile(
      await made('whole.mp4', ...picture('320x180', 12), ...tone(12), ...quick, '-c:a', 'aac'),
    );
    const middle = Math.floor(whole.length / 2);
    for (let i = 0; i < 4_000; i++) whole[middle + i] = (i * 37) & 0xff;
    const path = join(folder, 'scratched.mp4');
    await writeFile(path, whole);
    const film = await ladderOf(path);
    expect(film.seconds).toBeCloseTo(12, 0);
    steady(film.tracks[0]!, 1_000);
  });
});
