// What a school decides for itself, what it locks for the schools below, and what those see of it.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { good, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(noBrowser)('the rules of a school', () => {
  let browser: Browser;
  let school: School;
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool()]);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  const rule = (page: Page, title: string) => page.locator('.rules > li').filter({ hasText: title });

  test('are decided, taken back, and locked for the schools below', async () => {
    const view = await watched(browser, school);
    await view.signIn('/school/rules');
    const { page } = view;
    const address = rule(page, 'Only with a confirmed address');
    await address.getByText('The default').waitFor();
    await good(page, 'rules-alone');
    expect(await page.locator('#app').textContent()).not.toMatch(/organi[sz]ation|schools below|above/i);

    await address.getByRole('switch').check();
    await address.getByText('Decided here').waitFor();
    await address.getByRole('button', { name: 'Take back' }).click();
    await address.getByText('The default').waitFor();
    expect(await address.getByRole('switch').isChecked()).toBe(false);

    await school.lms('org', 'create', 'north', '--name', 'Halden North');
    await view.visit('/school/rules');
    const lock = address.getByRole('switch', { name: /schools below/ });
    await lock.check();
    await address.getByRole('switch').first().check();
    await address.getByText('Decided here').waitFor();
    await good(page, 'rules');

    await view.visit('/account');
    await page.getByRole('button', { name: 'Go in' }).click();
    await page.waitForURL(`${school.url}/home`);
    await view.visit('/school/rules');
    await address.getByText('From Halden Evening School').waitFor();
    expect(await address.getByRole('switch').count()).toBe(0);
    await good(page, 'rules-locked');
    const factor = rule(page, 'A second step of signing in');
    // What is decided here is decided, though it be what would hold anyway.
    await factor.getByRole('button', { name: 'Save' }).click();
    await factor.getByText('Decided here').waitFor();
    await good(page, 'rules-below');
    await factor.getByRole('button', { name: 'As above' }).click();
    await factor.getByText('The default').waitFor();
    await view.done();
  });

  test('of language, time zone and sign-up are told where they are asked for elsewhere', async () => {
    const view = await watched(browser, school, {}, ['409']);
    await view.signIn('/school/rules');
    const { page } = view;
    const into = async () => {
      await view.visit('/account');
      await page.getByRole('button', { name: 'Go in' }).click();
      await page.waitForURL(`${school.url}/home`);
    };
    const zone = rule(page, 'Time zone');
    await zone.locator('select').selectOption('Asia/Amman');
    await zone.getByRole('button', { name: 'Save' }).click();
    await zone.getByText('Decided here').waitFor();
    await rule(page, 'Language')
      .getByRole('switch', { name: /schools below/ })
      .check();
    const signUp = rule(page, 'Who may make an account');
    await signUp.getByLabel(/Who is invited/).check();
    await signUp.getByRole('button', { name: 'Save' }).click();
    await signUp.getByText('Decided here').waitFor();
    await signUp.getByRole('switch', { name: /schools below/ }).check();
    await good(page, 'rules-of-the-school');
    await view.visit('/school');
    expect(await page.locator('[name=signUp]:checked').inputValue()).toBe('closed');

    await into();
    await view.visit('/school');
    expect(await page.locator('[name=locale], [name=signUp]').count()).toBe(0);
    await page.getByText('From Halden Evening School').or(page.getByText('Locked')).first().waitFor();
    expect(await page.locator('[name=timeZone]').inputValue()).toBe('Asia/Amman');
    await page.locator('[name=summary]').fill('Up north.');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.waitForSelector('html[data-ready]');
    await view.visit('/school/rules');
    await zone.getByText('From Halden Evening School').waitFor(); // a form that was sent back decided nothing

    await view.visit('/school');
    await page.locator('[name=emailDomains]').fill('halden.example');
    await page.getByRole('button', { name: 'Save' }).last().click();
    await page.getByText('_lectern.halden.example').waitFor();
    await page.getByRole('button', { name: /Look now/ }).click();
    await page.getByText('is not shown to be yours yet').first().waitFor();
    await good(page, 'school-below');
    await page.setViewportSize({ width: 360, height: 740 });
    await good(page, 'school-below-phone');
    await page.setViewportSize({ width: 1360, height: 900 });
    await into();
    await view.done();
  });

  test('stand on a phone, in the dark and from right to left', async () => {
    const view = await watched(browser, school, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    await view.signIn('/account');
    const { page } = view;
    await page.locator('[name=locale]').selectOption('ar');
    await page.locator('form button[type=submit]').first().click();
    await page.waitForSelector('html[lang=ar]');
    await view.visit('/school/rules');
    await rule(page, 'خطوة ثانية لتسجيل الدخول').waitFor();
    await good(page, 'rules-phone-dark-ar');
    await view.done();
  });
});
