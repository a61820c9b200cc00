import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderSource } from '../../src/markdown/folder-source.ts';
import { planMarkdown } from '../../src/markdown/importer.ts';
import { lessonsOf, lostOf } from './memory-source.ts';
import { tools } from './text-tools.ts';

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'folder-source-'));
  folder = join(base, 'course');
  mkdirSync(join(folder, 'basics'), { recursive: true });
  writeFileSync(join(base, 'secret.md'), 'secret');
  writeFileSync(join(folder, 'basics', 'a.md'), 'A');
});
afterEach(() => rmSync(base, { recursive: true }));

const listed = async () => {
  const source = folderSource(folder);
  const paths = (await source.list()).map(({ path }) => path).toSorted();
  return { paths, leftOut: source.leftOut().toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
};

describe('a folder on the disk', () => {
  it('lists its files with slashes and sizes', async () => {
    expect(await folderSource(folder).list()).toEqual([{ path: 'basics/a.md', size: 1 }]);
    expect(Buffer.from(await folderSource(folder).read('basics/a.md')).toString()).toBe('A');
  });

  // Guard removed once: the `relative` check in `inside`. Red: secret.md was listed and read.
  it('does not follow links out of it, nor to folders, nor open pipes', async () => {
    symlinkSync('../secret.md', join(folder, 'out.md'));
    symlinkSync(join(base), join(folder, 'up'));
    symlinkSync('basics', join(folder, 'again'));
    symlinkSync('basics/a.md', join(folder, 'inside.md'));
    symlinkSync('nothing', join(folder, 'dangling.md'));
    execFileSync('mkfifo', [join(folder, 'pipe.md')]);
    expect(await listed()).toEqual({
      paths: ['basics/a.md', 'inside.md'],
      leftOut: [
        { path: 'again', reason: 'a link to something other than a file is not followed' },
        { path: 'dangling.md', reason: 'a link that leads out of the folder or nowhere is not followed' },
        { path: 'out.md', reason: 'a link that leads out of the folder or nowhere is not followed' },
        { path: 'pipe.md', reason: 'it is no ordinary file' },
        { path: 'up', reason: 'a link that leads out of the folder or nowhere is not followed' },
      ],
    });
  });

  it('reads nothing outside, whatever it is asked for', async () => {
    for (const path of ['../secret.md', '/etc/passwd', 'basics/../../secret.md', 'basics/a.md\0', '', '.', 'basics']) {
      await expect(folderSource(folder).read(path), path).rejects.toThrow();
    }
  });

  it('does not read a file that was exchanged for a link after it was listed', async () => {
    const source = folderSource(folder);
    await source.list();
    renameSync(join(folder, 'basics', 'a.md'), join(folder, 'basics', 'b.md'));
    symlinkSync(join(base, 'secret.md'), join(folder, 'basics', 'a.md'));
    await expect(source.read('basics/a.md')).rejects.toThrow('is not a file in the folder');
  });

  it('says in the plan what was left out', async () => {
    symlinkSync('../secret.md', join(folder, 'out.md'));
    const plan = await planMarkdown('course', folderSource(folder), tools);
    expect(lessonsOf(plan).map((lesson) => lesson.key)).toEqual(['basics/a.md']);
    expect(lostOf(plan)).toEqual(['out.md#file: a link that leads out of the folder or nowhere is not followed']);
  });
});
