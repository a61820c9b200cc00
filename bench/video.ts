// A film made ready to play, against the one command that makes the same files; and what a school's people feel meanwhile.
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@lectern/sdk';
import { madeVideo, programs, videoLadder } from '../packages/plugins/media/video/src/bench.ts';
import { cutting, ladder } from '../packages/plugins/media/video/src/ladder.ts';
import { localStorage } from '../packages/server/src/storage/local.ts';
import { bareLadder } from './bare/ladder.ts';
import { latencies, percentile } from './latency.ts';
import { alternating, type Bench, ended, type Line, mediansOf, type Result, round2, served } from './measure.ts';

const picture = { width: 1_280, height: 720, rate: [30, 1] } as const;

export const video: Line = {
  names: ['video.ladder', 'api.while-transcoding'],
  async *measure({ quick, seconds, rounds, scratch, wanted }: Bench): AsyncGenerator<Result> {
    const folder = join(scratch, 'video');
    mkdirSync(folder);
    // Sixty seconds: one piece.
    const source = await madeVideo(folder, { seconds: quick ? 20 : 60 });
    if (wanted('video.ladder')) yield ladderResult(source, scratch, quick ? 1 : 3);
    if (wanted('api.while-transcoding')) yield apiResult(source, scratch, { seconds, rounds: Math.min(rounds, 3) });
  },
};

/** The ratio is of times: 1.15 means fifteen hundredths more than the command alone. */
async function ladderResult(source: string, scratch: string, rounds: number): Promise<Result> {
  const { ffmpeg } = await programs();
  const [rungs, { group }] = [ladder(picture), cutting(picture.rate)];
  const taken = await alternating(rounds, async (side) => {
    const out = mkdtempSync(join(scratch, `${side}-`));
    const [began, cpu] = [performance.now(), cpuOfChildrenToo()];
    const bytes =
      side === 'ours'
        ? (await videoLadder(source, localStorage(out))).tracks.reduce((sum, { size }) => sum + size, 0)
        : await bareLadder(ffmpeg, source, out, rungs, group);
    return { seconds: (performance.now() - began) / 1_000, cpu: cpuOfChildrenToo() - cpu, bytes };
  });
  const bytes = mediansOf(taken, (one) => one.bytes);
  const [seconds, cpu] = [mediansOf(taken, (one) => one.seconds), mediansOf(taken, (one) => one.cpu)];
  return {
    name: 'video.ladder',
    ours: round2(seconds.ours),
    bare: round2(seconds.bare),
    ratio: seconds.ratio,
    unit: 's',
    detail: {
      oursCpuSeconds: round2(cpu.ours),
      bareCpuSeconds: round2(cpu.bare),
      ratioOfCpu: cpu.ratio,
      // Of what was made, to see that both made the same.
      ratioOfBytes: bytes.ratio,
    },
  };
}
/** Seconds of this process and of the children that have ended (proc(5), stat: 14 to 17, in hundredths). */
function cpuOfChildrenToo(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / 100;
}

/**
 * p95 of a read by four connections while the school transcodes, and while it does not. Crowded: each asks again at once, so
 * that the load alone fills the processor. Calm: each pauses 20 ms. The ratios are of times.
 */
async function apiResult(source: string, scratch: string, { seconds, rounds }: Pick<Bench, 'seconds' | 'rounds'>) {
  const school = await served(new URL('./ours.ts', import.meta.url), [join(scratch, 'transcoding'), '1']);
  const lms = createClient({ url: school.url, headers: school.headers });
  const film = await readFile(source);
  const p95 = async (pauseMs: number) =>
    percentile(await latencies(school, '/api/users/me', { connections: 4, seconds, pauseMs }), 0.95);
  const both = async () => ({ crowded: await p95(0), calm: await p95(20) });
  async function transcoding() {
    const added = await lms.request(`/api/media/courses/${school.ids.course}/items?name=film.mp4`, {
      method: 'POST',
      body: film,
      headers: { 'content-type': 'video/mp4' },
    });
    const { id: mediaId } = (await added.json()) as { id: string };
    const state = async () => (await lms.video.get({ mediaId }).catch(() => undefined))?.state; // unknown at first
    while ((await state()) !== 'working') await delay(50);
    const measured = await both();
    const after = await state();
    if (after !== 'working') throw new Error(`the film was ${after} before the measurement ended: take a longer one`);
    await lms.media.remove({ mediaId });
    await delay(500); // its job is cancelled
    return measured;
  }
  await p95(0);
  const taken = await alternating(rounds, (side) => (side === 'ours' ? transcoding() : both()));
  await ended(school);
  const [crowded, calm] = [mediansOf(taken, (one) => one.crowded), mediansOf(taken, (one) => one.calm)];
  return {
    name: 'api.while-transcoding',
    ours: round2(crowded.ours),
    bare: round2(crowded.bare),
    ratio: crowded.ratio,
    unit: 'ms',
    detail: { calmOurs: round2(calm.ours), calmBare: round2(calm.bare), ratioCalm: calm.ratio },
  };
}
