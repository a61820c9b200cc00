// The hash tree of RFC 6962 in a browser: the same steps as `lms audit verify` does, on what the browser brings.
const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256, in lower-case hex. */
export const sha256 = async (data: string | Uint8Array<ArrayBuffer>): Promise<string> =>
  hexOf(await crypto.subtle.digest('SHA-256', typeof data === 'string' ? new TextEncoder().encode(data) : data));
export const leafHash = (leaf: string): Promise<string> => sha256(`\0${leaf}`);
const nodeHash = (left: string, right: string) => sha256(bytesOf(`01${left}${right}`));
const half = (n: number) => Math.floor(n / 2);

export interface Tree {
  readonly size: number;
  /** In hex. */
  readonly root: string;
}

/** RFC 9162, 2.1.3.2. @param index from 0 @returns whether the leaf of this hash stands there in the tree */
export async function isIncluded(leaf: string, index: number, tree: Tree, path: readonly string[]): Promise<boolean> {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < tree.size)) return false;
  let [fn, sn, hash] = [index, tree.size - 1, leaf];
  for (const sibling of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = await nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else hash = await nodeHash(hash, sibling);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && hash === tree.root;
}

/** RFC 9162, 2.1.4.2, for trees with leaves. @returns whether the newer one begins with all of the older one */
export async function isConsistent(older: Tree, newer: Tree, path: readonly string[]): Promise<boolean> {
  if (older.size > newer.size || older.size < 1) return false;
  if (older.size === newer.size) return path.length === 0 && older.root === newer.root;
  const steps = Number.isInteger(Math.log2(older.size)) ? [older.root, ...path] : [...path];
  let [fn, sn] = [older.size - 1, newer.size - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  const [first, ...rest] = steps;
  if (first === undefined) return false;
  let [was, is] = [first, first];
  for (const step of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [was, is] = [await nodeHash(step, was), await nodeHash(step, is)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else is = await nodeHash(is, step);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && was === older.root && is === newer.root;
}
