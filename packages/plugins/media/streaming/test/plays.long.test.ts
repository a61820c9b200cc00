// A film in a lesson of a real school, in a real browser: made ready, watched, gone on with; killed in the middle of it.
import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, owner, type School } from '../../../../../e2e/school.ts';
import { axeObjections, shoot, sticksOut, taken, watched } from '../../../../../e2e/watched.ts';
import { made, picture, quick, tone } from '../../video/test/made.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });
const captions = 'WEBVTT\n\n00:00.000 --> 00:20.000\nHigh water\n';

describe.skipIf(noBrowser)('a film in a lesson', () => {
  let browser: Awaited<ReturnType<typeof launch>>;
  let school: School;
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool()]);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });
  const call = async <T>(operation: string, input: object): Promise<T> =>
    JSON.parse(await school.lms('call', operation, '--input', JSON.stringify(input))) as T;

  test('plays with hls.js, shows its captions, obeys the keyboard and goes on where it was', async () => {
    const film = readFileSync(
      await made('lesson.mp4', ...picture('640x360', 20), ...tone(20), ...quick, '-c:a', 'aac'),
    ).toString('base64');
    const view = await watched(browser, school, { viewport: { width: 1_100, height: 800 } });
    const { page, visit } = view;
    await visit('/sign-in?next=/teach');
    await page.locator('[name=email]').fill(owner.email);
    await page.locator('[name=password]').fill(owner.password);
    await page.locator('button[type=submit]').click();
    await page.waitForURL(`${school.url}/teach`);
    await taken(page);
    const { id: courseId, slug } = await call<{ id: string; slug: string }>('courses.create', { title: 'Harbours' });
    const { id: sectionId } = await call<{ id: string }>('courses.addSection', { courseId, title: 'One' });
    const { id: lessonId } = await call<{ id: string }>('courses.addLesson', { sectionId, title: 'Watching' });
    const sent = (await page.evaluate(
      async ([to, data]) => {
        const bytes = Uint8Array.from(atob(data!), (char) => char.charCodeAt(0));
        const answer = await fetch(to!, { method: 'POST', body: bytes, headers: { 'content-type': 'video/mp4' } });
        return answer.json();
      },
      [`${school.url}/api/media/courses/${courseId}/items?name=lesson.mp4`, film],
    )) as { id: string };
    const markdown = `Look.\n\n![The film](asset:${sent.id})\n`;
    await call('content.write', { lessonId, markdown });
    await call('courses.publish', { courseId });
    await call('enrollment.enroll', { courseId });
    await visit(`/learn/${slug}`);
    // Seen from the lesson: it says how far it is, and the player comes by itself.
    await page.locator('.film video').waitFor({ timeout: 120_000 });
    const added = await page.evaluate(
      async ([to, body]) =>
        (await fetch(to!, { method: 'PUT', body: body!, headers: { 'content-type': 'text/vtt' } })).status,
      [`${school.url}/api/video/${sent.id}/captions/en`, captions],
    );
    expect(added).toBe(200);
    await page.reload();
    await taken(page);
    const video = page.locator('.film video');
    await video.waitFor();
    await page.waitForFunction(() => document.querySelector('video')!.readyState >= 1);
    expect(await video.evaluate((one: HTMLVideoElement) => [one.paused, one.autoplay, one.src.slice(0, 5)])).toEqual([
      true,
      false,
      'blob:',
    ]);
    await video.focus();
    await page.keyboard.press('m'); // a machine without sound plays on
    await page.keyboard.press('c');
    await page.keyboard.press(' ');
    await page.waitForFunction(() => document.querySelector('video')!.currentTime > 1.5);
    const seen = await video.evaluate((one: HTMLVideoElement) => ({
      width: one.videoWidth,
      from: one.buffered.start(0),
      said: [...one.textTracks].flatMap(({ mode, activeCues }) =>
        mode === 'showing' ? [...(activeCues ?? [])].map((cue) => (cue as VTTCue).text) : [],
      ),
    }));
    expect(seen.width).toBeGreaterThan(0);
    expect(seen.from).toBeLessThan(0.03); // picture and sound begin together, at the beginning
    expect(seen.said).toEqual(['High water']);
    await shoot(page, 'film-1100');
    expect([...(await axeObjections(page)), ...(await sticksOut(page))]).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('video')!.currentTime > 6);
    await page.keyboard.press(' ');
    expect(await video.evaluate((one: HTMLVideoElement) => one.paused)).toBe(true);
    await page.waitForTimeout(500);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.reload();
    await taken(page);
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 5.5);
    await shoot(page, 'film-360');
    expect([...(await axeObjections(page)), ...(await sticksOut(page))]).toEqual([]);
    await view.done();
  });
});

