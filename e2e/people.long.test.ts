// Who looks after the people of a school, and what people say of themselves: in a browser, wide and on a phone.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { good, taken, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const phone = { viewport: { width: 360, height: 740 } };
const ben = { email: 'ben@halden.example', password: 'lectern-demo-2026' };

describe.skipIf(noBrowser)('the people of a school', () => {
  let browser: Browser;
  let school: School;
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool({ seeded: true })]);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  test('are found, and the filters are in the address', async () => {
    const view = await watched(browser, school);
    const { page } = view;
    await view.signIn('/people');
    await page.getByRole('row', { name: /Ana Ibarra/ }).waitFor();
    await good(page, 'people');
    await page.locator('[name=q]').fill('mat');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=mat/);
    await page.getByRole('row', { name: /Mateusz.*Suspended/ }).waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.locator('[name=q]').fill('');
    await page.locator('[name=field]').selectOption('cohort=Autumn 2026');
    await page.waitForURL(/cohort/);
    await page.getByRole('row', { name: /Ben Okafor/ }).waitFor();
    expect(await page.getByRole('row', { name: /Mateusz/ }).count()).toBe(0);
    await page.reload();
    await taken(page);
    expect(await page.locator('[name=field]').inputValue()).toBe('cohort=Autumn 2026');
    await page.locator('[name=state]').selectOption('removed');
    await page.getByText('Nobody like this').waitFor();
    await good(page, 'people-none');
    await view.done();
  });

  test('one of them is suspended on a phone, is signed out at once, and is let in again', async () => {
    const hers = await watched(browser, school, phone);
    const his = await watched(browser, school, {}, ['401']);
    await his.signIn('/account', ben);
    await hers.signIn('/people?q=ben');
    const { page } = hers;
    await good(page, 'people-phone');
    await page.getByRole('link', { name: /Ben Okafor/ }).click();
    await page.waitForURL(/people\/[\w-]+$/);
    await page.getByRole('heading', { name: 'Ben Okafor' }).waitFor();
    await good(page, 'person-phone');
    await page.getByRole('button', { name: 'Suspend', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('Until spring');
    await good(page, 'suspend-phone');
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await page.getByText('Until spring').waitFor();

    await his.page.goto(`${school.url}/account`);
    await his.page.waitForURL(/sign-in/);

    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('button', { name: 'Suspend', exact: true }).waitFor();
    await his.page.goto(`${school.url}/account`);
    await his.page.waitForURL(/account/);
    await his.done();
    await hers.done();
  });

  test('a field is added, filled in, and stands on their own account', async () => {
    const view = await watched(browser, school);
    const { page, visit } = view;
    await view.signIn('/people/fields');
    await good(page, 'fields');
    await page.getByRole('button', { name: 'Add a field' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What it is called').fill('Date of birth');
    await dialog.getByLabel('Kind').selectOption('date');
    await dialog.getByLabel(/^Latest/).fill('2020-01-01');
    await dialog.getByLabel(/fill it in themselves/).check();
    await good(page, 'field-form');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /Date of birth/ }).waitFor();

    await visit('/account');
    await page.getByLabel('Date of birth').fill('1990-05-06');
    await page.getByLabel('About you').fill('Keeps the keys.');
    await page.getByLabel('Time zone').selectOption('Europe/Oslo');
    await page.getByRole('button', { name: 'Add a page' }).click();
    await page.getByLabel('What it is').fill('Garden');
    await page.getByLabel('Address', { exact: true }).fill('https://garden.example.org');
    await good(page, 'account');
    // The page is loaded anew, in the language and time zone that were chosen.
    const again = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Save' }).click();
    await again;
    await taken(page);
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('[name=bio]')?.value === 'Keeps the keys.',
    );
    expect(await page.getByLabel('Date of birth').inputValue()).toBe('1990-05-06');
    await view.done();
  });

  test('a picture is chosen, cut and shown', async () => {
    const view = await watched(browser, school, phone);
    const { page } = view;
    await view.signIn('/account');
    const picture = await page.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 400 });
      const paper = canvas.getContext('2d')!;
      paper.fillStyle = 'teal';
      paper.fillRect(0, 0, 600, 400);
      paper.fillStyle = 'gold';
      paper.fillRect(200, 100, 200, 200);
      return canvas.toDataURL('image/png').split(',')[1]!;
    });
    const file = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(picture, 'base64') };
    await page.locator('input[type=file]').setInputFiles(file);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Size').fill('1.5');
    await good(page, 'crop-phone');
    await dialog.getByRole('button', { name: 'Use this picture' }).click();
    const shown = page.locator('.account-picture img');
    await shown.waitFor();
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.account-picture img')?.naturalWidth === 256,
    );
    await good(page, 'account-phone');
    await page.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from('no picture') });
    await page.getByText('could not be opened').waitFor();
    await view.done();
  });

  test('who are more than a page come page by page, and a page that was lost is asked for again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-many-'));
    const many = Array.from({ length: 60 }, (_, n) => `Zora Many ${n},zora${n}@halden.example`);
    await writeFile(join(folder, 'many.csv'), ['name,email', ...many].join('\n'));
    await school.lms('import', join(folder, 'many.csv'));
    await rm(folder, { recursive: true });
    const view = await watched(browser, school, phone, ['net::ERR']);
    const { page } = view;
    await view.signIn('/people?q=Zora');
    const rows = page.getByRole('row', { name: /Zora Many/ });
    await expect.poll(() => rows.count()).toBe(50);
    await page.route('**/api/users?*cursor=*', (route) => route.abort());
    const more = page.getByRole('button', { name: 'Show more' });
    await more.click();
    await page.getByRole('alert').getByText('The school cannot be reached').waitFor();
    await more.scrollIntoViewIfNeeded();
    await good(page, 'people-more');
    expect(await rows.count()).toBe(50);
    await page.unrouteAll();
    await more.click();
    await expect.poll(() => rows.count()).toBe(60);
    await page.getByRole('status').getByText('10 more').waitFor({ state: 'attached' });
    expect([await more.count(), await page.getByText('cannot be reached').count()]).toEqual([0, 0]);
    await view.done();
  });

  test('are as readable in the dark, and from right to left', async () => {
    const dark = await watched(browser, school, { colorScheme: 'dark' });
    await dark.signIn('/people');
    await good(dark.page, 'people-dark', 'color-contrast');
    await dark.page.getByRole('link', { name: /Ana Ibarra/ }).click();
    await dark.page.getByRole('heading', { name: 'Ana Ibarra' }).waitFor();
    await good(dark.page, 'person-dark', 'color-contrast');
    await dark.done();
    await school.lms('call', 'users.updateMe', '--input', '{"locale":"ar"}');
    const arabic = await watched(browser, school);
    await arabic.signIn('/people');
    await good(arabic.page, 'people-arabic');
    await arabic.page.getByRole('link', { name: /Ana Ibarra/ }).click();
    await arabic.page.getByRole('heading', { name: 'Ana Ibarra' }).waitFor();
    await good(arabic.page, 'person-arabic');
    await arabic.visit('/account');
    await good(arabic.page, 'account-arabic');
    await arabic.visit('/people/fields');
    await good(arabic.page, 'fields-arabic');
    await arabic.done();
  });
});
