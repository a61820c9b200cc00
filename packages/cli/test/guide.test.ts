// The guide for plugin authors shows the template, not something like it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const guide = readFileSync(join(root, 'docs/guide/plugins.md'), 'utf8');
const snippets = [...guide.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, language, file = '', text]) => ({
  language,
  file,
  text,
}));

test('every piece of code in the guide is a whole file of the template', () => {
  const code = snippets.filter(({ language }) => language !== 'sh');
  for (const { file, text } of code) {
    expect(existsSync(join(root, 'templates/plugin', file)) && file, text).toBeTruthy();
    expect(text).toBe(readFileSync(join(root, 'templates/plugin', file), 'utf8'));
  }
  expect(code.map(({ file }) => file).sort()).toEqual([
    'src/contract.ts',
    'src/plugin.ts',
    'src/tables.ts',
    'test/gamify.test.ts',
    'web/board.tsx',
    'web/index.ts',
  ]);
});

test('it is short', () => {
  const prose = guide.replaceAll(/^```[\s\S]*?^```$/gm, '');
  expect(prose.split(/\s+/).length).toBeLessThan(1_200);
});
