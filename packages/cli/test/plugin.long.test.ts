// A plugin from the first command to somebody else's school, as its author types it.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastLine, lms, lmsWith } from './lms.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lectern-plugins-'));
const bare = join(scratch, 'bare');
const school = join(scratch, 'school');
const plugin = join(school, 'plugins/daily-quiz');
const done = (ran: { code: number | null; err: string }) => expect(ran, ran.err).toMatchObject({ code: 0 });
/** All that is in a folder, by path. */
const everything = (folder: string) => globSync('**/*', { cwd: folder, exclude: (name) => name === 'data' }).sort();

beforeAll(async () => {
  done(await lms('init', bare, '--yes', '--owner-email', 'ana@example.org', '--owner-password', 'a long sentence'));
  cpSync(bare, school, { recursive: true });
  done(await lms('plugin', 'create', 'daily-quiz', '--dir', school));
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('lms plugin create', () => {
  test('writes at most 120 lines of TypeScript, none of which says the name of the template', () => {
    const sources = globSync('{src,web,test}/**/*.{ts,tsx}', { cwd: plugin });
    const text = sources.map((file) => readFileSync(join(plugin, file), 'utf8'));
    expect(text.join('').split('\n').length - 1).toBeLessThanOrEqual(120);
    expect(sources.length).toBeGreaterThan(5);
    for (const file of globSync('**/*.*', { cwd: plugin, exclude: (name) => name === 'node_modules' }))
      expect(`${file} ${readFileSync(join(plugin, file), 'utf8')}`).not.toMatch(/gamify/i);
    expect(readFileSync(join(plugin, 'migrations/postgres/0001_initial.sql'), 'utf8')).toContain(
      '"daily_quiz_finished"',
    );
  });

  test('the school loads it: its operation answers, and the list shows it', async () => {
    expect(readFileSync(join(school, 'lms.config.ts'), 'utf8')).toContain('plugins: [...academy, dailyQuizPlugin],');
    const answer = await lms('call', 'daily-quiz.board', '--dir', school);
    done(answer);
    expect(JSON.parse(answer.out)).toEqual({ items: [] });
    const { items } = lastLine(await lms('plugin', 'list', '--dir', school, '--json')) as { items: unknown[] };
    expect(items).toContainEqual({
      id: 'daily-quiz',
      version: '0.1.0',
      from: 'plugins/daily-quiz',
      operations: 1,
      on: true,
    });
    expect(items).toContainEqual(expect.objectContaining({ id: 'courses', from: 'Lectern', on: true }));
  }, 30_000);

  test('its own test passes by the command that was printed', async () => {
    const ran = await lms('plugin', 'test', plugin);
    expect(ran.out, ran.err).toContain('every lesson gives ten points');
    done(ran);
  }, 120_000);

  test.for([
    ['daily-quiz', 1, 'There is a plugin daily-quiz already'],
    ['../up', 2, 'lower-case words joined by hyphens'],
    ['here', 1, 'is there already'],
  ] as const)('%s is refused, and nothing is left of it', { timeout: 30_000 }, async ([name, code, says]) => {
    mkdirSync(join(school, 'plugins/here'), { recursive: true });
    const before = everything(school);
    const config = readFileSync(join(school, 'lms.config.ts'), 'utf8');
    const ran = await lms('plugin', 'create', name, '--dir', school);
    expect(ran.err).toContain(says);
    expect(ran.code).toBe(code);
    expect(everything(school)).toEqual(before);
    expect(readFileSync(join(school, 'lms.config.ts'), 'utf8')).toBe(config);
  });

  test('a folder without a school is told so', async () => {
    const ran = await lmsWith({ cwd: scratch }, 'plugin', 'create', 'points');
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('There is no school') });
    expect(readdirSync(scratch)).toEqual(['bare', 'school']);
  }, 30_000);

  test('a config that is written in another way stays as it is, and the two lines are told', async () => {
    const other = another(
      'unusual',
      `import { academy } from '@lectern/academy';\nconst list = academy.filter(() => true);\nexport default { plugins: list.concat([]) };\n`,
    );
    const ran = await lms('plugin', 'create', 'points', '--dir', other);
    expect(ran.out).toContain("import { pointsPlugin } from './plugins/points/src/plugin.ts';");
    expect(ran.out).toContain('plugins: [...academy, pointsPlugin],');
    expect(readFileSync(join(other, 'lms.config.ts'), 'utf8')).toContain('list.concat([])');
    expect(existsSync(join(other, 'plugins/points/src/plugin.ts'))).toBe(true);
  }, 30_000);
});

