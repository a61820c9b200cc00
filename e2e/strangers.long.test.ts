// As installed by strangers: every package packed, installed by npm from the tarballs into an empty folder, and lived in: a
// school made, served and read, a plugin of somebody else added, brought to the next version, and back when that is broken.
// It needs minutes, and a registry.
import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { pack, packFolders } from '../scripts/pack.ts';
import { signUpAndRead, writeFolder } from './first-day.ts';
import { launch, run as lmsOfClone, noBrowser, owner, serve } from './school.ts';
import { taken, watched } from './watched.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 300_000 });

const node24 = dirname(process.execPath);
const toolsOfClone = join(import.meta.dirname, '../node_modules/.bin');
const isWanted = !noBrowser;

/** Nothing of the clone is seen: neither its programs nor what npm hands down to those it runs. */
const withNode = (folder: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:npm_|NODE_(?:ENV|OPTIONS|PATH|COMPILE_CACHE)|LECTERN_|VITEST)/i.test(name),
    ),
  ),
  PATH: [folder, ...process.env.PATH!.split(delimiter).filter((one) => !one.includes('node_modules'))].join(delimiter),
});

interface Ran {
  readonly code: number | null;
  readonly said: string;
}
function ran(cwd: string, command: string, args: readonly string[], node = node24): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: withNode(node),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('close', (code) => resolve({ code, said }));
  });
}
async function must(cwd: string, command: string, ...args: string[]): Promise<string> {
  const { code, said } = await ran(cwd, command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said}`);
  return said;
}
const install = (place: string, what: readonly string[]) =>
  must(place, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...what);
async function emptyPlace(): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), 'lectern-strangers-'));
  await writeFile(join(place, 'package.json'), '{ "private": true }\n');
  return place;
}

/** The same packages with another number, and more migrations in one of them, by name. */
async function nextVersion(out: string, version: string, migrations: Record<string, string>): Promise<string[]> {
  const next = join(out, version);
  await cp(join(out, 'packages'), next, { recursive: true });
  for (const file of globSync('@lectern/*/{package,oclif.manifest}.json', { cwd: next })) {
    const text = await readFile(join(next, file), 'utf8');
    await writeFile(join(next, file), text.replace(/("(?:version|@lectern\/[\w-]+)": ?)"0\.1\.0"/g, `$1"${version}"`));
  }
  for (const dialect of ['sqlite', 'postgres'])
    for (const [name, text] of Object.entries(migrations))
      await writeFile(join(next, '@lectern/courses/migrations', dialect, `${name}.sql`), text);
  const folders = globSync('@lectern/*', { cwd: next }).map((one) => join(next, one));
  const tarballs = join(out, `tarballs-${version}`);
  packFolders(folders, tarballs);
  return globSync('*.tgz', { cwd: tarballs }).map((one) => join(tarballs, one));
}

// Each goes on where the one before ended, so none is tried again.
describe.runIf(isWanted)('as installed by strangers', { retry: 0 }, () => {
  let out: string;
  let place: string;
  let browser: Browser;
  let course: string;
  const lms = (...args: string[]) => must(place, 'npx', 'lms', ...args, '--dir', 'school');
  const running: { stop(): Promise<void> }[] = [];
  const open = async () => {
    const school = await serve(join(place, 'school'), {
      program: join(place, 'node_modules/@lectern/cli/bin/lms-on-this-node.js'),
      env: withNode(node24),
    });
    running.push(school);
    return school;
  };

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'lectern-packed-'));
    [place, browser, course] = await Promise.all([emptyPlace(), launch(), writeFolder()]);
    const packed = await pack(out, '0.1.0');
    await install(
      place,
      packed.map(({ filename }) => join(out, filename)),
    );
  });
  afterAll(async () => {
    await browser?.close();
    for (const school of running) await school.stop();
    for (const folder of [out, place, course && dirname(course)])
      if (folder) await rm(folder, { recursive: true, force: true });
  });

  test('every package is as npm and its readers expect', async () => {
    const found: string[] = [];
    for (const name of globSync('@lectern/*', { cwd: join(out, 'packages') })) {
      const folder = join(out, 'packages', name);
      const { messages, pkg } = await publint({ pkgDir: folder, pack: false });
      found.push(...messages.map((one) => `${name}: ${formatMessage(one, pkg, { color: false })}`));
      for (const file of ['LICENSE', 'README.md'])
        if (!existsSync(join(folder, file))) found.push(`${name} has no ${file}`);
      const sources = globSync('**/*.{ts,tsx}', { cwd: folder }).filter(
        (file) => !file.endsWith('.d.ts') && !/^templates?\//.test(file),
      );
      found.push(...sources.map((file) => `${name} carries its source ${file}`));
    }
    // Whoever makes a plugin gets its test with it.
    expect(found.filter((one) => !one.includes('/templates/plugin/test/'))).toEqual([]);
  });

  // Without the look at the Node in program.ts it ended with a TypeError.
  test('Node 20 is told what is needed and a way out, and the way out leads out', async () => {
    const other = await emptyPlace();
    await install(other, [`node-${process.platform}-${process.arch}@20`]);
    const [old] = globSync('node_modules/node-*/bin', { cwd: other });
    const refused = await ran(place, 'npx', ['lms', 'init', 'school'], join(other, old!));
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('npm install node@24') });
    expect(refused.said).toMatch(/Lectern needs Node 22\.18 or newer, and this is Node 20\./);
    expect(existsSync(join(place, 'school'))).toBe(false);
    await install(other, ['node@24']);
    // npx looks for programs beside it first, so that the same command runs on the Node that was brought.
    const found = await ran(other, 'npx', ['node', '-v'], join(other, old!));
    expect(found).toMatchObject({ code: 0, said: expect.stringMatching(/v24\./) });
    await rm(other, { recursive: true, force: true });
  });

  test('a school is made, filled and served, and a learner signs up, finds the course, enrols and reads', async () => {
    const made = await must(
      place,
      'npx',
      ...['lms', 'init', 'school', '--yes', '--name', 'Halden Evening School'],
      ...['--owner-email', owner.email, '--owner-password', owner.password],
    );
    expect(made).toContain('Next: lms serve --dir school');
    expect(made).not.toMatch(/\(node:\d+\)/); // no warning of Node's
    expect(await lms('import', course, '--publish')).toContain('created: 1 courses, 2 sections, 3 lessons');
    const school = await open();
    const view = await watched(browser, school);
    await signUpAndRead(view);
    await view.done();
    // Beside the server that runs, through its socket.
    expect(await lms('doctor')).not.toMatch(/^✗/m);
    expect(await lms('backup')).toMatch(/rows and \d+ files, checked/);
    await school.stop();
  });

  test('what the demo and a plugin’s own school need is there', async () => {
    const demo = join(place, 'demo');
    await must(place, 'npx', 'lms', 'init', 'demo', '--yes', '--name', 'Demo');
    await must(place, 'npx', 'lms', 'seed', '--dir', 'demo');
    expect(await must(place, 'npx', 'lms', 'call', 'courses.list', '--dir', 'demo')).toContain('Bookbinding by Hand');
    await rm(demo, { recursive: true, force: true });
  });

  // With addresses left as they were in compiled code (followCompiled) this and the next went red.
  test('a plugin that somebody else has built is added, and its screen opens without a build of the app', async () => {
    const author = await emptyPlace();
    await lmsOfClone('init', join(author, 'school'), '--yes');
    await lmsOfClone('plugin', 'create', 'daily-points', '--dir', join(author, 'school'));
    const sources = join(author, 'school/plugins/daily-points');
    await lmsOfClone('plugin', 'build', sources);
    const [plugin] = packFolders([sources], author);
    const app = join(place, 'node_modules/@lectern/web/dist/assets.json');
    const before = statSync(app).mtimeMs;

    expect(await lms('plugin', 'add', join(author, plugin!.filename))).toContain('daily-points 0.1.0 is installed');
    expect(existsSync(join(place, 'node_modules/vite'))).toBe(false);
    const school = await open();
    const { page, visit, done } = await watched(browser, school);
    await visit('/sign-in?next=/daily-points');
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Leaderboard' }).waitFor();
    await taken(page);
    // A learner finished one lesson before there was such a plugin: what happened is not told again, what happens is.
    expect(statSync(app).mtimeMs).toBe(before);
    await done();
    expect(await lms('plugin', 'list')).toMatch(/^on +daily-points/m);
    await school.stop();
    await rm(author, { recursive: true, force: true });
  });

  test('a plugin of their own is made and seen at once, without a tool that builds', async () => {
    expect(await lms('plugin', 'create', 'own-points')).toContain('A plugin is in school/plugins/own-points');
    const school = await open();
    expect(await (await fetch(`${school.url}/own-points`)).text()).toContain('Leaderboard');
    await school.stop();
    // The published types are enough to write it with. Vitest comes with `npm install` in its folder.
    const checked = await ran(
      place,
      'tsc',
      ['-p', 'school/plugins/own-points'],
      [node24, toolsOfClone].join(delimiter),
    );
    const objections = checked.said.split('\n').filter((line) => line.includes('error TS'));
    expect(objections.filter((line) => !line.includes("Cannot find module 'vitest'"))).toEqual([]);
    expect(objections.length).toBeLessThan(2);
  });

  const more = { '0098_more': 'CREATE TABLE courses_more (id text PRIMARY KEY NOT NULL);\n' };
  const broken = {
    '0099_broken':
      'CREATE TABLE courses_broken (id text PRIMARY KEY NOT NULL);\nINSERT INTO no_such_table VALUES (1);\n',
  };
  let second: string[];

  test('the next version is installed and the school upgraded, and what was there is there', async () => {
    second = await nextVersion(out, '0.2.0', more);
    await install(place, second);
    expect(await lms('upgrade', '--yes')).toContain('1 migrations applied, and the school stands');
    const school = await open();
    expect(await (await fetch(`${school.url}/courses/reading-the-sea`)).text()).toContain('High water');
    await school.stop();
  });

  test('a version whose migration is broken changes nothing, and the one before serves again', async () => {
    await install(place, await nextVersion(out, '0.3.0', { ...more, ...broken }));
    const { code, said } = await ran(place, 'npx', ['lms', 'upgrade', '--yes', '--dir', 'school']);
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining('no_such_table') });
    await install(place, second);
    const school = await open();
    expect(await (await fetch(`${school.url}/courses/reading-the-sea`)).text()).toContain('High water');
    expect(await lms('doctor')).not.toMatch(/^✗/m);
    await school.stop();
  });
});
