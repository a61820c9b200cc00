// Somebody as others of their school see them, a provider of sign-in as its kind wants it, and the way back from one that
// sends a form: looked at wide and narrow, light and dark, from right to left.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { good, watched } from './watched.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const leila = 'leila@halden.example';
const said = {
  bio: 'I draw maps of places that are gone.\nAsk me about tide tables: https://example.org/a-very-long-address-without-an-end-that-would-stick-out-of-a-narrow-page',
  links: [{ label: 'My maps', url: 'https://maps.example.org/leila' }],
};

describe.skipIf(noBrowser)('people see each other', () => {
  let browser: Browser;
  let school: School;
  let id: string;
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool({ seeded: true })]);
    ({ id } = JSON.parse(
      await school.lms('call', 'users.updateMe', '--input', JSON.stringify(said), '--as', leila),
    ) as {
      id: string;
    });
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });
  const speaking = (locale: string) =>
    school.lms('call', 'users.updateMe', '--input', JSON.stringify({ locale }), '--as', 'owner@example.org');

  test.each([
    [1360, 'light', 'en'],
    [360, 'dark', 'en'],
    [360, 'light', 'ar'],
  ] as const)('on a page of their own: %i px, %s, %s', async (width, colorScheme, locale) => {
    await speaking(locale);
    const view = await watched(browser, school, { viewport: { width, height: 800 }, colorScheme, locale });
    const { page } = view;
    await view.signIn(`/people/${id}/profile`);
    await page.getByRole('heading', { name: 'Leila', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'My maps' }).waitFor();
    await good(page, `profile-${width}-${colorScheme}-${locale}`);
    const { id: me } = await page.evaluate(
      async () => (await fetch('/api/users/me')).json() as Promise<{ id: string }>,
    );
    await view.visit(`/people/${me}/profile`);
    await page.locator('.profile a[href$="/account"]').waitFor();
    await good(page, `profile-mine-${width}-${colorScheme}-${locale}`);

    await view.visit('/school/sign-in');
    await good(page, `providers-${width}-${colorScheme}-${locale}`);
    await page.locator('.pagehead .button-primary, .empty .button-primary').first().click();
    await page.getByRole('dialog').locator('select[name="kind"]').selectOption('apple');
    await page.getByRole('dialog').locator('textarea[name="clientSecret"]').waitFor();
    await good(page, `provider-apple-${width}-${colorScheme}-${locale}`);
    await page.getByRole('dialog').locator('select[name="kind"]').selectOption('microsoft');
    await page.getByRole('dialog').locator('input[name="details/tenant"]').waitFor();
    await good(page, `provider-microsoft-${width}-${colorScheme}-${locale}`);
    await view.done();
  });

  test('a form of another site ends at a page that knows nothing of it, and leaves who is signed in alone', async () => {
    await speaking('en');
    const view = await watched(browser, school, {}, ['other origin', 'status of 410']);
    const { page } = view;
    await view.signIn('/home');
    await page.route('https://appleid.apple.com/**', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${school.url}/api/auth/sign-on/return"><input name="code" value="stolen"><input name="state" value="of-somebody"></form><script>document.forms[0].submit()</script>`,
      }),
    );
    await page.goto('https://appleid.apple.com/auth/authorize');
    await page.waitForURL(`${school.url}/sign-in/return`); // what was said is out of the address
    await page.getByText('begun in another browser').waitFor();
    await view.visit('/home');
    expect(await page.evaluate(async () => (await fetch('/api/users/me')).status)).toBe(200);
    await view.done();
  });
});
