// From a folder to a certificate, with everything in between that takes long and everything that can die in it: a film that
// is sent while the server is killed, made ready while it is killed again, watched, a quiz, a certificate that a stranger
// verifies.
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { made, picture, quick, tone } from '../packages/plugins/media/video/test/made.ts';
import { onOneFile, onPostgresAndS3, type World } from './film-world.ts';
import { launch, noBrowser, owner } from './school.ts';
import { shoot, taken, watched } from './watched.ts';

vi.setConfig({ testTimeout: 420_000, hookTimeout: 240_000 });

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><rect width="320" height="180" fill="teal"/></svg>';
const quiz = `---
title: What you saw
kind: quiz
pass: 60
---

## When is high water?

- [x] Twice a day
- [ ] Once a week

## The moon has a part in it

- [x] True
- [ ] False

## What lies on the harbour wall?

= the tide table
= a tide table
`;

/** A course as an author keeps it, a film with sound and its words among its files. */
async function writeFolder(scratch: string): Promise<string> {
  const folder = join(scratch, 'Tides');
  mkdirSync(folder);
  writeFileSync(join(folder, 'README.md'), '---\ntitle: Tides\nlanguage: en\n---\n');
  writeFileSync(join(folder, '01-wall.md'), '# The harbour wall\n\n![The wall](wall.svg)\n\nLook at the table.\n');
  writeFileSync(join(folder, 'wall.svg'), drawing);
  writeFileSync(join(folder, '02-film.md'), '# The film\n\n![High water](tide.mp4)\n\nWatch it to the end.\n');
  renameSync(
    await made('tide.mp4', ...picture('640x360', 12), ...tone(12), ...quick, '-c:a', 'aac'),
    join(folder, 'tide.mp4'),
  );
  writeFileSync(join(folder, 'tide.en.vtt'), 'WEBVTT\n\n00:00.000 --> 00:11.000\nThe water comes\n');
  writeFileSync(join(folder, '03-seen.md'), quiz);
  return folder;
}
/** Three pieces of a minute, and as many bytes as take several requests: behind the film stands a box that says nothing. */
async function longFilm(scratch: string): Promise<string> {
  const path = join(scratch, 'storm.mp4');
  renameSync(
    await made('storm.mp4', ...picture('480x270', 170), ...tone(170), ...quick, '-c:a', 'aac', '-shortest'),
    path,
  );
  const free = Buffer.alloc(44_000_000);
  free.writeUInt32BE(free.byteLength);
  free.write('free', 4, 'latin1');
  appendFileSync(path, free);
  return path;
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

describe.skipIf(noBrowser).each([
  ['one file, one process', onOneFile],
  ['Postgres and S3, two processes', onPostgresAndS3],
])('on %s', (_, open) => {
  let browser: Browser;
  let world: World;
  let scratch: string;
  // A try that comes to nothing leaves nothing to the next: each has a school of its own.
  beforeEach(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'lectern-film-folder-'));
    [browser, world] = await Promise.all([launch(), open()]);
  });
  afterEach(async () => {
    await browser?.close();
    await world?.close();
    if (scratch) rmSync(scratch, { recursive: true, force: true });
  });
  const call = async <T>(operation: string, input: object): Promise<T> =>
    JSON.parse(await world.lms('call', operation, '--input', JSON.stringify(input))) as T;
  const video = (mediaId: string) =>
    call<{ state: string; percent: number; seconds: number }>('video.get', { mediaId });

  test('a folder becomes a course, its films are watched, its quiz is passed, and a stranger verifies the certificate', async () => {
    const [folder, storm] = await Promise.all([writeFolder(scratch), longFilm(scratch)]);
    const summary = JSON.parse(
      (await world.lms('import', folder, '--publish', '--json')).trim().split('\n').at(-1)!,
    ) as { created: object; lost: object[] };
    expect(summary).toMatchObject({ created: { courses: 1, lessons: 3 }, lost: [] });
    const { items } = await call<{ items: { id: string; slug: string }[] }>('courses.teaching', {});
    const { id: courseId, slug } = items[0]!;
    await call('certificates.setRule', { courseId, onCompletion: true });

    // A teacher sends another film; the server is killed in the middle of it, and the page goes on by itself.
    const teacher = await watched(browser, world, {}, ['Failed to load resource', 'net::ERR']);
    const { page } = teacher;
    await teacher.visit(`/sign-in?next=/teach/${courseId}/media`);
    await signIn(page, owner.email, owner.password);
    await page.waitForURL(`**/teach/${courseId}/media`);
    await taken(page);
    const offsets: number[] = [];
    await page.route('**/api/media/uploads/**', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      offsets.push(Number(route.request().headers()['upload-offset']));
      if (offsets.length !== 2) return route.continue();
      await world.killAndStart();
      await route.abort();
    });
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'choose files' }).click();
    await (await chooser).setFiles(storm);
    await page.getByRole('link', { name: 'storm' }).waitFor({ timeout: 90_000 });
    await page.unroute('**/api/media/uploads/**');
    expect(offsets[1]).toBeGreaterThan(0);
    expect(offsets[2], 'goes on where it was').toBe(offsets[1]);

    const library = await call<{ items: { id: string; title: string }[] }>('media.list', { courseId });
    const { id: stormId } = library.items.find(({ title }) => title === 'storm')!;
    await expect.poll(async () => (await video(stormId)).percent, { timeout: 120_000 }).toBeGreaterThanOrEqual(30);
    await world.killWhoMakesFilms();
    await expect.poll(async () => (await video(stormId)).state, { timeout: 180_000, interval: 1_000 }).toBe('ready');
    expect(Math.round((await video(stormId)).seconds)).toBe(170);

    // It is put into a lesson in the editor.
    await teacher.visit(`/teach/${courseId}`);
    await page.getByRole('link', { name: 'The harbour wall' }).click();
    const text = page.getByRole('textbox', { name: 'Text of the lesson' });
    await text.locator('p').first().click();
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type('/file');
    await page.getByRole('option', { name: 'Picture, video or file' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'storm' }).click();
    await text.locator('.editor-piece', { hasText: 'storm' }).waitFor();
    await shoot(page, 'film-editor');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.saved').getByText('Saved', { exact: true }).waitFor();
    await teacher.done();

    const lena = await watched(browser, world);
    const { page: learner } = lena;
    await lena.visit(`/sign-up?next=/courses/${slug}`);
    await learner.getByLabel('Name').fill('Lena Holm');
    await learner.getByLabel('E-mail').fill('lena@example.org');
    await learner.getByLabel('Password').fill('a lighthouse at the end');
    await learner.getByRole('button', { name: 'Make an account' }).click();
    await learner.getByRole('button', { name: 'Enrol' }).click();
    await learner.getByRole('heading', { name: 'The harbour wall', level: 1 }).waitFor();
    await taken(learner);
    await learner.locator('.film video').waitFor();
    await learner.getByRole('button', { name: 'Mark as finished' }).click();

    await learner.getByRole('heading', { name: 'The film', level: 1 }).waitFor();
    const film = learner.locator('.film video');
    await film.waitFor({ timeout: 60_000 });
    await learner.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 1);
    await film.focus();
    for (const key of ['m', 'c', ' ']) await learner.keyboard.press(key);
    await learner.waitForFunction(() => document.querySelector('video')!.currentTime > 1.5);
    const seen = await film.evaluate((one: HTMLVideoElement) => ({
      width: one.videoWidth,
      said: [...one.textTracks].flatMap(({ mode, activeCues }) =>
        mode === 'showing' ? [...(activeCues ?? [])].map((cue) => (cue as VTTCue).text) : [],
      ),
    }));
    expect(seen.width).toBeGreaterThan(0);
    expect(seen.said).toEqual(['The water comes']);
    await shoot(learner, 'film-lesson');
    await learner.getByRole('button', { name: 'Mark as finished' }).click();

    await learner.getByRole('heading', { name: 'What you saw', level: 1 }).waitFor();
    await learner.getByRole('button', { name: 'Begin the quiz' }).click();
    await learner.getByRole('heading', { name: 'Question 1 of 3' }).waitFor({ state: 'attached' });
    await learner.getByLabel('Twice a day').check();
    await learner.getByRole('button', { name: 'Next' }).click();
    await learner.getByLabel('True').check();
    await learner.getByRole('button', { name: 'Next' }).click();
    await learner.getByLabel('Your answer').fill('The Tide Table');
    await learner.getByRole('button', { name: 'Hand in' }).click();
    await learner.getByRole('alertdialog').getByRole('button', { name: 'Hand in' }).click();
    await learner.getByRole('heading', { name: 'You passed' }).waitFor();

    const certificate = learner.locator('[href*="/certificates/"]', { hasText: 'Tides' });
    const isHere = async () => {
      await lena.visit('/home');
      return certificate.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(isHere, { timeout: 60_000 }).toBe(true);
    await certificate.click();
    await learner.getByText('genuine and in force').waitFor();
    const address = learner.url();
    await lena.done();

    const stranger = await watched(browser, world);
    await stranger.page.goto(address);
    await taken(stranger.page);
    await stranger.page.getByRole('heading', { name: 'Lena Holm', level: 1 }).waitFor();
    const link = await stranger.page.getByRole('link', { name: 'Download to print' }).getAttribute('href');
    const file = await stranger.page.request.get(new URL(link!, address).href);
    const bytes = await file.body();
    expect([file.status(), bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    if (process.env.LMS_SHOTS) writeFileSync(join(process.env.LMS_SHOTS, 'certificate.pdf'), bytes);
    await stranger.done();
  });
});
