// The files of a course in a real browser: dropped, stopped, gone on with after the tab was closed, shown in a lesson.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { axeObjections, shoot, sticksOut, watched } from './watched.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><rect width="320" height="180" fill="teal"/></svg>';
/** A second of silence: RIFF/WAVE, 8 kHz, 8 bit. */
const silence = () => {
  const bytes = Buffer.alloc(44 + 8_000, 0x80);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + 8_000, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  for (const [at, value] of [
    [16, 16],
    [24, 8_000],
    [28, 8_000],
    [40, 8_000],
  ] as const)
    bytes.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    bytes.writeUInt16LE(value, at);
  bytes.write('data', 36, 'latin1');
  return bytes;
};

describe.skipIf(noBrowser)('the files of a course', () => {
  let browser: Browser;
  let school: School;
  let folder: string;
  let courseId: string;
  let lessonId: string;
  let library: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lectern-e2e-media-'));
    [browser, school] = await Promise.all([launch(), openSchool()]);
    const call = async (operation: string, input: object) =>
      JSON.parse(await school.lms('call', operation, '--input', JSON.stringify(input)));
    courseId = (await call('courses.create', { title: 'Harbours' })).id;
    const { id: sectionId } = await call('courses.addSection', { courseId, title: 'One' });
    lessonId = (await call('courses.addLesson', { sectionId, title: 'Listening' })).id;
    library = `/teach/${courseId}/media`;
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('two files that are dropped are in the library, and can be named, found, handed on and removed', async () => {
    const view = await watched(browser, school, { viewport: { width: 1_100, height: 800 } });
    const { page } = view;
    await view.signIn(library);
    await page.getByText('No files yet').waitFor();
    await shoot(page, 'media-empty');
    expect(await axeObjections(page)).toEqual([]);
    const dropped = await page.evaluateHandle(
      ([drawing, sound]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([drawing!], 'harbour map.svg', { type: 'image/svg+xml' }));
        const bytes = Uint8Array.from(atob(sound!), (char) => char.charCodeAt(0));
        transfer.items.add(new File([bytes], 'foghorn.wav', { type: 'audio/wav' }));
        return transfer;
      },
      [svg, silence().toString('base64')],
    );
    await page.dispatchEvent('.dropzone', 'drop', { dataTransfer: dropped });
    await page.getByRole('link', { name: 'foghorn' }).waitFor();
    await page.getByRole('link', { name: 'harbour map' }).waitFor();
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.media-preview img')?.naturalWidth === 320,
    );
    await shoot(page, 'media-1100');
    expect([...(await axeObjections(page)), ...(await sticksOut(page))]).toEqual([]);

    await page.getByRole('button', { name: 'More about foghorn' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByLabel('Title').fill('The horn');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'The horn' }).waitFor();
    await page.getByLabel('Find by name').fill('horn');
    await page.getByRole('link', { name: 'harbour map' }).waitFor({ state: 'detached' });
    await page.getByLabel('Find by name').fill('');
    await page.getByRole('link', { name: 'harbour map' }).waitFor();

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'More about harbour map' }).click();
    await page.getByRole('menuitem', { name: 'Copy a link' }).click();
    await page.getByText('The link is copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(await (await fetch(link)).text()).toBe(svg);

    await page.getByRole('button', { name: 'More about harbour map' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('link', { name: 'harbour map' }).waitFor({ state: 'detached' });
    expect((await fetch(link)).status).toBe(404);
    await view.done();
  });

  test('a sound in a lesson plays where it stands', async () => {
    const { items } = JSON.parse(await school.lms('call', 'media.list', '--input', JSON.stringify({ courseId })));
    const markdown = `Listen.\n\n![The horn](asset:${items[0].id})\n`;
    await school.lms('call', 'content.write', '--input', JSON.stringify({ lessonId, markdown }));
    await school.lms('call', 'courses.publish', '--input', JSON.stringify({ courseId }));
    const view = await watched(browser, school, { viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
    await view.signIn(library);
    await view.visit('/courses/harbours');
    await view.page.locator('.offer button.button-primary').click();
    await view.page.waitForFunction(() => (document.querySelector('audio')?.duration ?? 0) >= 1);
    expect(await view.page.locator('figure.media > a').isVisible()).toBe(false);
    await shoot(view.page, 'media-lesson-360-dark');
    expect([...(await axeObjections(view.page)), ...(await sticksOut(view.page))]).toEqual([]);
    await view.visit(library);
    await shoot(view.page, 'media-360-dark');
    expect([...(await axeObjections(view.page)), ...(await sticksOut(view.page))]).toEqual([]);
    await view.done();
  });

  test('an upload is stopped, and goes on where it was when the same file is chosen after the tab was closed', async () => {
    const file = join(folder, 'lecture.bin');
    const bytes = Buffer.alloc(48_000_000, 'lecture ');
    writeFileSync(file, bytes);
    const view = await watched(browser, school, {});
    const { page } = view;
    await view.signIn(library);
    // The second request of the upload never ends.
    let requests = 0;
    await page.route('**/api/media/uploads/**', async (route) => {
      if (route.request().method() === 'PATCH' && ++requests > 1) return;
      await route.continue();
    });
    const choose = async () => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'choose files' }).click();
      await (await chooser).setFiles(file);
    };
    await choose();
    await expect.poll(() => requests, { timeout: 30_000 }).toBe(2);
    await page.getByRole('button', { name: 'Pause lecture.bin' }).click();
    await page.getByText('Paused').waitFor();
    await shoot(page, 'media-paused');
    expect(await axeObjections(page)).toEqual([]);
    page.on('dialog', (dialog) => dialog.accept());
    await page.unroute('**/api/media/uploads/**');
    await view.visit(library);
    const sent: number[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') sent.push(Number(request.headers()['upload-offset']));
    });
    await choose();
    await page.getByRole('link', { name: 'lecture' }).waitFor({ timeout: 60_000 });
    expect(sent[0]).toBe(16_000_000);
    await view.done();
  });

  test('the library reads from right to left in Arabic', async () => {
    const view = await watched(browser, school, { viewport: { width: 360, height: 800 } });
    await view.signIn(library);
    await school.lms('call', 'users.updateMe', '--input', JSON.stringify({ locale: 'ar' }));
    await view.visit(library);
    expect(await view.page.locator('html').getAttribute('dir')).toBe('rtl');
    await shoot(view.page, 'media-360-arabic');
    expect([...(await axeObjections(view.page)), ...(await sticksOut(view.page))]).toEqual([]);
    await view.done();
  });
});
