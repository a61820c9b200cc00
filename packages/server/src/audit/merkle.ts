// The hash tree of RFC 6962 and RFC 9162, section 2.1, over leaves that are texts. Hashes are SHA-256 in lower-case hex.
// Nothing here knows what a leaf says or where hashes are kept, so a proof is verified with this file alone.
import { hash } from 'node:crypto';

/** A leaf and a node can never be mistaken for each other: 0x00 and 0x01 stand before them. */
export const leafHash = (leaf: string): string => hash('sha256', `\0${leaf}`);
export const nodeHash = (left: string, right: string): string =>
  hash('sha256', Buffer.from(`01${left}${right}`, 'hex'));
export const emptyRoot = hash('sha256', '');

/** The perfect subtrees that a tree of so many leaves consists of, the largest first: of 13 leaves those of 8, 4 and 1. */
export type Frontier = readonly string[];
/** Of the perfect subtrees of a tree, by height, the largest first. Sizes are below 2^53, so no bit operators. */
export function heightsOf(size: number): number[] {
  const heights: number[] = [];
  for (let rest = size; rest > 0; rest -= 2 ** heights.at(-1)!) heights.push(Math.floor(Math.log2(rest)));
  return heights;
}

export const rootOf = (frontier: Frontier): string =>
  frontier.length === 0 ? emptyRoot : frontier.reduceRight((right, left) => nodeHash(left, right));

export interface Grown {
  readonly size: number;
  readonly frontier: Frontier;
}
/**
 * The tree with a perfect subtree more at its right: a leaf (height 0), or one whose leaves are gone.
 *
 * @param made told of every perfect subtree that comes about, the added one first; `place` counts those of its height from 0
 * @throws RangeError where no subtree of that height can stand
 */
export function grown(
  tree: Grown,
  added: string,
  height = 0,
  made: (height: number, place: number, hash: string) => void = () => {},
): Grown {
  if (tree.size % 2 ** height !== 0)
    throw new RangeError(`no subtree of 2^${height} leaves begins after ${tree.size} leaves`);
  const frontier = [...tree.frontier];
  let [hash, at] = [added, height];
  made(at, tree.size / 2 ** at, hash);
  for (; Math.floor(tree.size / 2 ** at) % 2 === 1; ) {
    hash = nodeHash(frontier.pop()!, hash);
    at++;
    made(at, Math.floor(tree.size / 2 ** at), hash);
  }
  return { size: tree.size + 2 ** height, frontier: [...frontier, hash] };
}

/** Gives the hash of a perfect subtree. */
export type NodeAt = (height: number, place: number) => Promise<string>;

/** Of leaves `from` to `to`, `from` being a multiple of the largest power of two below their number. */
export async function rangeHash(nodeAt: NodeAt, from: number, to: number): Promise<string> {
  const count = to - from;
  const height = Math.log2(count);
  if (Number.isInteger(height)) return nodeAt(height, from / count);
  const middle = from + powerBelow(count);
  return nodeHash(await rangeHash(nodeAt, from, middle), await rangeHash(nodeAt, middle, to));
}
const powerBelow = (count: number) => 2 ** Math.ceil(Math.log2(count) - 1);

/** PATH(m, D[n]) of RFC 6962, 2.1.1. @param leaf counted from 0 */
export async function inclusionPath(nodeAt: NodeAt, leaf: number, size: number, from = 0): Promise<string[]> {
  if (size - from === 1) return [];
  const middle = from + powerBelow(size - from);
  return leaf < middle
    ? [...(await inclusionPath(nodeAt, leaf, middle, from)), await rangeHash(nodeAt, middle, size)]
    : [...(await inclusionPath(nodeAt, leaf, size, middle)), await rangeHash(nodeAt, from, middle)];
}

/** PROOF(m, D[n]) of RFC 6962, 2.1.2, for 0 < older <= newer. */
export const consistencyPath = (nodeAt: NodeAt, older: number, newer: number): Promise<string[]> =>
  subproof(nodeAt, older, 0, newer, true);
async function subproof(nodeAt: NodeAt, older: number, from: number, to: number, whole: boolean): Promise<string[]> {
  if (older === to) return whole ? [] : [await rangeHash(nodeAt, from, to)];
  const middle = from + powerBelow(to - from);
  return older <= middle
    ? [...(await subproof(nodeAt, older, from, middle, whole)), await rangeHash(nodeAt, middle, to)]
    : [...(await subproof(nodeAt, older, middle, to, false)), await rangeHash(nodeAt, from, middle)];
}

/** RFC 9162, 2.1.3.2. @returns whether the leaf of this hash stands at this place in the tree of this root */
export function isIncluded(leaf: string, index: number, size: number, path: readonly string[], root: string): boolean {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) return false;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else hash = nodeHash(hash, sibling);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && hash === root;
}
const half = (n: number) => Math.floor(n / 2);

export interface TreeHead {
  readonly size: number;
  readonly root: string;
}
/** RFC 9162, 2.1.4.2. @returns whether the newer tree begins with all of the older one */
export function isConsistent(older: TreeHead, newer: TreeHead, path: readonly string[]): boolean {
  if (older.size > newer.size || older.size < 0) return false;
  if (older.size === newer.size) return path.length === 0 && older.root === newer.root;
  if (older.size === 0) return path.length === 0 && older.root === emptyRoot;
  const steps = Number.isInteger(Math.log2(older.size)) ? [older.root, ...path] : [...path];
  let [fn, sn] = [older.size - 1, newer.size - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  const [first, ...rest] = steps;
  if (first === undefined) return false;
  let [was, is] = [first, first];
  for (const step of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [was, is] = [nodeHash(step, was), nodeHash(step, is)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else is = nodeHash(is, step);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && was === older.root && is === newer.root;
}