test('a server that is killed while it makes a film goes on at the piece that is missing', async () => {
  const school = await openSchool();
  await school.stop();
  const lms = join(import.meta.dirname, '../../../../cli/bin/lms.ts');
  /** Serves until it is killed; the address is in its first lines. */
  async function serve() {
    const server = spawn(process.execPath, [lms, 'serve', '--dir', school.folder, '--port', '0', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: server.stdout! }))
      if (line.includes('"ready"')) {
        server.stdout!.resume();
        return { server, url: (JSON.parse(line) as { url: string }).url.replace(/\/$/, '') };
      }
    throw new Error('the school ended before it served');
  }
  const call = async <T>(operation: string, input: object): Promise<T> =>
    JSON.parse(await school.lms('call', operation, '--input', JSON.stringify(input))) as T;
  const state = (mediaId: string) => call<{ state: string; percent: number }>('video.get', { mediaId });
  const until = async (mediaId: string, enough: (seen: { state: string; percent: number }) => boolean) => {
    for (let i = 0; i < 120; i++) {
      const seen = await state(mediaId);
      if (enough(seen)) return seen;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('it takes too long');
  };
  // Five pieces of a minute, a few seconds of work each.
  const path = await made('long.mp4', ...picture('480x270', 300), ...quick);
  const first = await serve();
  const cookie = await signIn(first.url);
  const { id: courseId } = await call<{ id: string }>('courses.create', { title: 'Long' });
  const answer = await fetch(`${first.url}/api/media/courses/${courseId}/items?name=long.mp4`, {
    method: 'POST',
    body: readFileSync(path),
    headers: { cookie, origin: first.url, 'content-type': 'video/mp4' },
  });
  expect(answer.status).toBe(201);
  const { id: mediaId } = (await answer.json()) as { id: string };
  const before = await until(mediaId, ({ percent }) => percent >= 25);
  first.server.kill('SIGKILL');
  await new Promise((resolve) => first.server.once('exit', resolve));
  await new Promise((resolve) => setTimeout(resolve, 300));
  // No child outlives its server.
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
  expect(stdout.split('\n').filter((line) => line.includes('piece-270.mp4'))).toEqual([]);
  const second = await serve();
  try {
    const after = await until(mediaId, ({ state, percent }) => state === 'working' && percent > 0);
    // It began at the first missing piece: behind the last that was whole, which is a fifth of the film.
    expect(after.percent).toBeGreaterThanOrEqual(Math.floor(before.percent / 20) * 20);
    const done = await until(mediaId, ({ state }) => state === 'ready' || state === 'failed');
    expect(done).toMatchObject({ state: 'ready', seconds: 300 });
    const left = readdirSync(scratchFolder()).filter((name) => name.startsWith(`${first.server.pid}.`));
    expect(left).toEqual([]);
  } finally {
    second.server.kill('SIGTERM');
    await new Promise((resolve) => second.server.once('exit', resolve));
    await school.close();
  }
});

const scratchFolder = () => join(process.env.TMPDIR ?? '/tmp', `lectern-video-${process.getuid?.()}`);
async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(owner),
  });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
