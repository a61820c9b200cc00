// Who did what: found by whoever may read it, proved to whoever does not believe it, and seen when it was touched.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, owner, run, type School, serve } from './school.ts';
import { good, taken, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

describe.skipIf(noBrowser)('the audit log', () => {
  let browser: Browser;
  let school: School;
  let scratch: string;
  let ben: string;
  beforeAll(async () => {
    [browser, school, scratch] = await Promise.all([launch(), openSchool(), mkdtemp(join(tmpdir(), 'lectern-audit-'))]);
    const { id } = JSON.parse(
      await school.lms('call', 'users.create', '--input', '{"name":"Ben Okafor","email":"ben@example.org"}', '--json'),
    ) as { id: string };
    ben = id;
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
    if (scratch) await rm(scratch, { recursive: true, force: true });
  });

  const line = (page: Page, operation: string) => page.locator(`.log > li[data-operation="${operation}"]`).first();
  /** In the page, with its cookie, as the screens do. */
  const post = (page: Page, path: string, body: object) =>
    page.evaluate(
      async ([address, sent]) => {
        const answer = await fetch(address!, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: sent!,
        });
        return (await answer.json()) as { id: string };
      },
      [`${school.url}${path}`, JSON.stringify(body)],
    );

  test('tells a change in words, proves it here and, from a file, where there is no school', async () => {
    const view = await watched(browser, school, { acceptDownloads: true }, ['401', '409', '422']);
    const { page, visit } = view;
    await visit('/sign-in');
    await page.locator('[name=email]').fill(owner.email);
    await page.locator('[name=password]').fill('not the password');
    await page.locator('button[type=submit]').first().click();
    await page.locator('.callout[role=alert]').waitFor();
    await view.signIn(`/people/${ben}`);
    await page.getByRole('button', { name: 'Suspend' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    await page.getByText('is suspended').first().waitFor();
    const { id: courseId } = await post(page, '/api/courses', { title: 'Reading the sea', slug: 'sea' });
    await post(page, `/api/courses/${courseId}/sections`, { title: 'Tides' });
    await post(page, `/api/courses/${courseId}/publish`, {});

    // The way to it from the person.
    await visit(`/people/${ben}`);
    await page.getByRole('link', { name: 'All that they did, and what was done to them' }).click();
    await page.getByRole('heading', { name: 'What Ben Okafor did and met', level: 1 }).waitFor();
    await line(page, 'users.suspend').waitFor();
    await good(page, 'audit-story');

    await visit('/admin/audit');
    expect(await line(page, 'courses.addSection').textContent()).toContain('added a section · Reading the sea');
    // Why, as the plugin says it: nothing of it is known here.
    expect(await line(page, 'courses.publish').textContent()).toMatch(
      /tried to publish a course · Reading the sea.*A course needs at least one lesson/,
    );
    expect(await line(page, 'auth.signIn').textContent()).toContain('signed in');
    await good(page, 'audit-log');
    const tools = page.getByRole('search');
    await tools.getByRole('combobox', { name: 'What' }).selectOption('users.suspend');
    await page.waitForURL(/operation=users\.suspend/);
    await expect.poll(() => page.locator('.log > li').count()).toBe(1);
    expect(await line(page, 'users.suspend').textContent()).toContain('suspended somebody · Ben Okafor');
    await tools.getByRole('combobox', { name: 'What' }).selectOption('');
    await tools.getByRole('combobox', { name: 'How it ended' }).selectOption('refused');
    await page.waitForURL(/outcome=refused/);
    await page.locator('.log > li[data-outcome=done]').first().waitFor({ state: 'detached' });
    const refused = line(page, 'auth.signIn');
    expect(await refused.textContent()).toContain('tried to sign in');
    expect(await refused.textContent()).toContain('The address or the password was wrong.');
    await good(page, 'audit-refused');
    await visit('/admin/audit');
    await tools.getByRole('searchbox', { name: 'Who' }).fill('Nobody of this name');
    await tools.getByRole('searchbox', { name: 'Who' }).press('Enter');
    await page.getByText('Nobody here is called so').waitFor();
    await tools.getByRole('searchbox', { name: 'Who' }).fill('owner@example');
    await tools.getByRole('searchbox', { name: 'Who' }).press('Enter');
    await page.waitForURL(/actor=/);
    await line(page, 'users.suspend').waitFor();
    await good(page, 'audit-of-one');

    await line(page, 'users.suspend')
      .getByRole('link', { name: /all of this entry/ })
      .click();
    await page.getByRole('heading', { name: /suspended somebody/, level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Verify it here' }).click();
    await page.getByText(/It holds: entry \d+ of the \d+ that the school has signed/).waitFor();
    await good(page, 'audit-entry');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the proof' }).click();
    const proof = join(scratch, 'proof.json');
    await (await downloading).saveAs(proof);
    // Another machine: nothing but the file.
    expect(await run('audit', 'verify', proof)).toMatch(/users\.suspend done[\s\S]*Entry \d+ of \d+ in the log of/);
    const forged = join(scratch, 'forged.json');
    await writeFile(forged, (await readFile(proof, 'utf8')).replace('users.suspend', 'users.restore'));
    await expect(run('audit', 'verify', forged)).rejects.toThrow();

    await page.getByRole('button', { name: 'Keep all about Ben Okafor' }).click();
    await page.getByLabel('Reason').fill('Complaint 2026-17');
    await page.getByRole('button', { name: 'Keep them' }).click();
    await page.getByText('They are kept').waitFor();
    await visit('/admin/audit/keeping');
    await page.getByText('All of and about Ben Okafor').waitFor();
    await good(page, 'audit-keeping');
    await page.getByRole('button', { name: /^Lift/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Lift' }).click();
    await page.locator('[data-held=false]').waitFor();

    await visit('/admin/audit');
    await page.getByRole('button', { name: 'Take it out' }).click();
    const exporting = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: 'Take it out' }).click();
    const table = join(scratch, 'log.csv');
    await (await exporting).saveAs(table);
    await page.getByText(/entries are in the file/).waitFor();
    expect(await readFile(table, 'utf8')).toContain('users.suspend');
    await page.keyboard.press('Escape');

    await visit('/admin/audit/report');
    await page.getByRole('heading', { name: 'What was taken out' }).waitFor();
    await line(page, 'audit.export').waitFor();
    await good(page, 'audit-report');
    // On A4 within its margins, without what only a screen can use.
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 673, height: 987 });
    await good(page, 'audit-report-paper');
    for (const gone of ['.rail', '.tabs', '.log-tools', '.by-command', '.button'])
      expect(await page.locator(gone).first().isVisible(), gone).toBe(false);
    await view.done();
  });

  test('shows that it is whole, from a head that was kept elsewhere on, and which entry somebody edited', async () => {
    const view = await watched(browser, school);
    const { page } = view;
    await view.signIn('/admin/audit/seal');
    await page.getByRole('button', { name: 'Verify it now' }).click();
    await page.getByText(/The log is whole: all \d+ entries/).waitFor();
    await good(page, 'audit-seal');
    const note = await page.locator('.log-note').first().textContent();
    await page.getByLabel('What you kept').fill(note!);
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText(/begins with all/).waitFor();
    // A head of other entries, as one would have kept it if they had been replaced since.
    const [name, size, ...rest] = note!.split('\n');
    await page
      .getByLabel('What you kept')
      .fill(
        [name, String(Number(size) - 1), 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=', ...rest.slice(1)].join('\n'),
      );
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText(/does not begin with/).waitFor();
    await view.done();

    await school.stop();
    const file = new DatabaseSync(join(school.folder, 'data/school.db'));
    file.exec('drop trigger audit_entries_no_update');
    const { position } = file
      .prepare("select position from audit_entries where operation = 'users.suspend' and outcome = 'done'")
      .get() as { position: number };
    file.prepare("update audit_entries set operation = 'users.restore' where position = ?").run(position);
    file.close();

    const served = await serve(school.folder, {});
    try {
      const again = await watched(browser, served);
      await again.page.goto(`${served.url}/sign-in?next=/admin/audit/seal`);
      await taken(again.page);
      await again.page.locator('[name=email]').fill(owner.email);
      await again.page.locator('[name=password]').fill(owner.password);
      await again.page.locator('button[type=submit]').first().click();
      await again.page.getByRole('button', { name: 'Verify it now' }).click();
      await again.page.getByText(`Entry ${position} was altered`).first().waitFor();
      await good(again.page, 'audit-altered');
      await again.page.getByRole('link', { name: 'See the entry that stands there now' }).click();
      await again.page.getByRole('heading', { name: /let somebody in again/, level: 1 }).waitFor();
      await again.page.getByRole('button', { name: 'Verify it here' }).click();
      await again.page.getByText('It does not hold').waitFor();
      await good(again.page, 'audit-forged');
      await again.done();
    } finally {
      await served.stop();
    }
  });

  test('stands on a phone, in the dark and from right to left', async () => {
    const served = await serve(school.folder, {});
    try {
      const view = await watched(browser, served, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
      const { page, visit } = view;
      await view.signIn('/account');
      await page.locator('[name=locale]').selectOption('ar');
      await page.locator('form button[type=submit]').first().click();
      await page.waitForSelector('html[lang=ar]');
      for (const [path, name] of [
        ['/admin/audit', 'log'],
        ['/admin/audit/seal', 'seal'],
        ['/admin/audit/report', 'report'],
        ['/admin/audit/keeping', 'keeping'],
      ] as const) {
        await visit(path);
        await good(page, `audit-${name}-phone-dark-ar`);
      }
      await visit('/admin/audit');
      await page.locator('.log-time').first().click();
      await page.getByRole('button', { name: 'تحقق منه هنا' }).waitFor();
      await good(page, 'audit-entry-phone-dark-ar');
      await view.done();
    } finally {
      await served.stop();
    }
  });
});
