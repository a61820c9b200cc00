// Where a relative address in a file leads, among the files of the import.

export interface Files {
  /** The path as it is spelt, for an address as a file writes it; undefined when nothing is there. */
  find(from: string, address: string): string | undefined;
}

/** Lessons are also found without their ending, by their folder, and in another case: editors on other systems forgave it. */
export function filesIn(paths: readonly string[]): Files {
  const exact = new Set(paths);
  const folded = new Map(paths.map((path) => [path.toLowerCase(), path]));
  const at = (path: string) => (exact.has(path) ? path : folded.get(path.toLowerCase()));
  return {
    find(from, address) {
      const path = join(from, address);
      if (path === undefined) return undefined;
      const bare = path.replace(/\/$/, '');
      return at(bare) ?? at(`${bare}.md`) ?? at(`${bare}/README.md`) ?? at(`${bare}/index.md`) ?? at(bare.replace(/\.html?$/i, '.md'));
    },
  };
}

/** @returns undefined when it leads out of the folder */
function join(from: string, address: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(address);
  } catch {
    decoded = address;
  }
  const parts = decoded.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of decoded.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
