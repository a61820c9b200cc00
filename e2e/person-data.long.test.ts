// Two accounts that are one person, a person's data, and a person who goes for good: in a browser.
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { good, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const phone = { viewport: { width: 360, height: 740 } };
const ben = { email: 'ben@halden.example', password: 'lectern-demo-2026' };

describe.skipIf(noBrowser)('a person and their data', () => {
  let browser: Browser;
  let school: School;
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool({ seeded: true })]);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  test('two accounts are made one, after a look at what comes over', async () => {
    const view = await watched(browser, school);
    const { page } = view;
    await view.signIn('/people?q=aroha');
    await page.getByRole('link', { name: /Aroha Tipene/ }).click();
    await page.getByRole('button', { name: 'Merge another account into this one' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name or address of the other account').fill('nobody-like-this');
    await page.keyboard.press('Enter');
    await dialog.getByText('Nobody else is called so.').waitFor();
    await dialog.getByLabel('Name or address of the other account').fill('hiro');
    await page.keyboard.press('Enter');
    await dialog.getByText('hiro@halden.example').waitFor();
    await good(page, 'merge-which');
    await dialog.getByRole('button', { name: 'See what comes over' }).click();
    await dialog.getByText('Courses they take').waitFor();
    await good(page, 'merge-look');
    await dialog.getByRole('button', { name: 'Merge accounts' }).click();
    await page.getByText('The accounts are one').waitFor();
    await view.visit('/people?q=hiro');
    await page.getByText('Nobody like this').waitFor();
    await view.done();
  });

  test('somebody takes their data along, asks to be erased, and is erased by name, on a phone', async () => {
    const his = await watched(browser, school, { ...phone, acceptDownloads: true }, ['401']);
    await his.signIn('/account', ben);
    await good(his.page, 'my-data-phone');
    const [download] = await Promise.all([
      his.page.waitForEvent('download'),
      his.page.getByRole('button', { name: 'Download my data' }).click(),
    ]);
    expect((await readFile(await download.path())).toString('latin1')).toContain('account/users.json');
    await his.page.getByRole('button', { name: 'Delete my account' }).click();
    await his.page.getByRole('alertdialog').getByRole('button', { name: 'Ask to be erased' }).click();
    await his.page.getByText(/You asked to be erased/).waitFor();

    const hers = await watched(browser, school, phone);
    const { page } = hers;
    await hers.signIn('/people');
    await page.getByRole('button', { name: '1 asks to be erased' }).click();
    await good(page, 'erasure-requests-phone');
    await page.getByRole('dialog').getByRole('link', { name: 'Ben Okafor' }).click();
    await page.getByText('Asks to be erased').waitFor();
    await page.getByRole('button', { name: 'Erase this person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/write their name/).fill('Ben');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await dialog.getByText('This is not their name.').waitFor();
    await good(page, 'erase-phone');
    await dialog.getByLabel(/write their name/).fill('Ben Okafor');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await page.getByText('Ben Okafor is erased').waitFor();
    await his.visit('/account');
    await his.page.waitForURL(/sign-in/);
    await his.done();
    await hers.done();
  });
});
