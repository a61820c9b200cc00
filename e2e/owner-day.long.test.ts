// A day of who runs the school: a role of its own is made, given in one course and explained; a setting is changed, refused
// and taken back; a failed job is understood and tried again; and all of it stands in the log, proved where no school is.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freePort } from './nginx.ts';
import { launch, noBrowser, openSchool, run, type School } from './school.ts';
import { good, type Watched, watched } from './watched.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

describe.skipIf(noBrowser)('who runs the school', () => {
  let browser: Browser;
  let school: School;
  let scratch: string;
  let smtpPort: number;
  // A try that comes to nothing leaves nothing to the next: each has a school of its own.
  beforeEach(async () => {
    // Nobody listens there: the mail server of the story is down.
    smtpPort = await freePort();
    const port = await freePort();
    [browser, scratch] = await Promise.all([launch(), mkdtemp(join(tmpdir(), 'lectern-owner-'))]);
    school = await openSchool({
      seeded: true,
      environment: { LECTERN_SMTP: `smtp://127.0.0.1:${smtpPort}`, LECTERN_URL: `http://127.0.0.1:${port}` },
      serving: ['--port', String(port)],
    });
    await school.lms('invite', 'guest@example.org');
  });
  afterEach(async () => {
    await browser?.close();
    await school?.close();
    if (scratch) await rm(scratch, { recursive: true, force: true });
  });

  async function aRoleForOneCourse({ page, visit }: Watched): Promise<void> {
    await visit('/people/roles/new');
    await page.getByLabel('Name', { exact: true }).fill('Course editor');
    await page.getByLabel('Find among them').fill('course.write');
    await page.getByLabel(/Change a course/).check();
    await page.getByRole('button', { name: 'Make the role' }).click();
    await page.waitForURL(`${school.url}/people/roles/course-editor`);

    const { items } = JSON.parse(await school.lms('call', 'courses.list', '--json')) as {
      items: { id: string; slug: string }[];
    };
    const { id } = items.find(({ slug }) => slug === 'statistics-you-can-trust')!;
    await visit(`/teach/${id}/access`);
    await page.getByRole('button', { name: 'Give a role' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('To whom: Find by name or address').fill('Ana');
    await dialog.getByRole('button', { name: /Ana Ibarra/ }).click();
    await dialog.getByLabel('Role').selectOption({ label: 'Course editor' });
    await dialog.getByRole('button', { name: 'Give it' }).click();
    await page.getByRole('row', { name: /Ana Ibarra.*Course editor/ }).waitFor();

    const person = await school.lms('user', 'show', 'ana@halden.example', '--json');
    const { id: ana } = JSON.parse(person) as { id: string };
    await visit(`/people/access/why?person=${ana}&permission=course.write&on=${id}`);
    const answer = page.getByRole('region', { name: 'The answer' });
    await answer.getByRole('heading', { name: 'Yes, Ana Ibarra may.' }).waitFor();
    expect(await answer.textContent()).toMatch(/The role Course editor[\s\S]*Statistics You Can Trust/);
    await good(page, 'owner-day-why');
  }

  async function aSettingAndBack({ page, visit }: Watched): Promise<void> {
    await visit('/admin/settings');
    const hours = page.locator('[data-setting="video.maxHours"]');
    await hours.getByRole('spinbutton').fill('48');
    await hours.getByRole('button', { name: 'Save' }).click();
    await hours.getByText('at most 24 hours').waitFor();
    await hours.getByRole('spinbutton').fill('3');
    await hours.getByRole('button', { name: 'Save' }).click();
    await hours.getByText('Set here').waitFor();
    expect((await school.lms('settings', 'get', 'video.maxHours', '--quiet')).trim()).toBe('3');
    await hours.getByRole('button', { name: /History/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Undo/ }).click();
    await page.getByRole('dialog').getByText('An earlier change was undone').waitFor();
    await page.keyboard.press('Escape');
    expect((await school.lms('settings', 'get', 'video.maxHours', '--quiet')).trim()).toBe('6');
  }

  async function aJobAgain({ page, visit }: Watched): Promise<void> {
    const failed = () => school.lms('jobs', 'list', '--state', 'failed', '--json');
    await expect.poll(failed, { timeout: 120_000, interval: 2_000 }).toContain('invitations.mail');
    await visit('/admin/jobs');
    const mail = page.locator('[data-work="invitations.mail"]');
    await mail.getByText('Another server could not be reached.', { exact: false }).waitFor();
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
    await mail.getByRole('button', { name: /Try again/ }).click();
    await expect.poll(() => received, { timeout: 30_000 }).toEqual(['guest@example.org']);
    await new Promise<void>((closed) => smtp.close(() => closed()));
  }

  test('decides, mends, and can prove all of it', async () => {
    const view = await watched(browser, school, { acceptDownloads: true }, ['422']);
    await view.signIn('/admin');
    await aRoleForOneCourse(view);
    await aSettingAndBack(view);
    await aJobAgain(view);

    const { page, visit } = view;
    await visit('/admin/audit');
    const lines = page.locator('.log > li');
    await lines.first().waitFor();
    const told = await lines.evaluateAll((all) => all.map((one) => one.getAttribute('data-operation')));
    for (const operation of [
      'access.createRole',
      'access.assign',
      'admin.setSetting',
      'admin.undoSetting',
      'admin.retryWork',
    ])
      expect(told, operation).toContain(operation);
    await good(page, 'owner-day-log');
    await page
      .locator('.log > li[data-operation="access.assign"]')
      .first()
      .getByRole('link', { name: /all of this entry/ })
      .click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the proof' }).click();
    const proof = join(scratch, 'proof.json');
    await (await downloading).saveAs(proof);
    await view.done();
    await school.stop();
    expect(await run('audit', 'verify', proof)).toMatch(/access\.assign done[\s\S]*Entry \d+ of \d+ in the log of/);
  });
});
