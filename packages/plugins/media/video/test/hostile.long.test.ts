// Files that are broken or mean harm, each in the queue of a real school: a clear word for each, nothing opened beside the
// file, nothing left behind.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { coursesService } from '@lectern/courses/contract';
import { mediaService } from '@lectern/media/contract';
import { testScenarios } from '@lectern/server/testing';
import { afterAll, expect } from 'vitest';
import { videoContract } from '../src/contract.ts';
import { type FaultCode, faults } from '../src/fault.ts';
import { videoPlugin } from '../src/plugin.ts';
import { folder, made, picture, programs, quick, tone } from './made.ts';

const asked: string[] = [];
const loopback = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.end();
}).listen(0, '127.0.0.1');
const trap = () => `http://127.0.0.1:${(loopback.address() as AddressInfo).port}`;
afterAll(() => void loopback.close());

const secret = join(folder, 'secret.txt');
writeFileSync(secret, 'a secret of this machine');
const text = (...lines: string[]) => Buffer.from(`${lines.join('\n')}\n`);

type Expected = FaultCode | 'ready';
/** By what it is: the bytes and what becomes of them. */
async function files(): Promise<Record<string, [Buffer, Expected]>> {
  const film = await made(
    'film.mp4',
    ...picture('320x180', 12),
    ...tone(12),
    ...quick,
    '-c:a',
    'aac',
    '-movflags',
    '+faststart',
  );
  const whole = readFileSync(film);
  const late = readFileSync(await made('late.mp4', ...picture('320x180', 4), ...quick));
  const avi = readFileSync(await made('film.avi', ...picture('320x180', 4), '-c:v', 'mpeg4'));
  const matroska = await made(
    'attached.mkv',
    ...picture('320x180', 2),
    ...quick,
    '-attach',
    secret,
    '-metadata:s:t',
    'mimetype=text/plain',
  );
  const srt = join(folder, 'bomb.srt');
  writeFileSync(
    srt,
    Array.from({ length: 20_000 }, (_, i) => `${i + 1}\n00:00:00,000 --> 09:59:59,000\n${'<b>'.repeat(40)}x\n`).join(
      '\n',
    ),
  );
  const patched = (find: string, offset: number, bytes: number[]) => {
    const copy = Buffer.from(whole);
    Buffer.from(bytes).copy(copy, copy.lastIndexOf(find, undefined, 'latin1') + offset);
    return copy;
  };
  return {
    'cut off in the middle': [whole.subarray(0, Math.floor(whole.length / 2)), 'damaged'],
    'without its table at the end': [late.subarray(0, late.length - 3_000), 'damaged'],
    'a text with another name': [text('this is no film', 'not at all'), 'not-a-video'],
    nothing: [Buffer.from(' '), 'not-a-video'],
    'larger than any picture': [
      readFileSync(await made('huge.mkv', '-f', 'lavfi', '-i', 'color=s=16000x9000:r=1:d=1', '-c:v', 'png')),
      'too-large-picture',
    ],
    'a playlist of files': [
      text('#EXTM3U', '#EXT-X-TARGETDURATION:5', '#EXTINF:5,', `file://${secret}`, '#EXT-X-ENDLIST'),
      'not-a-video',
    ],
    'a playlist of addresses': [
      text('#EXTM3U', '#EXT-X-TARGETDURATION:5', '#EXTINF:5,', `${trap()}/a.ts`, '#EXT-X-ENDLIST'),
      'not-a-video',
    ],
    'a list to join': [text('ffconcat version 1.0', `file '${secret}'`, `file '${film}'`), 'not-a-video'],
    'a drawing that refers': [
      text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">',
        `<image x:href="file://${secret}"/><image x:href="${trap()}/b"/></svg>`,
      ),
      'not-a-video',
    ],
    'a dot': [Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64'), 'not-a-video'],
    // `mvhd` says four days; the tracks, which are believed, say twelve seconds and so do their frames.
    'a length that is not': [patched('mvhd', 20, [0x15, 0x00, 0x00, 0x00]), 'ready'],
    'half a day long': [
      readFileSync(await made('day.mkv', '-f', 'lavfi', '-i', 'color=s=16x16:r=1/600:d=43200', '-c:v', 'mpeg4')),
      'too-long',
    ],
    'times before the beginning': [
      readFileSync(await made('early.ts', ...picture('320x180', 4), ...quick, '-output_ts_offset', '-2')),
      'ready',
    ],
    'a thousand tracks': [readFileSync(await thousandTracks()), 'too-many-streams'],
    scratched: [scratched(whole), 'ready'],
    'sound alone': [readFileSync(await made('sound.mp4', ...tone(3), '-c:a', 'aac')), 'no-picture'],
    'a rate of one to nothing': [patched('stts', 12, [0, 0, 0, 0]), 'ready'],
    'with a file inside': [readFileSync(matroska), 'ready'],
    'an index that lies': [lyingIndex(avi), 'damaged'],
    'a thousand subtitles at once': [
      readFileSync(await made('bomb.mkv', ...picture('320x180', 2), '-i', srt, ...quick, '-c:s', 'srt', '-t', '2')),
      'ready',
    ],
    'the pattern of a name': [Buffer.from('%d.mp4 %03d.png'), 'not-a-video'],
    locked: [patched('avc1', 0, [...Buffer.from('encv')]), 'encrypted'],
    'a film that names another file': [readFileSync(await refersOutside(film)), 'cannot-convert'],
  };
}
function scratched(whole: Buffer): Buffer {
  const copy = Buffer.from(whole);
  const middle = copy.length >> 1;
  for (let i = 0; i < 4_000; i++) copy[middle + i] = (i * 37) & 0xff;
  return copy;
}
function lyingIndex(avi: Buffer): Buffer {
  const copy = Buffer.from(avi);
  const at = copy.lastIndexOf('idx1', undefined, 'latin1');
  for (let i = at + 16; i + 4 < copy.length; i += 16) copy.writeUInt32LE(0x7f_ff_ff_00, i);
  return copy;
}
async function thousandTracks(): Promise<string> {
  const one = await made('dot.mp4', '-f', 'lavfi', '-i', 'color=s=16x16:d=0.2', ...quick);
  return made('tracks.mp4', '-i', one, ...Array.from({ length: 1_000 }, () => ['-map', '0:v']).flat(), '-c', 'copy');
}
/** The data reference of the track names a file of this machine (`alis`/`url `) in place of "in this file". */
async function refersOutside(film: string): Promise<string> {
  const copy = Buffer.from(readFileSync(film));
  const url = copy.indexOf('url ', 0, 'latin1');
  copy.writeUInt32BE(0, url + 4); // the flag that says: in this file
  copy.fill(0, copy.indexOf('mdat', 0, 'latin1') + 4, copy.length);
  const path = join(folder, 'refers.mp4');
  writeFileSync(path, copy);
  return path;
}

