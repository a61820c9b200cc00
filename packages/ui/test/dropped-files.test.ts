import { describe, expect, test } from 'vitest';
import { filesDropped } from '../src/components/dropped-files.ts';

type Tree = { readonly [name: string]: Tree | string };

/** A folder as a browser hands it over: at most `batch` entries for each question. */
function entryOf(name: string, content: Tree | string, parent = '', batch = 100): FileSystemEntry {
  const fullPath = `${parent}/${name}`;
  const shared = { name, fullPath, isDirectory: typeof content !== 'string', isFile: typeof content === 'string' };
  if (typeof content === 'string')
    return {
      ...shared,
      file: (give: FileCallback, fail: ErrorCallback) =>
        content === 'unreadable' ? fail(new DOMException('gone', 'NotFoundError')) : give(new File([content], name)),
    } as unknown as FileSystemEntry;
  const inside = Object.entries(content).map(([child, what]) => entryOf(child, what, fullPath, batch));
  return {
    ...shared,
    createReader: () => ({ readEntries: (give: FileSystemEntriesCallback) => give(inside.splice(0, batch)) }),
  } as unknown as FileSystemEntry;
}

const dropOf = (...entries: (FileSystemEntry | File)[]) =>
  ({
    items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => (entry instanceof File ? null : entry) })),
    files: entries.filter((entry) => entry instanceof File),
  }) as unknown as DataTransfer;

const pathsOf = async (transfer: DataTransfer) => (await filesDropped(transfer)).map(({ path }) => path);

describe('what is dropped', () => {
  test('is every file of a folder with its path, numbered as the author numbered it', async () => {
    const course = {
      'part 10': { '1 End.md': 'c' },
      'part 2': { '10 Last.md': 'b', '2 First.md': 'a' },
      'course.yaml': 'x',
    };
    expect(await pathsOf(dropOf(entryOf('course', course), entryOf('cover.png', 'p')))).toEqual([
      'course/course.yaml',
      'course/part 2/2 First.md',
      'course/part 2/10 Last.md',
      'course/part 10/1 End.md',
      'cover.png',
    ]);
  });

  test('is read to its end, though the browser answers a hundred at a time', async () => {
    // Guard: asking the reader once instead of until it is empty gave 100 of 250.
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`${i}.md`, 'x']));
    expect(await pathsOf(dropOf(entryOf('course', many)))).toHaveLength(250);
  });

  test('leaves behind what systems leave behind', async () => {
    const folder = {
      '.DS_Store': 'x',
      __MACOSX: { 'a.md': 'x' },
      'Thumbs.db': 'x',
      '._a.md': 'x',
      'a.md': 'x',
      '.well': 'x',
    };
    expect(await pathsOf(dropOf(entryOf('course', folder)))).toEqual(['course/.well', 'course/a.md']);
  });

  test('is taken whole or not at all', async () => {
    await expect(filesDropped(dropOf(entryOf('course', { 'a.md': 'x', 'b.md': 'unreadable' })))).rejects.toThrow(
      'gone',
    );
  });

  test('is its plain files where the browser knows no entries, and says how far it is', async () => {
    expect(await pathsOf(dropOf(new File(['x'], 'a.md')))).toEqual(['a.md']);
    const counts: number[] = [];
    await filesDropped(dropOf(entryOf('c', { 'a.md': 'x', 'b.md': 'x' })), (count) => counts.push(count));
    expect(counts).toEqual([1, 2]);
  });
});
