// A school as its owner sets it up: who is invited and comes in, its look, its teams, and schools below it.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { good, shoot, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const phone = { viewport: { width: 360, height: 740 } };

describe.skipIf(noBrowser)('a school as its owner sets it up', () => {
  let browser: Browser;
  let school: School;
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool({ seeded: true })]);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  test('a teacher is invited, opens the link on a phone, makes an account and is in', async () => {
    const hers = await watched(browser, school);
    await hers.signIn('/people/invitations');
    const { page } = hers;
    await good(page, 'invitations-none');
    await page.getByRole('button', { name: 'Invite people' }).click();
    await page.locator('[name=emails]').fill('nora@example.org');
    await page.locator('[name=role]').selectOption('instructor');
    await page.locator('[name=team]').selectOption({ label: 'Teachers' });
    await good(page, 'invite');
    await page.getByRole('button', { name: 'Send the invitations' }).click();
    const link = await page.getByRole('dialog').locator('input[readonly]').inputValue();
    expect(link).toMatch(/\/join\/[\w-]+\.[\w-]+$/);
    await good(page, 'invited');
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /nora@example.org/ }).waitFor();
    await good(page, 'invitations');

    const his = await watched(browser, school, phone);
    await his.visit(new URL(link).pathname);
    await good(his.page, 'join-phone');
    await his.page.locator('[name=name]').fill('Nora Lund');
    await his.page.locator('[name=password]').fill('a sentence to keep');
    await his.page.locator('button[type=submit]').click();
    await his.page.waitForURL(`${school.url}/home`);
    await his.done();

    await hers.visit('/school/teams');
    await page.getByRole('link', { name: 'Teachers', exact: true }).click();
    await page.getByRole('row', { name: /Nora Lund/ }).waitFor();
    await good(page, 'team');
    await hers.done();

    const again = await watched(browser, school, {}, ['410']);
    await again.visit(new URL(link).pathname);
    await again.page.getByRole('heading', { name: /not valid any more/ }).waitFor();
    await again.done();
  });

  test('name, colour and addresses are set; nothing of it speaks of organizations', async () => {
    const view = await watched(browser, school, {}, ['409']);
    await view.signIn('/school');
    const { page } = view;
    await good(page, 'school');
    const words: string[] = [];
    for (const path of ['/school', '/school/look', '/school/domains', '/school/teams', '/people/invitations']) {
      await view.visit(path);
      await good(page, `settings${path.replaceAll('/', '-')}`);
      words.push((await page.locator('#app').textContent()) ?? '');
    }
    expect(words.join(' ')).not.toMatch(/organi[sz]ation/i);
    await view.visit('/school/look');
    await page.locator('[name=brandHue]').fill('28');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForFunction(() => document.documentElement.style.getPropertyValue('--brand-hue') === '28');
    await view.visit('/school/domains');
    await page.locator('[name=host]').fill('learn.school.invalid');
    await page.getByRole('button', { name: 'Add the address' }).click();
    await page.getByRole('button', { name: 'Look now' }).click();
    await page.getByText('does not lead here yet').first().waitFor();
    await good(page, 'domains');
    await view.done();
  });

  test('on a phone, in the dark and from right to left it stands as well', async () => {
    const view = await watched(browser, school, { ...phone, colorScheme: 'dark' });
    await view.signIn('/account');
    const { page } = view;
    await page.locator('[name=locale]').selectOption('ar');
    await page.locator('form button[type=submit]').first().click();
    await page.waitForSelector('html[lang=ar]');
    for (const path of [
      '/school',
      '/school/look',
      '/school/domains',
      '/school/teams',
      '/people/invitations',
      '/school/schools',
    ]) {
      await view.visit(path);
      await good(page, `phone-dark-ar${path.replaceAll('/', '-')}`);
    }
    await view.visit('/account');
    await page.locator('[name=locale]').selectOption('en');
    await page.locator('form button[type=submit]').first().click();
    await page.waitForSelector('html[lang=en]');
    await view.done();
  });

  test('a second school is made, entered, closed, and says so to who comes', async () => {
    const view = await watched(browser, school);
    await view.signIn('/school/schools');
    const { page } = view;
    await good(page, 'schools-none');
    await page.getByRole('button', { name: 'New school' }).click();
    await page.locator('[name=name]').fill('Halden North');
    await page.locator('[name=address]').fill('north');
    await page.locator('[name=people]').fill('200');
    await good(page, 'schools-new');
    await page.getByRole('button', { name: 'Make the school' }).click();
    await page.getByRole('row', { name: /Halden North/ }).waitFor();
    await good(page, 'schools');

    await view.visit('/account');
    await page.getByRole('button', { name: 'Go in' }).click();
    await page.waitForURL(`${school.url}/home`);
    await page.getByRole('link', { name: 'Halden North' }).first().waitFor();
    await view.visit('/account');
    await page.getByRole('button', { name: 'Go in' }).click();
    await page.waitForURL(`${school.url}/home`);

    await view.visit('/school/schools');
    await page.getByRole('button', { name: 'What to do with Halden North' }).click();
    await page.getByRole('menuitem', { name: 'Close' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('row', { name: /Halden North.*Closed/ }).waitFor();
    await view.done();

    // Browsers lead every name below localhost to this machine (RFC 6761, 6.3).
    const { port } = new URL(school.url);
    const closed = await (await browser.newContext()).newPage();
    const answer = await closed.goto(`http://north.localhost:${port}/`);
    expect(answer?.status()).toBe(423);
    await closed.getByRole('heading', { name: 'closed for the time being' }).waitFor();
    await shoot(closed, 'closed');
    await closed.context().close();
  });
});
