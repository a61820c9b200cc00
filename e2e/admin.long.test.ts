// A day of who looks after the installation and is no engineer: a setting, a plugin, a job that failed, a backup.
import type { Browser } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from './nginx.ts';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { good, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

describe.skipIf(noBrowser)('who looks after the installation', () => {
  let browser: Browser;
  let school: School;
  let smtpPort: number;
  beforeAll(async () => {
    // Nobody listens there: the mail server of the story is down.
    smtpPort = await freePort();
    const port = await freePort();
    const environment = {
      LECTERN_SMTP: `smtp://127.0.0.1:${smtpPort}`,
      LECTERN_URL: `http://127.0.0.1:${port}`,
      LECTERN_VIDEO_FFMPEG: '/usr/bin/ffmpeg',
    };
    const serving = ['--port', String(port)];
    [browser, school] = await Promise.all([launch(), openSchool({ seeded: true, environment, serving })]);
    await school.lms('invite', 'guest@example.org'); // its mail fails until the last test but one
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  test('changes a setting, is told what is wrong with a bad value, and undoes it', async () => {
    const view = await watched(browser, school, {}, ['422']);
    await view.signIn('/admin/settings');
    const { page } = view;
    const hours = page.locator('[data-setting="video.maxHours"]');
    await hours.getByText('As it comes').waitFor();
    await good(page, 'admin-settings');
    await hours.getByRole('spinbutton').fill('48');
    await hours.getByRole('button', { name: 'Save' }).click();
    await hours.getByText('at most 24 hours').waitFor();
    await good(page, 'admin-settings-refused');
    expect((await school.lms('settings', 'get', 'video.maxHours', '--quiet')).trim()).toBe('6');

    await hours.getByRole('spinbutton').fill('3');
    await hours.getByRole('button', { name: 'Save' }).click();
    await hours.getByText('Set here').waitFor();
    expect((await school.lms('settings', 'get', 'video.maxHours', '--quiet')).trim()).toBe('3');
    await hours.getByRole('button', { name: /History/ }).click();
    await page.getByRole('dialog').getByText('from what comes without it to 3').waitFor();
    await good(page, 'admin-settings-history');
    await page.getByRole('dialog').getByRole('button', { name: /Undo/ }).click();
    await page.getByRole('dialog').getByText('An earlier change was undone').waitFor();
    await page.keyboard.press('Escape');
    await hours.getByText('As it comes').waitFor();
    expect((await school.lms('settings', 'get', 'video.maxHours', '--quiet')).trim()).toBe('6');

    // What the environment says is shown, and is changed there.
    const ffmpeg = page.locator('[data-setting="video.ffmpeg"]');
    await ffmpeg.getByText(/LECTERN_VIDEO_FFMPEG/).waitFor();
    expect(await ffmpeg.getByRole('textbox').count()).toBe(0);
    await view.done();
  });

  test('switches a plugin off and on again: its screens go and come back', async () => {
    const view = await watched(browser, school, {}, ['404']);
    await view.signIn('/admin/plugins');
    const { page } = view;
    const status = async (path: string) => (await fetch(`${school.url}${path}`)).status;
    const link = page.getByRole('link', { name: 'Teams', exact: true });
    expect([await status('/api/teams/mine'), await link.count()]).toEqual([401, 1]);
    await page.getByRole('button', { name: 'Switch off: Teams' }).click();
    await page.getByRole('alertdialog').getByText('Nothing is deleted').waitFor();
    await good(page, 'admin-plugins-ask');
    await page.getByRole('button', { name: 'Switch it off' }).click();
    await page
      .getByRole('row', { name: /Teams/ })
      .getByText(/Off since/)
      .waitFor();
    await good(page, 'admin-plugins-off');
    const answer = await fetch(`${school.url}/api/teams/mine`);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'kernel.plugin_off']);
    await view.visit('/admin/plugins');
    expect(await link.count()).toBe(0);
    expect(await status('/school/teams')).toBe(404);
    await page.getByRole('button', { name: 'Switch on: Teams' }).click();
    await page.getByRole('button', { name: 'Switch off: Teams' }).waitFor();
    expect(await status('/api/teams/mine')).toBe(401);
    await view.visit('/admin/plugins');
    expect(await link.count()).toBe(1);

    // What others need says so.
    await page.getByRole('button', { name: 'Switch off: Courses' }).click();
    await page.getByRole('alertdialog').getByText('These need it').waitFor();
    await good(page, 'admin-plugins-needed');
    await page.getByRole('button', { name: 'Keep it on' }).click();
    await view.done();
  });

  test('understands why a job failed, mends the cause and tries it again', async () => {
    const failed = async () => (await school.lms('jobs', 'list', '--state', 'failed', '--json')).trim().split('\n');
    await expect
      .poll(async () => (await failed()).join(), { timeout: 120_000, interval: 2_000 })
      .toContain('invitations.mail');
    const view = await watched(browser, school);
    await view.signIn('/admin');
    const { page } = view;
    await page.locator('[data-check=mail][data-state=bad]').waitFor();
    await page.locator('[data-check="plugin invitations"][data-state=bad]').waitFor();
    await good(page, 'admin-health-bad');
    await page.locator('[data-check="plugin invitations"]').getByRole('link', { name: 'Jobs' }).click();
    const mail = page.locator('[data-work="invitations.mail"]');
    await mail.getByText('Send an invitation', { exact: true }).waitFor();
    await mail.getByText('Another server could not be reached.', { exact: false }).waitFor();
    await good(page, 'admin-jobs');

    const received: string[] = [];
    const smtp = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _, done) => {
        received.push(address);
        done();
      },
      onData: (stream, _, done) => {
        stream.on('end', () => done()).resume();
      },
    });
    await new Promise<void>((ready) => smtp.listen(smtpPort, '127.0.0.1', ready));
    await mail.getByRole('button', { name: 'Try again: Send an invitation' }).click();
    await expect.poll(() => received, { timeout: 30_000 }).toEqual(['guest@example.org']);
    await mail.waitFor({ state: 'detached' });
    await view.visit('/admin');
    await page.locator('[data-check=mail][data-state=good]').waitFor();
    await new Promise<void>((closed) => smtp.close(() => closed()));
    await view.done();
  });

  test('makes a backup, and sees it lie there', async () => {
    const view = await watched(browser, school);
    await view.signIn('/admin/storage');
    const { page } = view;
    await page.getByText('There is no backup yet').waitFor();
    await good(page, 'admin-storage-empty');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.getByText('The backup is made, and was read back').waitFor();
    await page.getByRole('row', { name: /by-hand-/ }).waitFor();
    await good(page, 'admin-storage');
    await view.visit('/admin');
    await page.locator('[data-check=backup][data-state=good]').waitFor();
    await view.done();
  });

  test('is not who owns a school below: nothing of it is shown there', async () => {
    await school.lms('org', 'create', 'north', '--name', 'Halden North');
    const view = await watched(browser, school, {}, ['404']);
    await view.signIn('/account');
    const { page } = view;
    await page.getByRole('button', { name: 'Go in' }).click();
    await page.waitForURL(`${school.url}/home`);
    await view.visit('/school/rules');
    await page.getByRole('link', { name: 'Rules' }).waitFor();
    expect(await page.getByRole('link', { name: 'Health' }).count()).toBe(0);
    await view.visit('/admin');
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    await view.done();
  });

  test('stands on a phone, in the dark and from right to left', async () => {
    const view = await watched(browser, school, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    await view.signIn('/account');
    const { page } = view;
    await page.locator('[name=locale]').selectOption('ar');
    await page.locator('form button[type=submit]').first().click();
    await page.waitForSelector('html[lang=ar]');
    for (const path of ['', '/settings', '/plugins', '/jobs', '/storage', '/errors']) {
      await view.visit(`/admin${path}`);
      await good(page, `admin${path.replace('/', '-')}-phone-dark-ar`);
    }
    await view.done();
  });
});
