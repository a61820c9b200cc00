/**
 * The id of a question that states none: the words it begins with, or a digest of them where they are of another script.
 * The same words twice are told apart by a number, in the order of the file.
 */
export function derivedId(prompt: string, taken: ReadonlySet<string>): string {
  // Without the addresses of pictures and links, which are others in a folder than in a school.
  const first = prompt.split('\n', 1)[0]!.replace(/\]\([^)]*\)/g, ']');
  const words = first
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join('-')
    .slice(0, 40)
    .replace(/-$/, '');
  const id = words || `q-${fnv(first).toString(36)}`;
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? id : `${id}-${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** FNV-1a, 32 bits: spreads, hides nothing. */
export function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
