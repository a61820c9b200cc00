// Which addresses may stand in a lesson, and how a reference to a lesson or a file is written where only an address fits
// (Markdown, kept HTML): `lesson:KEY#ANCHOR` and `asset:PATH`.

const navigable = new Set(['http', 'https', 'mailto', 'tel']);
const shown = new Set(['http', 'https']);

/** As a browser's URL parser reads it: tabs and newlines vanish, surrounding spaces and controls too (WHATWG URL 4.4). */
export function cleanAddress(address: string): string {
  return address.replace(/[\t\n\r]+/g, '').replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');
}

/** The scheme in lower case, or undefined for a relative address. */
export function schemeOf(address: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(cleanAddress(address))?.[1]?.toLowerCase();
}

/** May stand in a link: relative, http, https, mailto, tel. Anything else could run or reach into the reader's machine. */
export const isSafeAddress = (address: string): boolean => allowed(address, navigable);

/** May stand as the source of a picture: relative, http, https. */
export const isSafePicture = (address: string): boolean => allowed(address, shown);

function allowed(address: string, schemes: ReadonlySet<string>): boolean {
  const scheme = schemeOf(address);
  return scheme === undefined || schemes.has(scheme);
}

/** Leads to another site (or another program, as mailto does). */
export const isExternal = (address: string): boolean =>
  schemeOf(address) !== undefined || cleanAddress(address).startsWith('//');

export type Reference = { lesson: string; anchor?: string } | { asset: string };

/** `{ lesson: 'a/b c', anchor: 'x' }` -> `lesson:a/b%20c#x`. */
export function writeReference(reference: Reference): string {
  if ('asset' in reference) return `asset:${escaped(reference.asset)}`;
  return `lesson:${escaped(reference.lesson)}${reference.anchor ? `#${escaped(reference.anchor)}` : ''}`;
}

/** The inverse of `writeReference`; undefined when the address is none. */
export function readReference(address: string): Reference | undefined {
  const match = /^(lesson|asset):([^#]+)(?:#(.+))?$/.exec(address);
  if (!match) return undefined;
  const name = unescaped(match[2]!);
  if (match[1] === 'asset') return { asset: name };
  return { lesson: name, ...(match[3] && { anchor: unescaped(match[3]) }) };
}

const escaped = (name: string) =>
  name.replace(/[%#\s<>"'`\\()|]/g, (character) =>
    encodeURIComponent(character).replace(/['()]/g, (one) => `%${one.charCodeAt(0).toString(16)}`),
  );

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
