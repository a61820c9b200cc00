import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { arabic } from './permissions-arabic.ts';

const packages = join(import.meta.dirname, '../../../../../');
const read = (pattern: string) =>
  globSync(pattern, { cwd: packages }).map((file) => readFileSync(join(packages, file), 'utf8'));

test('all that first-party plugins can allow is said in Arabic, and nothing that none does', () => {
  // Guard: without `course.publish` in the Arabic this was red.
  const ofPlugins = read('plugins/*/*/surface.md').flatMap((surface) => {
    const [, permissions = ''] = surface.split('\n## Permissions\n');
    return [...permissions.split('\n## ')[0]!.matchAll(/^- `([^`]+)`/gm)].map(([, name]) => name!);
  });
  // The server's own contracts have no surface.
  const ofServer = read('server/src/*/contract.ts').flatMap((contract) =>
    [...contract.matchAll(/^ {4}'([a-z-]+\.[a-z-]+)': \{/gm)].map(([, name]) => name!),
  );
  expect(ofPlugins.length).toBeGreaterThan(30);
  expect(ofServer).toContain('maintenance.write');
  expect(Object.keys(arabic).sort()).toEqual([...new Set([...ofPlugins, ...ofServer])].sort());
});
