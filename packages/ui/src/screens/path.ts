// Paths with blanks: reading an address, and writing one.
import { signal } from '@preact/signals';
import type { Params } from './screen.ts';

export interface Route {
  /** Sorts routes so that the most exact is asked first: words before blanks, blanks before rests. */
  readonly rank: string;
  /** Equal for paths that would answer the same addresses. */
  readonly shape: string;
  /** The blanks of an address, decoded; undefined when it is not of this path. */
  read(path: string): Readonly<Record<string, string>> | undefined;
}

const blank = /^:(\w+)([?*]?)$/;

export function matcher(pattern: string): Route {
  const parts = partsOf(pattern);
  const kinds = parts.map((part) => blank.exec(part)?.[2] ?? 'word');
  // A part that may be missing ranks below every part that is there, so "/courses" beats "/courses/:slug?".
  const digits = { word: '9', '': '6', '?': '4', '*': '2' } as const;
  const shape = parts.map((part) => (blank.test(part) ? `:${blank.exec(part)![2]}` : part)).join('/');
  return {
    rank: `${kinds.map((kind) => digits[kind as keyof typeof digits]).join('')}5`,
    shape,
    read(path) {
      const given = partsOf(path);
      const params: Record<string, string> = {};
      for (const [i, part] of parts.entries()) {
        const [, name, kind] = blank.exec(part) ?? [];
        const here = given[i];
        if (name === undefined) {
          if (here !== part) return undefined;
        } else if (kind === '*') {
          const rest = decoded(given.slice(i).join('/'));
          if (rest === undefined) return undefined;
          if (rest) params[name] = rest;
          return params;
        } else if (here === undefined) {
          if (kind !== '?') return undefined;
        } else {
          const value = decoded(here);
          if (value === undefined) return undefined;
          params[name] = value;
        }
      }
      return given.length > parts.length ? undefined : params;
    },
  };
}

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

/** A stray % is not an address of ours, and no reason to throw. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

const base = /* #__PURE__ */ signal('');

/** Sets the path under which the whole app lives ("/school"); "" at the root of a host. Called once by the web app. */
export const setBase = (path: string): void => {
  base.value = path.replace(/\/+$/, '');
};

/** The path below the base, as `match` wants it; undefined for addresses outside of the app. */
export function belowBase(path: string): string | undefined {
  if (path === base.value) return '/';
  return path.startsWith(`${base.value}/`) ? path.slice(base.value.length) : undefined;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;
type Given<Path extends string> =
  unknown extends Params<Path> ? [params?: undefined, query?: Query] : [params: Params<Path>, query?: Query];

/** The address of a screen: `to('/courses/:slug', { slug })`. Blanks are encoded, the base goes before. */
export function to<const Path extends string>(path: Path, ...[params, query]: Given<Path>): string {
  const values = (params ?? {}) as Readonly<Record<string, string | undefined>>;
  const parts = partsOf(path).flatMap((part) => {
    const [, name, kind] = blank.exec(part) ?? [];
    if (name === undefined) return [part];
    const value = values[name];
    if (value === undefined) return [];
    return kind === '*' ? partsOf(value).map(encodeURIComponent) : [encodeURIComponent(value)];
  });
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const search = given.length > 0 ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : '';
  return `${base.value}/${parts.join('/')}${search}`;
}
