// A file of 64 MB into a course and out of it again, against the same bytes through bare streams.
import { randomBytes } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import {
  alternating,
  type Bench,
  cpuOf,
  ended,
  type Line,
  mediansOf,
  type Result,
  type Served,
  served,
} from './measure.ts';

const size = 64_000_000;
/** As large as the piece that the media library keeps by itself: one durable commit for each request on both sides. */
const part = 8_000_000;
const rangeSize = 1_000_000;
const ranges = 32;

interface Round {
  /** In a second. */
  readonly megabytes: number;
  /** CPU of the server for a megabyte, in milliseconds. */
  readonly cpu: number;
}

export const media: Line = {
  names: ['upload', 'download'],
  async *measure({ scratch, rounds, wanted }: Bench): AsyncGenerator<Result> {
    const ours = await served(new URL('./ours.ts', import.meta.url), [join(scratch, 'media'), '1']);
    const bare = await served(new URL('./bare/media.ts', import.meta.url), [join(scratch, 'bare-media')]);
    const bytes = randomBytes(size);
    const addresses = { ours: '', bare: '/files/film' };
    const upload = (side: 'ours' | 'bare') =>
      timed({ ours, bare }[side], size, async () => {
        if (side === 'ours') addresses.ours = await sendByTus(ours, bytes);
        else await sendParts(bare, addresses.bare, bytes, () => ({ 'upload-length': size }));
      });
    await Promise.all([upload('bare'), upload('ours')]);
    if (wanted('upload')) {
      const taken = await alternating(rounds, (side) => {
        bytes.writeUInt32LE(++files); // the same bytes again would be the same file
        return upload(side);
      });
      yield resultOf('upload', taken);
    }
    if (wanted('download')) {
      const whole = (side: 'ours' | 'bare') =>
        timed({ ours, bare }[side], size, () => receive({ ours, bare }[side], addresses[side], size));
      await whole('bare');
      await whole('ours');
      const taken = await alternating(rounds, whole);
      const some = await alternating(rounds, (side) =>
        timed({ ours, bare }[side], rangeSize * ranges, async () => {
          for (let i = 0; i < ranges; i++)
            await receive({ ours, bare }[side], addresses[side], rangeSize, {
              range: `bytes=${i * rangeSize}-${(i + 1) * rangeSize - 1}`,
            });
        }),
      );
      const ofRanges = mediansOf(some, ({ megabytes }) => megabytes);
      const result = resultOf('download', taken);
      const detail = { oursRanges: Math.round(ofRanges.ours), bareRanges: Math.round(ofRanges.bare) };
      yield { ...result, detail: { ...result.detail, ...detail, ratioOfRanges: ofRanges.ratio } };
    }
    await ended(ours);
    await ended(bare);
  },
};
let files = 0;

function resultOf(name: string, taken: { ours: Round; bare: Round }[]): Result {
  const [rate, cpu] = [mediansOf(taken, ({ megabytes }) => megabytes), mediansOf(taken, (one) => one.cpu)];
  return {
    name,
    ours: Math.round(rate.ours),
    bare: Math.round(rate.bare),
    ratio: rate.ratio,
    unit: 'MB/s',
    detail: { oursCpuMillisecondsPerMB: thousandths(cpu.ours), bareCpuMillisecondsPerMB: thousandths(cpu.bare) },
  };
}
const thousandths = (value: number) => Math.round(value * 1_000) / 1_000;

async function timed(server: Served, moved: number, work: () => Promise<unknown>): Promise<Round> {
  const before = await cpuOf(server);
  const began = performance.now();
  await work();
  const milliseconds = performance.now() - began;
  return { megabytes: moved / 1_000 / milliseconds, cpu: ((await cpuOf(server)) - before) / 1_000 / (moved / 1e6) };
}

/** tus 1.0.0. @returns the path of the file */
async function sendByTus(server: Served, bytes: Buffer): Promise<string> {
  const version = { 'tus-resumable': '1.0.0' };
  const begun = await ask(server, 'POST', `/api/media/courses/${server.ids.course}/uploads`, {
    ...version,
    'upload-length': size,
    'upload-metadata': `filename ${Buffer.from('film.bin').toString('base64')}`,
  });
  const last = await sendParts(server, begun.headers.location!, bytes, () => version);
  return `/api/media/items/${last.headers['lectern-media']}/film.bin`;
}
async function sendParts(server: Served, path: string, bytes: Buffer, more: () => Record<string, string | number>) {
  let last: IncomingMessage | undefined;
  for (let at = 0; at < size; at += part)
    last = await ask(
      server,
      'PATCH',
      path,
      { ...more(), 'content-type': 'application/offset+octet-stream', 'upload-offset': at },
      bytes.subarray(at, at + part),
    );
  return last!;
}
async function receive(server: Served, path: string, length: number, headers: Record<string, string> = {}) {
  const answer = await ask(server, 'GET', path, headers);
  let received = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) received += chunk.byteLength;
  if (received !== length) throw new Error(`${path} answered ${received} bytes instead of ${length}`);
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
/** @throws Error when it was refused */
function ask(
  { url, headers: identity }: Served,
  method: string,
  path: string,
  headers: Record<string, string | number>,
  body?: Uint8Array,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const length = body && { 'content-length': body.byteLength };
    const sent = request(new URL(path, url), { method, agent, headers: { ...identity, ...headers, ...length } });
    sent.once('error', reject);
    sent.once('response', (answer) => {
      if (method !== 'GET') answer.resume();
      if (answer.statusCode! < 300) return resolve(answer);
      answer.resume();
      reject(new Error(`${method} ${path} was refused: ${answer.statusCode}`));
    });
    sent.end(body);
  });
}