test('a table that got a column has a migration more, and the first stays as schools have applied it', async () => {
  const copy = join(scratch, 'school/plugins/copy');
  cpSync(plugin, copy, { recursive: true });
  const first = readFileSync(join(copy, 'migrations/sqlite/0001_initial.sql'), 'utf8');
  const tables = join(copy, 'src/tables.ts');
  writeFileSync(
    tables,
    readFileSync(tables, 'utf8').replace('lesson: text().notNull(),', 'lesson: text().notNull(),\n    note: text(),'),
  );
  const ran = await lms('plugin', 'migrations', copy, '--json');
  expect((lastLine(ran) as { files: string[] }).files).toEqual([
    'migrations/sqlite/0002_add_daily_quiz_finished_note.sql',
    'migrations/postgres/0002_add_daily_quiz_finished_note.sql',
    'migrations/snapshot.json',
  ]);
  expect(readFileSync(join(copy, 'migrations/sqlite/0001_initial.sql'), 'utf8')).toBe(first);
  expect((await lms('plugin', 'migrations', copy)).out).toContain('Nothing to do');
  rmSync(copy, { recursive: true });
}, 30_000);

describe('lms plugin add', () => {
  let tarball: string;
  beforeAll(async () => {
    done(await lms('plugin', 'build', plugin));
    execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', scratch], { cwd: plugin });
    tarball = join(scratch, 'daily-quiz-0.1.0.tgz');
  }, 60_000);

  test('a tarball is in the school: configured, loaded, its table made', async () => {
    const other = another('from-tarball');
    const added = await lms('plugin', 'add', tarball, '--dir', other, '--json');
    done(added);
    expect(lastLine(added)).toMatchObject({
      id: 'daily-quiz',
      package: 'daily-quiz',
      version: '0.1.0',
      configured: true,
    });
    expect(readFileSync(join(other, 'lms.config.ts'), 'utf8')).toContain(
      "import { dailyQuizPlugin } from 'daily-quiz';",
    );
    const answer = await lms('call', 'daily-quiz.board', '--dir', other);
    expect(JSON.parse(answer.out || answer.err)).toEqual({ items: [] });
    expect((await lms('plugin', 'add', tarball, '--dir', other)).err).toContain(
      'There is a plugin daily-quiz in this school already',
    );
  }, 90_000);

  test('a folder is in the school by a link, and one taken out of the config is listed as off', async () => {
    const other = another('from-folder');
    done(await lms('plugin', 'add', plugin, '--dir', other));
    const listed = async () =>
      (lastLine(await lms('plugin', 'list', '--dir', other, '--json')) as { items: { id: string; on: boolean }[] })
        .items;
    expect(await listed()).toContainEqual(expect.objectContaining({ id: 'daily-quiz', from: 'daily-quiz', on: true }));
    writeFileSync(join(other, 'lms.config.ts'), configWith('academy'));
    expect(await listed()).toContainEqual(expect.objectContaining({ id: 'daily-quiz', on: false }));
  }, 90_000);

  // Red with assertFits taken out: it was installed, and nothing was said.
  test('what does not fit is told with every fault, and the school is as it was', async () => {
    const other = another(
      'without-progress',
      configWith('academy.filter(({ id }) => !/progress|certificates|assessment/.test(id))'),
    );
    const before = everything(other);
    const commands = [
      ['add', tarball],
      ['create', 'daily-quiz'],
    ] as const;
    for (const [command, given] of commands) {
      const ran = await lms('plugin', command, given, '--dir', other);
      expect(ran.err).toContain('daily-quiz: needs progress, which is not there');
      expect(ran.code).toBe(1);
      expect(everything(other)).toEqual(before);
    }
    expect(readFileSync(join(other, 'lms.config.ts'), 'utf8')).not.toContain('dailyQuiz');
  }, 90_000);

  test('what is no plugin is refused', async () => {
    const folder = join(scratch, 'no-plugin');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'package.json'),
      '{"name":"no-plugin","version":"1.0.0","type":"module","exports":"./index.js"}',
    );
    writeFileSync(join(folder, 'index.js'), 'export const hello = 1;\n');
    const before = everything(school);
    const ran = await lms('plugin', 'add', folder, '--dir', school);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('no-plugin exports no plugin') });
    expect(everything(school)).toEqual(before);
  }, 60_000);
});

const configWith = (plugins: string) =>
  `import { academy } from '@lectern/academy';\nimport { defineConfig } from '@lectern/server';\n\nexport default defineConfig({\n  plugins: ${plugins},\n});\n`;

function another(name: string, config?: string): string {
  const folder = join(scratch, 'others', name);
  cpSync(bare, folder, { recursive: true });
  if (config) writeFileSync(join(folder, 'lms.config.ts'), config);
  return folder;
}
