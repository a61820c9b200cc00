// What a school decides for itself, what it locks for the schools below, and what those see of it.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, owner, type School } from './school.ts';
import { axeObjections, shoot, sticksOut, taken, type Watched, watched } from './watched.ts';

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

  async function signIn({ page, visit }: Watched, path: string): Promise<void> {
    await visit(`/sign-in?next=${encodeURIComponent(path)}`);
    await page.locator('[name=email]').fill(owner.email);
    await page.locator('[name=password]').fill(owner.password);
    await page.locator('button[type=submit]').first().click();
    await page.waitForURL(`${school.url}${path}`);
    await taken(page);
  }
  async function good(page: Page, name: string): Promise<void> {
    await shoot(page, name);
    expect([...(await axeObjections(page)), ...(await sticksOut(page))], name).toEqual([]);
  }
  const rule = (page: Page, title: string) => page.locator('.rules > li').filter({ hasText: title });

  test('are decided, taken back, and locked for the schools below', async () => {
    const view = await watched(browser, school);
    await signIn(view, '/school/rules');
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

  test('stand on a phone, in the dark and from right to left', async () => {
    const view = await watched(browser, school, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    await signIn(view, '/account');
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
