// Files out of a drop or a picker with their paths inside the folder that was given.

export interface DroppedFile {
  /** Slash-separated, relative to what was dropped, the dropped folder's own name first: `course/part 1/01.md`. */
  readonly path: string;
  readonly file: File;
}

// What operating systems leave behind in every folder.
const litter = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._.*|__MACOSX)$/i;

/**
 * Reads everything that was dropped, folders to their end, sorted by path. Must be called in the drop event itself: the
 * browser empties the list when the event is over. Rejects when an entry cannot be read, so that half a course is never taken.
 */
export function filesDropped(transfer: DataTransfer, onFound?: (count: number) => void): Promise<DroppedFile[]> {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry());
  const loose = [...transfer.files];
  return collect(entries, loose, onFound);
}

async function collect(
  entries: readonly (FileSystemEntry | null)[],
  loose: readonly File[],
  onFound?: (count: number) => void,
) {
  if (!entries.some((entry) => entry !== null)) return sorted(loose.map((file) => ({ path: file.name, file })));
  const found: DroppedFile[] = [];
  const waiting = entries.filter((entry) => entry !== null).filter((entry) => !litter.test(entry.name));
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    if (isDirectory(entry)) {
      const inside = await everyEntry(entry.createReader());
      waiting.push(...inside.filter((one) => !litter.test(one.name)));
    } else {
      const file = await fileOf(entry as FileSystemFileEntry);
      found.push({ path: entry.fullPath.replace(/^\/+/, ''), file });
      onFound?.(found.length);
    }
  }
  return sorted(found);
}

/** Reads a picker: with `webkitdirectory` every file carries its path. */
export const filesPicked = (input: HTMLInputElement): DroppedFile[] =>
  sorted(
    [...(input.files ?? [])]
      .map((file) => ({ path: file.webkitRelativePath || file.name, file }))
      .filter(({ path }) => !path.split('/').some((name) => litter.test(name))),
  );

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** Chromium answers at most 100 entries at a time; the end is an empty answer. */
async function everyEntry(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** "2 Intro" before "10 Outro", as an author numbers a folder. */
const byPath = new Intl.Collator('en', { numeric: true });
const sorted = (files: readonly DroppedFile[]): DroppedFile[] =>
  [...files].sort((a, b) => byPath.compare(a.path, b.path));
