// What self-hosters copy: each file is judged by a linter of its own kind, and every command and value in them is one of ours.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { academy } from '@lectern/academy';
import { specOf } from '@lectern/kit';
import { environmentName, resolveConfig } from '@lectern/server';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { settingsIn } from '../packages/server/src/kernel/settings/described.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'templates/academy');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const analyze = '/usr/bin/systemd-analyze';

describe('the Dockerfile', () => {
  const text = read('Dockerfile');
  test('is one, without a warning', () => {
    expect(validate(text)).toEqual([]);
    expect(validate(`${text}\nHEALTHCHECK --never\n`)).not.toEqual([]);
  });
  test('runs as somebody without rights, keeps everything in one place and says whether it is well', () => {
    expect(text).toMatch(/^USER node$/m);
    expect(text.match(/^VOLUME .*$/gm)).toEqual(['VOLUME /data']);
    expect(text).toContain('/healthz');
    expect(text).toMatch(/^FROM node:24-slim$/m);
  });
});

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml')) as {
    services: Record<string, { profiles?: string[]; environment?: Record<string, string> }>;
    volumes: Record<string, unknown>;
  };
  test('follows the specification', () => {
    const off = ['service-keys-order', 'services-alphabetical-order', 'top-level-properties-order'];
    const also = ['service-dependencies-alphabetical-order', 'require-quotes-in-ports'];
    const linter = new DCLinter({
      rules: Object.fromEntries([...off, ...also].map((name) => [name, 0])),
      quiet: false,
      debug: false,
      exclude: [],
      disableAllRules: false,
    } as unknown as ConstructorParameters<typeof DCLinter>[0]);
    const found: { messages: { line: number; message: string }[] }[] = linter.lintFiles(
      [join(folder, 'compose.yaml')],
      false,
    );
    expect(found.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`))).toEqual([]);
  });
  test('starts a school alone, and more only when asked', () => {
    const alone = Object.entries(compose.services).filter(([, { profiles }]) => !profiles);
    expect(alone.map(([name]) => name)).toEqual(['school']);
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(['school', 'postgres', 'storage']));
  });
});

describe('lectern.service', () => {
  test.skipIf(!existsSync(analyze))('is understood by systemd, and is let do little', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'lectern-unit-'));
    try {
      const program = join(scratch, 'lms');
      await writeFile(program, '#!/bin/sh\n');
      chmodSync(program, 0o755);
      const unit = join(scratch, 'lectern.service');
      await writeFile(unit, read('lectern.service').replaceAll('/opt/lectern/node_modules/.bin/lms', program));
      // What it does not understand it prints, and ends well all the same.
      const { stdout, stderr } = spawnSync(analyze, ['verify', unit], { encoding: 'utf8' });
      expect(stdout + stderr).toBe('');
      const judged = execFileSync(analyze, ['security', '--offline=true', unit], { encoding: 'utf8' });
      expect(Number(/exposure level for \S+ ([\d.]+)/.exec(judged)?.[1])).toBeLessThan(2);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
  test('waits longer for a school to end than the school waits for its requests and jobs', () => {
    const grace = /close\(grace = ([\d_]+)\)/.exec(
      readFileSync(join(root, 'packages/server/src/serve/serve.ts'), 'utf8'),
    );
    const twice = (2 * Number(grace![1]!.replace('_', ''))) / 1_000;
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(read('lectern.service'))![1])).toBeGreaterThan(twice);
    expect(parseInt(/stop_grace_period: (\d+)s/.exec(read('compose.yaml'))![1]!, 10)).toBeGreaterThan(twice);
  });
});

const texts = {
  Dockerfile: read('Dockerfile'),
  'compose.yaml': read('compose.yaml'),
  'lectern.service': read('lectern.service'),
  'nginx.conf': read('nginx.conf'),
  Caddyfile: read('Caddyfile'),
  'host.md': readFileSync(join(root, 'docs/guide/host.md'), 'utf8'),
};

// With `--folder` in place of `--dir` in the unit, and LECTERN_URI in compose.yaml, both went red.
describe.each(Object.entries(texts))('in %s', (_, text) => {
  test('every command of lms is there, with each of its flags', async () => {
    const unknown: string[] = [];
    for (const { words, flags } of commandsIn(text)) {
      const command = await commandOf(words);
      if (!command) unknown.push(`lms ${words.join(' ')}`);
      for (const flag of flags)
        if (command && !(flag in command.flags) && flag !== 'help') unknown.push(`lms ${words.join(' ')} --${flag}`);
    }
    expect(unknown).toEqual([]);
  });

  test('every value of the environment is one that a school reads', () => {
    const known = new Set([
      ...Object.keys(resolveConfig('.', { plugins: [] }).sources).map(environmentName),
      ...academy.flatMap((plugin) => settingsIn(specOf(plugin))).map(({ variable }) => variable),
      // read by the video plugin; and two that compose.yaml reads itself
      ...['LECTERN_FFMPEG', 'LECTERN_FFPROBE', 'LECTERN_VERSION', 'LECTERN_DATABASE_PASSWORD', 'LECTERN_TOKEN'],
    ]);
    const named = [...text.matchAll(/\bLECTERN_[A-Z_]+\b/g)].map(([name]) => name);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

/** `lms user link ben@example.org --dir school` as its words and flags. What stands in a sentence is `lms word` in backticks. */
function commandsIn(text: string): { words: string[]; flags: string[] }[] {
  const lines = text.split('\n').flatMap((line) => line.split(/[;|`]|&&|"\]?/));
  return lines.flatMap((line) => {
    const match = /(?:^|[\s/(])lms\s+([a-z].*)$/.exec(line.replace(/\s#\s.*$/, ''));
    if (!match) return [];
    const parts = match[1]!.replace(/[).,:]+$/, '').split(/\s+/);
    const end = parts.findIndex((part) => part.startsWith('-'));
    return [
      {
        words: end === -1 ? parts : parts.slice(0, end),
        flags: parts.filter((part) => part.startsWith('--')).map((part) => part.slice(2).split('=')[0]!),
      },
    ];
  });
}

/** The longest beginning of the words that is a command; the rest are its arguments. */
async function commandOf(words: readonly string[]): Promise<{ flags: Record<string, unknown> } | undefined> {
  for (const length of [2, 1]) {
    const file = join(root, 'packages/cli/src/commands', ...words.slice(0, length)).concat('.ts');
    if (words.length >= length && existsSync(file))
      return ((await import(file)) as { default: { flags: Record<string, unknown> } }).default;
  }
  return undefined;
}
