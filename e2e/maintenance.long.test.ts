// A school that is closed for maintenance, as people see it; and what every kind of page lets a script do that somebody
// slipped in: nothing.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { good, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Asked for on purpose: the closed pages, and a script that is refused. */
const expected = ['503', '404', '/sign-in', 'Content Security Policy', 'refused by policy: script-src'];

describe.skipIf(noBrowser)('a school that is closed for maintenance', () => {
  let browser: Browser;
  let school: School;
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool({ seeded: true })]);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  test('tells visitors what it says, in its own look, narrow and dark and in Arabic; owners come in', async () => {
    await school.lms('maintenance', 'on', '--until', '2h', '--message', 'We move to a larger machine.');
    const view = await watched(browser, school, {}, expected);
    const { page } = view;
    const answer = await page.goto(`${school.url}/`);
    expect(answer?.status()).toBe(503);
    expect(Number(answer?.headers()['retry-after'])).toBeGreaterThan(7_000);
    await page.getByRole('heading', { name: 'The school is closed for maintenance' }).waitFor();
    await page.getByText('We move to a larger machine.').waitFor();
    await page.getByText('It opens again about').waitFor();
    await page.getByText('Halden').first().waitFor();
    await good(page, 'maintenance');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await good(page, 'maintenance-360-dark', 'color-contrast');

    // Who looks after it comes in by the door as ever, and sees the school.
    await page.setViewportSize({ width: 1360, height: 900 });
    await view.signIn('/school/keys');
    await page.getByRole('heading', { name: 'Service accounts' }).first().waitFor();
    await school.lms('call', 'organizations.update', '--input', '{"locale":"ar"}');
    await view.done();

    const arabic = await watched(browser, school, {}, expected);
    await arabic.page.goto(`${school.url}/`);
    await arabic.page.getByRole('heading', { name: 'المدرسة مغلقة للصيانة' }).waitFor();
    await good(arabic.page, 'maintenance-arabic');
    await school.lms('maintenance', 'off');
    await arabic.page.getByRole('button').first().click();
    await arabic.page.waitForFunction(() => !document.body.textContent?.includes('مغلقة للصيانة'));
    await school.lms('call', 'organizations.update', '--input', '{"locale":"en"}');
    await arabic.done();
  });

  test('no page of any kind runs a script that was slipped into it', async () => {
    const view = await watched(browser, school, {}, expected);
    const { page } = view;
    await view.signIn('/home');
    const pages = ['/', '/home', '/school/keys', '/account/keys', '/nothing/here', '/api/docs', '/api/openapi.json'];
    for (const path of pages) {
      await page.goto(`${school.url}${path}`);
      expect(await intruded(page), path).toBe(false);
    }
    await view.done();
  });
});

/** What somebody who writes into a page would try. Seen red with 'unsafe-inline' in script-src: it ran on all of these. */
async function intruded(page: Page): Promise<boolean> {
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.intruder = true';
    const image = document.createElement('img');
    image.setAttribute('onerror', 'globalThis.intruder = true');
    image.src = 'data:image/png;base64,nothing';
    document.documentElement.append(script, image);
  });
  await page.waitForTimeout(150);
  return page.evaluate(() => 'intruder' in globalThis);
}
