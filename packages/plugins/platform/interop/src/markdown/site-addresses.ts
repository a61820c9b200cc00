// Addresses on the web that mean a file of the import: lessons of a curriculum linked by the address of its own site, and
// pictures taken from a copy of its repository. Only what can be meant in one way is rewritten.
import { prefixOf } from './order.ts';

/** Hosts that serve files of a repository under its own paths. */
const mirrors =
  /^https?:\/\/(?:cdn\.statically\.io\/gh|raw\.githubusercontent\.com|cdn\.jsdelivr\.net\/gh|(?:www\.)?github\.com|rawcdn\.githack\.com|gitlab\.com)\//i;

/**
 * The file behind an address on such a host: its path ends with the path of a file of the import or, where folders were
 * moved since, with the last three parts of exactly one.
 */
export function mirroredFiles(paths: readonly string[]): (address: string) => string | undefined {
  const exact = new Set(paths);
  const tails = Map.groupBy(
    paths.filter((path) => path.split('/').length >= 3),
    (path) => tailOf(path.split('/')),
  );
  return (address) => {
    if (!mirrors.test(address)) return undefined;
    const parts = pathOf(address);
    for (let at = 0; at < parts.length - 1; at++) {
      const rest = parts.slice(at).join('/');
      if (exact.has(rest)) return rest;
    }
    const alike = tails.get(tailOf(parts)) ?? [];
    return alike.length === 1 ? alike[0] : undefined;
  };
}

const tailOf = (parts: readonly string[]): string => parts.slice(-3).map(squeezed).join('/');

/**
 * `https://site/lessons/foundations-loops-and-arrays` -> `foundations/javascript_basics/loops_and_arrays.md`.
 *
 * The last part of the address must be the name of exactly one lesson, whatever its hyphens, and a folder above that
 * lesson (or the import itself) must be named before it in the address. Projects are also known without the word.
 */
export function siteLessons(name: string, lessons: readonly string[]): (address: string) => string | undefined {
  const named = Map.groupBy(lessons, (path) => squeezed(ownName(path)));
  const projects = Map.groupBy(
    lessons.filter((path) => /^project[-_ ]/i.test(ownName(path))),
    (path) => squeezed(ownName(path).replace(/^project/i, '')),
  );

  return (address) => {
    if (!/^https?:\/\//i.test(address)) return undefined;
    const parts = pathOf(address).map((part) => part.toLowerCase());
    const last = parts.pop() ?? '';
    if (!/^lessons?$/.test(parts.at(-1) ?? '')) return undefined;
    const words = last.split('-');
    for (const known of [named, projects]) {
      for (let at = 0; at < words.length; at++) {
        const before = words.slice(0, at);
        const fitting = (known.get(squeezed(words.slice(at).join(''))) ?? []).filter((path) =>
          isNamed(path, before, parts),
        );
        if (fitting.length > 0) return fitting.length === 1 ? fitting[0] : undefined;
      }
    }
    return undefined;
  };

  /** Whether a folder of the lesson ends the words before its name, or is a part of the address before them. */
  function isNamed(path: string, words: readonly string[], parts: readonly string[]): boolean {
    const folders = [name, ...path.split('/').slice(0, -1)].map(squeezed).filter(Boolean);
    const ends = words.map((_, at) => squeezed(words.slice(at).join('')));
    return folders.some((folder) =>
      words.length === 0 ? parts.some((part) => squeezed(part) === folder) : ends.includes(folder),
    );
  }
}

const ownName = (path: string): string =>
  prefixOf(
    path
      .split('/')
      .at(-1)!
      .replace(/\.(?:md|markdown)$/i, ''),
  ).rest;
const squeezed = (words: string): string => words.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function pathOf(address: string): string[] {
  try {
    return decodeURIComponent(new URL(address).pathname).split('/').filter(Boolean);
  } catch {
    return [];
  }
}
