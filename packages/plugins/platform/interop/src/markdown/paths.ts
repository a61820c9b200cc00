// Where an address in a file leads, among the files of the import.

export type Found = { readonly path: string } | { readonly folder: string } | { readonly missing: string };

export interface Files {
  has(path: string): boolean;
  /** Follows an address as a file writes it, without query and anchor. `missing` is the reason. */
  follow(from: string, address: string): Found;
}

const endings = ['.md', '.markdown'];
const openers = ['README.md', 'index.md', '_index.md'];

/** Lessons are also found without their ending and in another case: the tools they were written for forgave it. */
export function filesIn(paths: readonly string[]): Files {
  const exact = new Map(paths.map((path) => [path.normalize('NFC'), path]));
  const folded = Map.groupBy(paths, (path) => path.normalize('NFC').toLowerCase());
  const folders = new Map(
    paths.flatMap((path) => foldersOf(path)).map((folder) => [folder.normalize('NFC').toLowerCase(), folder]),
  );

  function at(path: string): string | string[] | undefined {
    const one = exact.get(path);
    if (one !== undefined) return one;
    const several = folded.get(path.toLowerCase());
    return several && several.length > 1 ? several : several?.[0];
  }

  return {
    has: (path) => exact.has(path.normalize('NFC')),
    follow(from, address) {
      const path = resolve(from, address);
      if (path === undefined) return { missing: `${address} leads out of the folder` };
      const bare = path.replace(/\.html?$/i, '');
      const candidates = [
        path,
        ...endings.map((ending) => path + ending),
        ...openers.map((name) => (path ? `${path}/${name}` : name)),
        ...(bare === path ? [] : endings.map((ending) => bare + ending)),
      ];
      for (const candidate of candidates) {
        const found = at(candidate);
        if (typeof found === 'string') return { path: found };
        if (found) return { missing: `${address} could be ${found.join(' or ')}` };
      }
      const folder = path === '' ? '' : folders.get(path.toLowerCase());
      return folder === undefined ? { missing: `there is no ${address} in the folder` } : { folder };
    },
  };
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** @returns the path in the import, '' for its root; undefined when it leads out of it */
function resolve(from: string, address: string): string | undefined {
  const decoded = percentDecoded(address).normalize('NFC').replaceAll('\\', '/');
  const parts = decoded.startsWith('/') ? [] : from.normalize('NFC').split('/').slice(0, -1);
  for (const part of decoded.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

export function percentDecoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
