// Ways in, in a real browser and with a mail server that receives what the school sends.
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { linkIn, type Mailbox, openMailbox } from '../packages/plugins/identity/auth/test/mailbox.ts';
import { launch, noBrowser, openSchool, owner, type School } from './school.ts';
import { axeObjections, shoot, sticksOut, taken, watched } from './watched.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let browser: Browser;
let mailbox: Mailbox;
let school: School;
beforeAll(async () => {
  if (noBrowser) return;
  [browser, mailbox] = await Promise.all([launch(), openMailbox()]);
  school = await openSchool({ environment: { LECTERN_SMTP: mailbox.smtp } });
});
afterAll(async () => {
  await school?.close();
  await Promise.all([browser?.close(), mailbox?.close()]);
});

const mail = async () => {
  const [one] = await vi.waitUntil(() => {
    const read = mailbox.read();
    return read.length > 0 && read;
  }, 30_000);
  return one;
};
/** Looked at wide and narrow, in both directions: nothing sticks out, nobody is shut out. */
async function looked(page: Page, name: string): Promise<void> {
  expect(await axeObjections(page)).toEqual([]);
  expect(await sticksOut(page)).toEqual([]);
  await shoot(page, `signing-in-${name}`);
}
const phone = { viewport: { width: 360, height: 720 }, colorScheme: 'dark' as const };

describe.skipIf(noBrowser)('somebody who', () => {
  test('forgot the password is mailed a link, sets a new one and is in', async () => {
    const { page, visit, done } = await watched(browser, school);
    await visit('/sign-in');
    await looked(page, 'door');
    await page.getByRole('link', { name: 'Forgotten your password?' }).click();
    await page.getByRole('heading', { name: 'A new password' }).waitFor();
    await looked(page, 'forgot');
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByRole('button', { name: 'Mail me a link' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await looked(page, 'mailed');
    await visit(new URL(linkIn(await mail())).pathname);
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    await looked(page, 'reset');
    await page.getByLabel('Password').fill('the owner chose another');
    await page.getByRole('button', { name: 'Set the password and sign in' }).click();
    await page.waitForURL('**/home');
    await taken(page);
    expect((await mail())?.subject).toBe('Your password at Halden Evening School was changed');
    await done();
  });

  test('has a phone sets up the second step, and signs in with it', async () => {
    const narrow = await watched(browser, school, phone, ['401']);
    const { page, visit } = narrow;
    const signIn = async () => {
      await visit('/sign-in');
      await page.getByLabel('E-mail').fill(owner.email);
      await page.getByLabel('Password').fill('the owner chose another');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    };
    await signIn();
    await page.waitForURL('**/home');
    await visit('/account/security');
    await looked(page, 'security-360-dark');
    await page.getByRole('button', { name: 'Set it up' }).click();
    await page.getByRole('heading', { name: 'Set up the second step' }).waitFor();
    await page.getByText('The phone cannot read it').click();
    await looked(page, 'pairing-360-dark');
    const secret = ((await page.locator('.factor-secret').textContent()) ?? '').replaceAll(' ', '');
    const code = (steps = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });
    await page.getByLabel('Code that the phone shows now').fill(code());
    await page.getByRole('button', { name: 'Turn it on' }).click();
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    const codes = await page.locator('.recovery-codes li').allInnerTexts();
    expect(codes).toHaveLength(10);
    expect((await mail())?.subject).toBe('Signing in to Halden Evening School now takes two steps');
    await looked(page, 'recovery-codes-360-dark');
    await page.getByRole('button', { name: 'I have them' }).click();
    await page.getByText('10 recovery codes are left').waitFor();

    await page.context().clearCookies();
    await signIn();
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await looked(page, 'second-step-360-dark');
    await page.getByLabel('Code').fill('000 000');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('This code is not right').waitFor();
    await page.getByLabel('Code').fill(code(1)); // the one before is spent
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/home');

    await page.context().clearCookies();
    await signIn();
    await page.getByLabel('Code').fill(codes[0]!);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/home');
    await visit('/account/security');
    await page.getByText('9 recovery codes are left').waitFor();
    expect(await page.getByRole('list', { name: 'Where you are signed in' }).locator('li').count()).toBeGreaterThan(1);
    await page.getByRole('button', { name: /Sign out \d+ others/ }).click();
    await page
      .getByRole('list', { name: 'Where you are signed in' })
      .locator('li')
      .nth(1)
      .waitFor({ state: 'detached' });
    await narrow.done();
  });

  test('wants an account is mailed a link, and one that signs in without a password later', async () => {
    const { page, visit, done } = await watched(browser, school);
    await visit('/sign-up');
    await page.getByLabel('Name').fill('Inés Carrasco');
    await page.getByLabel('E-mail').fill('ines@example.org');
    await looked(page, 'sign-up');
    await page.getByRole('button', { name: 'Mail me the link' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await visit(new URL(linkIn(await mail())).pathname);
    await page.getByLabel('Password').fill('a window on the harbour');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.waitForURL(`${school.url}/`);
    await taken(page);

    await page.context().clearCookies();
    await visit('/sign-in');
    await page.getByLabel('E-mail').fill('ines@example.org');
    await page.getByRole('button', { name: 'Mail me a link instead' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await visit(new URL(linkIn(await mail())).pathname);
    await looked(page, 'magic');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/home');

    await visit('/account/security');
    await page.getByText('by a link').first().waitFor();
    await visit('/account');
    await page.getByLabel('Language').selectOption('ar');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.waitForSelector('html[dir=rtl]');
    await visit('/account/security');
    await looked(page, 'security-ar');
    await done();
  });
});
