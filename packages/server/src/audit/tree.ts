// The tree of one organization, from the nodes that are kept.
import type { Database } from '../data/database.ts';
import { type Grown, grown, type NodeAt, nodeHash } from './merkle.ts';
import * as queries from './queries.ts';

/** Nodes of every so-manieth height are kept. */
export const step = 4;
export interface Node {
  readonly org: string;
  readonly height: number;
  readonly place: number;
  readonly hash: string;
}

/** What lies between is computed from at most eight of those below. @throws NodeMissing */
export const nodesOf =
  (database: Database, org: string): NodeAt =>
  async (height, place) => {
    const below = height - (height % step);
    const count = 2 ** (height - below);
    const found = await database.all(queries.nodesBetween, {
      org,
      height: below,
      from: place * count,
      upTo: (place + 1) * count,
    });
    if (found.length !== count) throw new NodeMissing(height, place);
    let level = found.map((one) => one.hash);
    while (level.length > 1) level = level.flatMap((one, at) => (at % 2 === 0 ? [nodeHash(one, level[at + 1]!)] : []));
    return level[0]!;
  };
/** The leaves below were removed, and only a subtree above them is kept. */
export class NodeMissing extends Error {
  constructor(height: number, place: number) {
    super(`the audit log keeps no node ${place} of height ${height}`);
  }
}

/** @returns the tree with these leaves more, and the nodes that are kept of them */
export function withLeaves(org: string, tree: Grown, leaves: readonly string[]): { tree: Grown; nodes: Node[] } {
  const nodes: Node[] = [];
  let now = tree;
  for (const leaf of leaves)
    now = grown(now, leaf, 0, (height, place, hash) => {
      if (height % step === 0) nodes.push({ org, height, place, hash });
    });
  return { tree: now, nodes };
}