/** A program that writes down what it opens and whom it asks, where strace is. */
function watchedPrograms(log: string) {
  const strace = ['/usr/bin/strace', '/usr/local/bin/strace'].find(existsSync);
  if (!strace) return {};
  const wrap = (program: string, name: string) => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\nexec ${strace} -f -qq -A -o ${log} -e trace=open,openat,connect ${program} "$@"\n`);
    chmodSync(path, 0o755);
    return path;
  };
  return { ffmpeg: wrap(programs.ffmpeg, 'watched-ffmpeg'), ffprobe: wrap(programs.ffprobe, 'watched-ffprobe') };
}
const log = join(folder, 'opened.log');
const scratch = mkdtempSync(join(folder, 'scratch-'));

testScenarios(
  videoPlugin,
  (test) => {
    test('twenty-three broken and hostile files: a word for each, nothing beside them is opened, nothing remains', async (school) => {
      writeFileSync(log, '');
      const marta = await school.person('instructor', 'Marta');
      const { courses, media } = { courses: school.service(coursesService), media: school.service(mediaService) };
      const courseId = await school.inside(() =>
        school.server.database.unit(
          async () => (await courses.create({ title: 'Films', language: 'en' }, marta.id)).id,
        ),
      );
      const sent = await Promise.all(
        Object.entries(await files()).map(async ([what, [bytes, expected]]) => {
          const { digest, size } = await school.server.storage.put(
            (async function* () {
              yield bytes;
            })(),
          );
          const file = { digest, size, name: `${what}.mp4`, mime: 'video/mp4' };
          const { id } = await school.inside(() => school.server.database.unit(() => media.add(courseId, file)));
          return { what, mediaId: id, expected };
        }),
      );
      await school.work();
      const said: Record<string, string> = {};
      for (const { what, mediaId } of sent) {
        const { state, failure } = await marta.call(videoContract.operations.get, { mediaId });
        said[what] = failure?.code ?? state;
        if (failure) expect(failure.message).toBe(faults[failure.code as FaultCode]);
      }
      expect(said).toEqual(Object.fromEntries(sent.map(({ what, expected }) => [what, expected])));
      const waiting = await school.server.database.rawAll(
        "select count(*) as n from jobs where state in ('delayed', 'ready', 'running')",
      );
      expect(Number(waiting[0]!.n)).toBe(0);
      expect(readdirSync(scratch)).toEqual([]);
      expect(asked).toEqual([]);
      expect(
        execFileSync('ps', ['-eo', 'args'])
          .toString()
          .split('\n')
          .filter((line) => line.includes(scratch)),
      ).toEqual([]);
      const opened = readFileSync(log, 'utf8').split('\n');
      const outside = opened.filter(
        (line) =>
          line.includes(secret) ||
          /connect\(.*AF_INET/.test(line) ||
          (/"[^"]*\.(?:mp4|ts|png)"/.test(line.replaceAll(scratch, '')) && !line.includes(scratch)),
      );
      expect(outside).toEqual([]);
    }, 300_000);
  },
  { settings: { video: { ...watchedPrograms(log), scratch, maxHours: 6 } } },
);
