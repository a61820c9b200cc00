// Passkeys with a virtual authenticator, and signing on at an OpenID provider on this machine, in a real browser.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openProvider, type TestProvider } from '../packages/plugins/identity/auth/test/provider.ts';
import { passkeyDevice } from './passkey-device.ts';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { axeObjections, shoot, sticksOut, taken, type Watched, watched } from './watched.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

describe.skipIf(noBrowser)('coming in without a password', () => {
  let browser: Browser;
  let running: School;
  let school: { url: string };
  let provider: TestProvider;
  beforeAll(async () => {
    [browser, running] = await Promise.all([
      launch(),
      openSchool({
        environment: { LECTERN_PRIVATE_HOSTS: '127.0.0.1', LECTERN_BASE_PATH: '/learn' },
        basePath: '/learn',
      }),
    ]);
    // Passkeys need a name: an address in figures has none.
    school = { url: running.url.replace('127.0.0.1', 'localhost') };
    const people = { ana: { email: 'ana@halden.example', email_verified: true, name: 'Ana Ibarra' } };
    provider = await openProvider(people, `${school.url}/sign-in/return`);
  });
  afterAll(async () => {
    await browser?.close();
    await running?.close();
    await provider?.close();
  });

  async function good({ page }: Watched, name: string): Promise<void> {
    await shoot(page, name);
    const small = page.viewportSize()!;
    expect([...(await axeObjections(page)), ...(await sticksOut(page))], name).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    await shoot(page, `${name}-phone`);
    expect(await sticksOut(page), name).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot(page, `${name}-phone-dark`);
    expect(await axeObjections(page, 'color-contrast'), name).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(small);
  }

  test('a passkey is added, signs in, and opens nothing once it is removed', async () => {
    const view = await watched(browser, school, {}, ['Failed to load resource']);
    const { page, visit } = view;
    await view.signIn('/account/security');
    const device = await passkeyDevice(page);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByLabel('Name', { exact: true }).fill('My laptop');
    await good(view, 'passkey-name');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('My laptop').waitFor();
    await good(view, 'passkeys');
    expect(await device.credentials()).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);

    // Nothing is pressed: the field for the address offers it.
    await page.context().clearCookies();
    await page.goto(`${school.url}/sign-in?next=/account/security`, { waitUntil: 'commit' });
    await page.waitForURL(`${school.url}/account/security`);
    await taken(page);

    await device.offersNothing();
    await page.context().clearCookies();
    await visit('/sign-in?next=/account/security');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
    await good(view, 'sign-in-passkey');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL(`${school.url}/account/security`);
    await taken(page);

    await page.getByRole('button', { name: 'More for My laptop' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'More for My laptop' }).waitFor({ state: 'detached' });
    await page.context().clearCookies();
    await visit('/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('This passkey does not open this school').waitFor();
    await view.done();
  });

  test('an owner adds a provider, tests it, and a learner comes in through it', async () => {
    const { items } = JSON.parse(await running.lms('call', 'auth.providers')) as { items: { id: string }[] };
    for (const { id } of items) await running.lms('provider', 'remove', id); // of a try that came to nothing
    const view = await watched(browser, school);
    const { page } = view;
    await view.signIn('/school/sign-in');
    await good(view, 'providers-none');
    await page.getByRole('button', { name: 'Add a provider' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('Halden Works');
    await form.getByLabel('Address of the provider').fill(provider.issuer);
    await form.getByLabel('Client ID').fill(provider.client.clientId);
    await form.getByLabel('Client secret').fill(provider.client.clientSecret);
    await form.getByLabel('Domains of its people').fill('halden.example');
    await good(view, 'provider-form');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It answers, and it knows this school.').waitFor();
    await good(view, 'providers');
    await view.done();

    const learner = await watched(browser, school, {}, ['other origin', ' at http://127.0.0.1:']);
    await learner.visit('/sign-in?next=/account/security');
    await learner.page.getByRole('button', { name: 'Continue with Halden Works' }).waitFor();
    await learner.page.locator('[name=email]').fill('ana@halden.example');
    await learner.page.getByText('Your address belongs to Halden Works.').waitFor();
    await good(learner, 'sign-in-routed');
    await learner.page.getByRole('button', { name: 'Continue with Halden Works' }).first().click();
    await learner.page.getByLabel('Who').fill('ana');
    await learner.page.getByRole('button', { name: 'Go on' }).click();
    await learner.page.waitForURL(`${school.url}/account/security`);
    await taken(learner.page);
    await learner.page.getByRole('button', { name: 'Disconnect Halden Works' }).waitFor();
    await good(learner, 'connected');
    await learner.done();
  });

  test('what comes back to a browser that never left, or to one that is sent elsewhere, opens nothing', async () => {
    const view = await watched(browser, school, {}, ['other origin', 'Failed to load resource']);
    await view.visit('/sign-in/return?code=stolen&state=of-somebody-else');
    await view.page.getByText('This sign-in was begun in another browser').waitFor();
    expect(view.page.url()).toBe(`${school.url}/sign-in/return`);
    await good(view, 'return-lost');

    await view.visit(`/sign-in?next=${encodeURIComponent('//mallory.example/home')}`);
    await view.page.getByRole('button', { name: 'Continue with Halden Works' }).click();
    await view.page.getByLabel('Who').fill('ana');
    await view.page.getByRole('button', { name: 'Go on' }).click();
    await view.page.waitForURL((url) => !url.pathname.includes('sign-in') && url.port === new URL(school.url).port);
    expect(new URL(view.page.url()).origin).toBe(new URL(school.url).origin);
    await view.done();
  });

  test('in Arabic it reads from the right', async () => {
    await running.lms('call', 'organizations.update', '--input', JSON.stringify({ locale: 'ar' }));
    await running.lms('call', 'users.updateMe', '--input', JSON.stringify({ locale: 'ar' }));
    const view = await watched(browser, school);
    await view.visit('/sign-in');
    await view.page.getByRole('button', { name: /Halden Works/ }).waitFor();
    await good(view, 'arabic-sign-in');
    await view.signIn('/school/sign-in');
    await view.page.getByRole('heading', { name: 'المزوّدون' }).waitFor();
    await good(view, 'arabic-providers');
    await view.visit('/account/security');
    await view.page.getByRole('button', { name: 'أضف مفتاح مرور' }).waitFor();
    await good(view, 'arabic-passkeys');
    await view.done();
  });
});
