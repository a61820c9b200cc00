// A school's people, from the link that makes its owner to the owner who looks at the school as a learner: one walk in a
// real browser, with a real mail server, a real OpenID provider and a device that holds passkeys.
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { linkIn, type Mailbox, openMailbox } from '../packages/plugins/identity/auth/test/mailbox.ts';
import { openProvider, type TestProvider } from '../packages/plugins/identity/auth/test/provider.ts';
import { passkeyDevice } from './passkey-device.ts';
import { launch, noBrowser, openSchool } from './school.ts';
import { axeObjections, shoot, sticksOut, taken, type Watched, watched } from './watched.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

type Walk = Watched & { good(name: string): Promise<void> };

describe.skipIf(noBrowser)('the people of a school', () => {
  let browser: Browser;
  let mailbox: Mailbox;
  let provider: TestProvider;
  let running: Awaited<ReturnType<typeof openSchool>>;
  let school: { url: string };
  // A try that comes to nothing leaves nothing to the next: each has a school of its own.
  beforeEach(async () => {
    [browser, mailbox] = await Promise.all([launch(), openMailbox()]);
    running = await openSchool({
      owned: false,
      environment: { LECTERN_SMTP: mailbox.smtp, LECTERN_PRIVATE_HOSTS: '127.0.0.1' },
    });
    // Passkeys need a name: an address in figures has none.
    school = { url: running.url.replace('127.0.0.1', 'localhost') };
    const people = { ben: { email: 'ben@works.example', email_verified: true, name: 'Ben Okafor' } };
    provider = await openProvider(people, `${school.url}/sign-in/return`);
  });
  afterEach(async () => {
    await browser?.close();
    await running?.close();
    await Promise.all([mailbox?.close(), provider?.close()]);
  });

  async function walk(expected: readonly string[] = [], options: BrowserContextOptions = {}): Promise<Walk> {
    const view = await watched(browser, school, options, expected);
    return {
      ...view,
      async good(name) {
        await shoot(view.page, `people-day-${name}`);
        expect([...(await axeObjections(view.page)), ...(await sticksOut(view.page))], name).toEqual([]);
      },
    };
  }
  const mailTo = async (address: string): Promise<string> => {
    const found = await vi.waitUntil(
      () => mailbox.read().find(({ to }) => JSON.stringify(to).includes(address)),
      20_000,
    );
    return new URL(linkIn(found)).pathname;
  };

  test('come in, each by their own door, and are looked after', async () => {
    const owner = await walk(['other origin']);
    await owner.visit(running.setUp);
    await owner.good('set-up');
    await owner.page.getByLabel('Name').fill('Solveig Brandt');
    await owner.page.getByLabel('E-mail').fill('solveig@example.org');
    await owner.page.getByLabel('Password').fill('a lamp above the long table');
    await owner.page.getByRole('button', { name: 'Set the password' }).click();
    await owner.page.waitForURL(`${school.url}/teach`);
    await taken(owner.page);

    await owner.visit('/people');
    await owner.good('people');
    await owner.page.getByRole('button', { name: 'Invite people' }).first().click();
    const asking = owner.page.getByRole('dialog');
    await asking.getByLabel('Addresses').fill('marta@example.org');
    await asking.getByLabel('They come as').selectOption('instructor');
    await owner.good('invite');
    await asking.getByRole('button', { name: 'Send the invitations' }).click();
    await asking.getByRole('status').waitFor();

    const teacher = await walk();
    await teacher.visit(await mailTo('marta@example.org'));
    await teacher.good('join');
    await teacher.page.getByLabel('Name').fill('Marta Lindqvist');
    await teacher.page.getByLabel('Password').fill('chalk dust in the evening sun');
    await teacher.page.getByRole('button', { name: 'Make the account and come in' }).click();
    await teacher.page.waitForURL(`${school.url}/home`);
    await taken(teacher.page);
    const device = await passkeyDevice(teacher.page);
    await teacher.visit('/account/security');
    await teacher.page.getByRole('button', { name: 'Add a passkey' }).click();
    await teacher.page.getByLabel('Name', { exact: true }).fill('The laptop of the school');
    await teacher.page.getByRole('button', { name: 'Save' }).click();
    await teacher.page.getByText('The laptop of the school').waitFor();
    await teacher.good('passkey');
    await device.offersNothing();
    await teacher.page.context().clearCookies();
    await teacher.visit('/sign-in?next=/teach');
    await teacher.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await teacher.page.waitForURL(`${school.url}/teach`);
    await taken(teacher.page);
    await teacher.done();

    await owner.visit('/school/sign-in');
    await owner.page.getByRole('button', { name: 'Add a provider' }).click();
    const form = owner.page.getByRole('dialog');
    await form.getByLabel('Name').fill('Works');
    await form.getByLabel('Address of the provider').fill(provider.issuer);
    await form.getByLabel('Client ID').fill(provider.client.clientId);
    await form.getByLabel('Client secret').fill(provider.client.clientSecret);
    await form.getByLabel('Domains of its people').fill('works.example');
    await form.getByRole('button', { name: 'Save' }).click();
    await owner.page.getByText('It answers, and it knows this school.').waitFor();
    await owner.good('provider');

    const learner = await walk(['other origin', ' at http://127.0.0.1:', '401']);
    const come = async (first: boolean) => {
      await learner.visit('/sign-in');
      await learner.page.locator('[name=email]').fill('ben@works.example');
      await learner.page.getByText('Your address belongs to Works.').waitFor();
      await learner.page.getByRole('button', { name: 'Continue with Works' }).first().click();
      if (first) {
        await learner.page.getByLabel('Who').fill('ben');
        await learner.page.getByRole('button', { name: 'Go on' }).click();
      }
      await learner.page.waitForURL(`${school.url}/home`);
      await taken(learner.page);
    };
    await come(true);
    await learner.good('home-of-the-learner');

    // Signed in twice: the session of the library is ended from the one at home.
    const library = await learner.page.context().cookies(school.url);
    await learner.page.context().clearCookies({ domain: 'localhost', name: 'lectern_session' });
    await come(false);
    await learner.visit('/account/security');
    const sessions = learner.page.getByRole('list', { name: 'Where you are signed in' }).locator('li');
    await expect.poll(() => sessions.count()).toBe(2);
    await learner.good('sessions');
    await learner.page.getByRole('button', { name: /^Sign out Chrome/ }).click();
    await expect.poll(() => sessions.count()).toBe(1);
    const ended = library.map(({ name, value }) => `${name}=${value}`).join('; ');
    const asked = await fetch(`${running.url}/api/users/me`, { headers: { cookie: ended } });
    expect(asked.status).toBe(401);

    await owner.visit('/people');
    await owner.page.getByRole('link', { name: 'Ben Okafor' }).first().click();
    await owner.page.getByLabel('Why').fill('Ben does not see his course');
    await owner.good('act-as');
    await owner.page.getByRole('button', { name: 'Act as Ben Okafor' }).click();
    await owner.page.waitForURL(`${school.url}/home`);
    await taken(owner.page);
    const banner = owner.page.getByRole('region', { name: 'Acting as somebody else' });
    await banner.waitFor();
    await owner.good('acting');
    await owner.page.getByRole('button', { name: 'Be yourself again' }).click();
    await owner.page.waitForURL(`${school.url}/`);
    await taken(owner.page);
    expect(await banner.count()).toBe(0);

    await learner.visit('/account/security');
    await learner.page.getByText('Ben does not see his course').waitFor();
    await learner.done();
    const log = JSON.parse(
      await running.lms('call', 'audit.list', '--input', '{"operation":"auth.stopImpersonating"}'),
    );
    expect(log.items[0]).toMatchObject({ actor: { name: 'Ben Okafor' }, outcome: 'done' });
    expect(JSON.stringify(log.items[0])).toContain('Solveig Brandt');
    await owner.done();
  });
});
