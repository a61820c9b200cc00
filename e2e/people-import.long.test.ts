// A table from a spreadsheet becomes people, in a browser: looked at, tried out, imported, and the refused rows taken home.
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { good, taken, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const file = [
  'E-Mail;Vorname;Nachname;Sprache;Notiz;Id number',
  'jose@example.org;José;Müller;de;Klavier;K-1',
  'soren@example.org;Søren;Ærø;da;;K-2',
  'no address;Nobody;Here;de;;K-3',
  'lang@example.org;Language;Wrong;quite german;;K-4',
  '',
].join('\r\n');
const latin = Buffer.from(Uint8Array.from(file, (char) => char.charCodeAt(0)));

describe.skipIf(noBrowser)('a file of people', () => {
  let browser: Browser;
  let school: School;
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool()]);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  test('is looked at, tried out and imported, and its refused rows come back as a file', async () => {
    // At an address in figures no passkey can be offered, which the door asks for and is told.
    const view = await watched(browser, school, {}, ['/sign-in?next']);
    const { page, visit } = view;
    await view.signIn('/people/import');
    await good(page, 'people-import');
    await page.locator('input[type=file]').setInputFiles({ name: 'herbst.csv', mimeType: 'text/csv', buffer: latin });
    await page.waitForURL(/\/people\/import\/.+/);
    await page.getByLabel('Letters').waitFor();
    expect(await page.getByLabel('Letters').inputValue()).toBe('windows-1252');
    await page.getByLabel('Says: Vorname').selectOption('firstName');
    await page.getByLabel('Says: Nachname').selectOption('lastName');
    await page.getByLabel('Says: Sprache').selectOption('locale');
    await good(page, 'people-import-columns');
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByRole('heading', { name: 'What would become of it' }).waitFor();
    await page.getByText('This is no e-mail address.').waitFor();
    await good(page, 'people-import-tried');
    // All of it survives a reload.
    await page.reload();
    await taken(page);
    await page.getByRole('button', { name: 'Import it now' }).click();
    await page.getByRole('heading', { name: 'Imported' }).waitFor();
    await page.getByText('This is no e-mail address.').waitFor();
    await good(page, 'people-import-done');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download refused rows' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('herbst-refused.csv');
    expect(await readFile(await download.path(), 'utf8')).toContain(
      'no address,Nobody,Here,de,,K-3,This is no e-mail address.',
    );
    const address = new URL(page.url()).pathname;

    await page.setViewportSize({ width: 360, height: 740 });
    await visit(address);
    await good(page, 'people-import-done-360');
    await visit('/people/import');
    await good(page, 'people-import-360');
    await page.emulateMedia({ colorScheme: 'dark' });
    await visit(address);
    await page.getByText('This is no e-mail address.').waitFor();
    await good(page, 'people-import-dark-360');
    const answer = await page.evaluate(async () => {
      const body = JSON.stringify({ locale: 'ar' });
      return (await fetch('/api/users/me', { method: 'PATCH', body, headers: { 'content-type': 'application/json' } }))
        .status;
    });
    expect(answer).toBe(200);
    const storage = await page.context().storageState();
    await view.done();

    const arabic = await watched(browser, school, { storageState: storage, locale: 'ar' });
    await arabic.visit(address);
    await arabic.page.getByText('هذا ليس عنوان بريد إلكتروني.').waitFor();
    await good(arabic.page, 'people-import-ar');
    await arabic.page.setViewportSize({ width: 360, height: 740 });
    await arabic.visit('/people/import');
    await good(arabic.page, 'people-import-ar-360');
    await arabic.done();
  });
});
