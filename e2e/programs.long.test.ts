// What acts in somebody's name, in a real browser: keys, service accounts, a device, and an owner who acts as a learner.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, owner, type School } from './school.ts';
import { good, taken, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ana = { email: 'ana@example.org', password: 'a long sentence' };

describe.skipIf(noBrowser)('programs and people who act as somebody', () => {
  let browser: Browser;
  let school: School;
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool()]);
    await school.lms('user', 'create', ana.email, '--name', 'Ana Ibarra', '--password', ana.password);
    await school.lms('service-account', 'create', 'Registration office', '--permission', 'user.read');
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  /** Over plain http at a number the browser offers no passkeys, and the sign-in page asks. */
  const withoutPasskeys = ['/sign-in?next='];
  const narrow = { viewport: { width: 360, height: 740 } };

  test('a key for a program is made, copied once, and ended', async () => {
    const view = await watched(browser, school, {}, withoutPasskeys);
    const { page } = view;
    await view.signIn('/account/keys', owner);
    await good(page, 'keys-none');
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('What it is for').fill('Website');
    await page.getByRole('checkbox', { name: /user\.read/ }).check();
    await good(page, 'keys-new');
    await page.getByRole('button', { name: 'Make the key' }).click();
    const key = page.getByRole('textbox', { name: 'The key for Website' });
    await key.waitFor();
    await good(page, 'keys-made');
    const answer = await fetch(`${school.url}/api/users`, {
      headers: { authorization: `Bearer ${await key.inputValue()}` },
    });
    expect(answer.status).toBe(200);
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('row', { name: /Website/ }).waitFor();
    await page.waitForTimeout(500); // the dialog fades
    await good(page, 'keys');
    await page.getByRole('button', { name: 'End the key Website' }).click();
    await page.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByText('No program acts as you').waitFor();
    await view.done();
  });

  test('a service account is made with a key, on a phone and in the dark', async () => {
    const view = await watched(browser, school, { ...narrow, colorScheme: 'dark' }, withoutPasskeys);
    const { page } = view;
    await view.signIn('/school/keys', owner);
    await page.getByRole('heading', { name: 'Registration office' }).waitFor();
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('What it is for').fill('Nightly job');
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('rowheader', { name: 'Nightly job' }).waitFor();
    await page.waitForTimeout(500);
    await good(page, 'service-accounts-360-dark');
    await view.done();
  });

  test('a learner lets a program in with the code it shows', async () => {
    const view = await watched(browser, school, narrow, withoutPasskeys);
    const { page } = view;
    const post = async (path: string, form: Record<string, string>) =>
      (
        await fetch(`${school.url}/api/auth/device/${path}`, { method: 'POST', body: new URLSearchParams(form) })
      ).json() as Promise<Record<string, string>>;
    const asked = await post('code', { client_id: 'lms', machine: 'ana-laptop' });
    await view.signIn(`/device?code=${asked.user_code}`, ana);
    await good(page, 'device-code-360');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'lms on ana-laptop wants to act as you' }).waitFor();
    await good(page, 'device-asks-360');
    await page.getByRole('button', { name: 'Let it in' }).click();
    await page.getByRole('heading', { name: 'It is in' }).waitFor();
    await good(page, 'device-in-360');
    const grant = 'urn:ietf:params:oauth:grant-type:device_code';
    const { access_token: token } = await post('token', {
      grant_type: grant,
      client_id: 'lms',
      device_code: asked.device_code!,
    });
    const me = await fetch(`${school.url}/api/users/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({ email: ana.email });
    await view.done();
  });

  test('an owner acts as a learner under a banner on every screen, and is themselves again', async () => {
    const view = await watched(browser, school, {}, withoutPasskeys);
    const { page, visit } = view;
    await view.signIn('/people', owner);
    await page.getByRole('link', { name: 'Ana Ibarra' }).first().click();
    await page.getByLabel('Why').fill('Ana cannot open lesson 3');
    await good(page, 'act-as');
    await page.getByRole('button', { name: 'Act as Ana Ibarra' }).click();
    await page.waitForURL(`${school.url}/home`);
    await taken(page);
    const banner = page.getByRole('region', { name: 'Acting as somebody else' });
    await banner.waitFor();
    await good(page, 'acting-home');
    for (const path of ['/', '/account', '/device']) {
      await visit(path);
      expect(await banner.isVisible(), path).toBe(true);
      await good(page, `acting-${path.split('/').at(-1) || 'front'}`);
    }
    await page.setViewportSize(narrow.viewport);
    await page.emulateMedia({ colorScheme: 'dark' });
    await visit('/home');
    await good(page, 'acting-360-dark');
    await page.evaluate(() =>
      fetch('/api/users/me', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: '{"locale":"ar"}',
      }),
    );
    for (const path of ['/account/keys', '/device']) {
      await visit(path);
      await page.getByRole('button', { name: 'عُد إلى حسابك' }).waitFor();
      await good(page, `acting-arabic-${path.split('/').at(-1)}`);
    }
    await page.evaluate(() =>
      fetch('/api/users/me', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: '{"locale":"en"}',
      }),
    );
    await visit('/home');
    await page.getByRole('button', { name: 'Be yourself again' }).click();
    await page.waitForURL(`${school.url}/`);
    await taken(page);
    expect(await banner.count()).toBe(0);
    const session = await page.evaluate(async () => (await fetch('/api/auth/session')).json());
    expect(session).toMatchObject({ person: { email: owner.email }, impersonator: null });
    await view.done();

    const hers = await watched(browser, school, {}, withoutPasskeys);
    await hers.signIn('/account/security', ana);
    await hers.page.getByRole('heading', { name: 'Who acted as you' }).waitFor();
    await hers.page.getByText('Ana cannot open lesson 3').waitFor();
    await good(hers.page, 'looked-at');
    await hers.done();
  });
});
