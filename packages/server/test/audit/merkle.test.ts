import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  consistencyPath,
  emptyRoot,
  type Grown,
  grown,
  heightsOf,
  inclusionPath,
  isConsistent,
  isIncluded,
  leafHash,
  type NodeAt,
  nodeHash,
  rootOf,
} from '../../src/audit/merkle.ts';

const ofBytes = (hex: string) => hash('sha256', Buffer.from(`00${hex}`, 'hex'));

/** The leaves and roots that certificate-transparency publishes with its reference implementation. */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** RFC 6962, section 2.1, as it is written there. */
function naiveRoot(hashes: readonly string[]): string {
  if (hashes.length === 0) return emptyRoot;
  if (hashes.length === 1) return hashes[0]!;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(naiveRoot(hashes.slice(0, k)), naiveRoot(hashes.slice(k)));
}
const grownFrom = (hashes: readonly string[]) =>
  hashes.reduce<Grown>((tree, one) => grown(tree, one), { size: 0, frontier: [] });
const nodesOver =
  (hashes: readonly string[]): NodeAt =>
  async (height, place) =>
    naiveRoot(hashes.slice(place * 2 ** height, (place + 1) * 2 ** height));

const many = fc.integer({ min: 1, max: 130 });
const hashesOf = (count: number) => Array.from({ length: count }, (_, n) => leafHash(`leaf ${n}`));

describe('the tree of RFC 6962', () => {
  test('has the roots that are published for none to eight leaves', async () => {
    for (let size = 0; size <= 8; size++)
      expect(rootOf(grownFrom(leaves.slice(0, size).map(ofBytes)).frontier)).toBe(roots[size]);
  });

  test('has the proofs that are published for seven and eight leaves', async () => {
    const nodeAt = nodesOver(leaves.map(ofBytes));
    // Inclusion of the sixth of eight; consistency of six with eight.
    expect(await inclusionPath(nodeAt, 5, 8)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(await consistencyPath(nodeAt, 6, 8)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  test('grows to the same root leaf by leaf as it has when it is made at once', () => {
    fc.assert(
      fc.property(many, (count) => {
        const hashes = hashesOf(count);
        const { frontier, size } = grownFrom(hashes);
        expect(rootOf(frontier)).toBe(naiveRoot(hashes));
        expect(frontier.length).toBe(heightsOf(size).length);
      }),
    );
  });

  test('tells every perfect subtree once, and takes one in the place of its leaves', () => {
    fc.assert(
      fc.property(many, (count) => {
        const hashes = hashesOf(count);
        const told = new Map<string, string>();
        let tree: Grown = { size: 0, frontier: [] };
        for (const one of hashes)
          tree = grown(tree, one, 0, (height, place, made) => {
            expect(told.has(`${height} ${place}`)).toBe(false);
            told.set(`${height} ${place}`, made);
          });
        let other: Grown = { size: 0, frontier: [] };
        for (const height of heightsOf(count))
          other = grown(other, told.get(`${height} ${other.size / 2 ** height}`)!, height);
        expect(other).toEqual(tree);
      }),
    );
    expect(() => grown({ size: 3, frontier: [] }, emptyRoot, 1)).toThrow(RangeError);
  });

  test('proves every leaf, and no other in its place', async () => {
    await fc.assert(
      fc.asyncProperty(many, fc.nat(), fc.nat(), async (count, a, b) => {
        const hashes = hashesOf(count);
        const [leaf, other] = [a % count, b % count];
        const path = await inclusionPath(nodesOver(hashes), leaf, count);
        const root = naiveRoot(hashes);
        expect(isIncluded(hashes[leaf]!, leaf, count, path, root)).toBe(true);
        if (other !== leaf) {
          expect(isIncluded(hashes[other]!, leaf, count, path, root)).toBe(false);
          expect(isIncluded(hashes[leaf]!, other, count, path, root)).toBe(false);
        }
        expect(isIncluded(hashes[leaf]!, leaf, count, [...path, root], root)).toBe(false);
        expect(isIncluded(hashes[leaf]!, leaf, count, path.slice(1), root)).toBe(path.length === 0);
        for (const bad of [-1, count, 0.5, Number.NaN])
          expect(isIncluded(hashes[leaf]!, bad, count, path, root)).toBe(false);
      }),
    );
  });

  test('proves that a larger one begins with all of a smaller one, and not with another', async () => {
    await fc.assert(
      fc.asyncProperty(many, fc.nat(), async (count, a) => {
        const hashes = hashesOf(count);
        const size = (a % count) + 1;
        const older = { size, root: naiveRoot(hashes.slice(0, size)) };
        const newer = { size: count, root: naiveRoot(hashes) };
        const path = await consistencyPath(nodesOver(hashes), size, count);
        expect(isConsistent(older, newer, path)).toBe(true);
        const changed = hashes.with(0, leafHash('another'));
        expect(isConsistent(older, { ...newer, root: naiveRoot(changed) }, path)).toBe(false);
        expect(
          isConsistent(
            older,
            { ...newer, root: naiveRoot(changed) },
            await consistencyPath(nodesOver(changed), size, count),
          ),
        ).toBe(false);
        expect(isConsistent({ ...older, root: emptyRoot }, newer, path)).toBe(false);
        expect(isConsistent(older, newer, [...path, emptyRoot])).toBe(false);
        if (size > 1) expect(isConsistent({ ...older, size: size - 1 }, newer, path)).toBe(false);
      }),
    );
  });
});
