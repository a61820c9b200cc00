// A plugin that somebody writes into a school: made, served and opened without building the app, beside one that is broken.
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, owner, run, type School } from './school.ts';
import { axeObjections, shoot, sticksOut, taken, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const rewrite = async (file: string, change: (text: string) => string) =>
  writeFile(file, change(await readFile(file, 'utf8')));

describe.skipIf(noBrowser)('a school with plugins of its own', () => {
  let browser: Browser;
  let school: School;
  const made = mkdtemp(join(tmpdir(), 'lectern-own-plugins-'));
  beforeAll(async () => {
    const folder = join(await made, 'school');
    await run('init', folder, '--yes', '--owner-email', owner.email, '--owner-password', owner.password);
    await run('plugin', 'create', 'gamify', '--dir', folder);
    await run('plugin', 'create', 'broken', '--dir', folder);
    // State, which a second preact could not keep; newer than what is built, so that serving builds it again.
    await rewrite(join(folder, 'plugins/gamify/web/board.tsx'), (text) =>
      text
        .replace("from '@lectern/ui';", "from '@lectern/ui';\nimport { useSignal } from '@preact/signals';")
        .replace('import { t }', "import { useState } from 'preact/hooks';\nimport { t }")
        .replace('  return (', '  const [cheers, cheer] = useState(0);\n  const heard = useSignal(0);\n  return (')
        .replace(
          '    <>',
          '    <>\n      <button onClick={() => { cheer(cheers + 1); heard.value++; }}>Cheers {cheers} {heard}</button>',
        ),
    );
    // Fills the home, and throws as soon as a browser loads it.
    await rewrite(join(folder, 'plugins/broken/web/index.ts'), (text) =>
      `${text}\nif (typeof document === 'object') throw new Error('broken on purpose');\n`
        .replace("from '@lectern/ui';", "from '@lectern/ui';\nimport { fill, place } from '@lectern/ui';")
        .replace(
          "id: 'broken',",
          "id: 'broken',\n  fills: [fill(place('progress.home.end'), { component: async () => ({ Filling: () => null }) })],",
        ),
    );
    [browser, school] = await Promise.all([launch(), openSchool({ from: folder, seeded: true })]);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
    await rm(await made, { recursive: true, force: true });
  });

  // Went red: without the hash in the policy, and with preact bundled into the plugin.
  test('its screen opens from the bar and by its address, drawn by the app’s own preact', async () => {
    const view = await watched(browser, school);
    const { page, done } = view;
    await view.signIn('/teach');
    await page.getByRole('link', { name: 'Leaderboard' }).first().click();
    await page.getByRole('heading', { name: 'Leaderboard' }).waitFor();
    expect(await page.getByRole('row').count()).toBeGreaterThan(2);
    expect(await page.title()).toContain('Leaderboard');
    await page.getByRole('button', { name: 'Cheers 0 0' }).click();
    await page.getByRole('button', { name: 'Cheers 1 1' }).waitFor();
    await page.reload();
    await taken(page);
    await page.getByRole('heading', { name: 'Leaderboard' }).waitFor();
    await done();
  });

  // Went red when the server was not told of it.
  test('its address is answered before any script runs: with its title, to who may see it, and others still with nothing', async () => {
    const view = await watched(browser, school, {}, ['status of 404']);
    await view.signIn('/gamify');
    const answer = await view.page.request.get(`${school.url}/gamify`);
    expect(answer.status()).toBe(200);
    expect(await answer.text()).toContain('<title>Leaderboard ·');
    expect((await view.page.request.get(`${school.url}/gamify/more`)).status()).toBe(404);
    const stranger = await fetch(`${school.url}/gamify`, { redirect: 'manual' });
    expect(stranger.headers.get('location')).toBe('/sign-in?next=%2Fgamify');
    await view.done();
  });

  test('the one that is broken says so on the console, and the pages around it stand', async () => {
    const view = await watched(browser, school, {}, ['broken on purpose', 'What fills progress.home.end']);
    const told: string[] = [];
    view.page.on('console', (message) => void told.push(message.text()));
    await view.signIn('/home');
    await expect.poll(() => told.join()).toContain('The screens of broken could not be loaded');
    expect(await view.page.getByRole('heading', { level: 1 }).count()).toBe(1);
    await view.visit('/broken');
    await view.page
      .getByRole('heading', { name: 'This page could not be shown' })
      .or(view.page.getByRole('alert'))
      .first()
      .waitFor();
    await view.visit('/gamify');
    await view.page.getByRole('heading', { name: 'Leaderboard' }).waitFor();
    await view.done();
  });

  // The last went red without isWithin of foreign.ts.
  test('what is served of it is its folder and nothing beside', async () => {
    const [module = ''] = /assets\/plugins\/gamify\/[^"]*/.exec(await (await fetch(`${school.url}/`)).text()) ?? [];
    const ask = (path: string) => fetch(`${school.url}/${path}`);
    const answer = await ask(module);
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    const folder = module.replace('/index.js', '');
    await symlink('../../package.json', join(school.folder, 'plugins/gamify/dist/web/manifest.json'));
    for (const path of [
      '../../plugin.js',
      '..%2fplugin.js',
      '..%2f..%2fpackage.json',
      '%2e%2e%2fplugin.js',
      '',
      'none.js',
      'manifest.json',
    ])
      expect((await ask(`${folder}/${path}`)).status, path).toBe(404);
  });

  test.each([
    [1360, 'light', 'en'],
    [360, 'dark', 'en'],
    [360, 'light', 'ar'],
  ] as const)(
    'has nothing for axe to object to and nothing that sticks out: %i px, %s, %s',
    async (width, colorScheme, locale) => {
      await school.lms('call', 'users.updateMe', '--input', JSON.stringify({ locale }));
      const view = await watched(browser, school, { viewport: { width, height: 800 }, colorScheme });
      await view.signIn('/gamify');
      await view.page.getByRole('heading', { name: locale === 'ar' ? 'لوحة الصدارة' : 'Leaderboard' }).waitFor();
      await shoot(view.page, `gamify-${width}-${colorScheme}-${locale}`);
      expect([...(await axeObjections(view.page)), ...(await sticksOut(view.page))]).toEqual([]);
      await view.done();
    },
  );
});
