// The path of a file of an import, as a stranger sent it. It names an object in the database and is never opened on a
// disk, but it comes back in exports, reports and addresses, so nothing that could climb or confuse is let in.

const forbidden = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\\]/u;

/**
 * NFC, because macOS sends names decomposed while texts refer to them composed.
 *
 * @returns undefined for a path that is absolute, climbs, is empty somewhere, or holds control or direction characters
 */
export function safePath(given: string): string | undefined {
  const path = given.normalize('NFC');
  if (path.length > 1_000 || forbidden.test(path) || /^[a-z]:/i.test(path)) return undefined;
  const parts = path.split('/');
  const wrong = (part: string) => part === '' || part === '.' || part === '..' || part.length > 255;
  return parts.length > 32 || parts.some(wrong) ? undefined : path;
}
