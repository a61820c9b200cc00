// Goes through a log from its first entry on and names the first that is not as it was sealed.
import type { AuditFault, AuditVerdict, Query } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import { checkpointOf, type Head, isSigned, type Signed, type Signer, toldHead } from './head.ts';
import { hashOf, isOriginTrue } from './leaf.ts';
import { type Grown, grown, rootOf } from './merkle.ts';
import * as queries from './queries.ts';
import { statementsOf } from './statements.ts';
import { step } from './tree.ts';

/** Leaves gone through at once: some milliseconds on the event loop. */
const pageSize = 256;

export async function verifyLog(database: Database, signer: Signer, org: string): Promise<AuditVerdict> {
  // Asked first: what is sealed meanwhile lies behind it.
  const log = await database.one(queries.logOf, { org });
  const size = log?.size ?? 0;
  const { answersFor, isRemoved, forged } = await statementsOf(database, signer, org);
  const isOurs = (head: Head & Signed) => answersFor(head.key, head.size) && isSigned(head, checkpointOf(head));

  let tree: Grown = { size: 0, frontier: [] };
  let removed = 0;
  const faulty = (what: AuditFault['what'], more: Partial<AuditFault> = {}): AuditVerdict => ({
    verified: tree.size,
    removed,
    head: null,
    fault: { position: tree.size + 1, id: null, sealedAt: null, what, ...more },
  });
  if (forged !== undefined) return faulty('unsigned', { id: forged });

  let heads = await database.all(queries.headsAfter, { org, size: 0 });
  let page: Page | undefined;
  while (tree.size < size) {
    const place = tree.size;
    if (!page || place >= page.upTo) page = await pageAt(database, org, place, size);
    const entry = page.entries.get(place + 1);
    const leaf = page.nodeAt(0, place);
    let broken = false;
    const made = (height: number, at: number, hash: string) => {
      const kept = height % step === 0 ? page!.nodeAt(height, at) : undefined;
      if (kept !== undefined && kept !== hash) broken = true;
    };
    if (entry) {
      const hash = hashOf(entry);
      if (hash !== leaf) {
        const stood = await database.one(queries.leafWith, { org, hash });
        if (!stood) return faulty('altered', { id: entry.id });
        return faulty('moved', { id: entry.id, sealedAt: stood.place + 1 });
      }
      if (!isOriginTrue(entry)) return faulty('altered', { id: entry.id });
      tree = grown(tree, hash, 0, made);
    } else {
      // Gone: then a tombstone says so, and the hash of the leaf, or of a subtree above it, was left.
      const height = leaf === undefined ? page.heightAbove(place) : 0;
      const hash = page.nodeAt(height, place / 2 ** height);
      if (hash === undefined || !isRemoved(place + 1, place + 2 ** height)) return faulty('missing');
      tree = grown(tree, hash, height, made);
      removed += 2 ** height;
    }
    if (broken) return faulty('altered', { position: tree.size });
    for (let [head] = heads; head && head.size <= tree.size; [head] = heads) {
      if (!isOurs(head)) return faulty('unsigned', { position: head.size });
      if (head.size === tree.size && head.root !== rootOf(tree.frontier))
        return faulty('replaced', { position: head.size });
      heads = heads.length > 1 ? heads.slice(1) : await database.all(queries.headsAfter, { org, size: head.size });
    }
  }
  // What lies behind the end was sealed while this went through, or the end is not the end.
  const [beyond] = await database.all(queries.sealedBeyond, { org, position: size });
  const [later] = heads;
  if (beyond || later) {
    const now = (await database.one(queries.logOf, { org }))?.size ?? 0;
    if (beyond && now < beyond.position!) return faulty('altered', { id: beyond.id, position: beyond.position! });
    if (later && now < later.size) return faulty('missing');
  }
  if (!log) return { verified: 0, removed, head: null, fault: null };
  const head = { ...log, root: rootOf(log.frontier) };
  if (head.key !== signer.key || !isSigned(head, checkpointOf(head))) return faulty('unsigned', { position: size });
  if (head.root !== rootOf(tree.frontier)) return faulty('replaced', { position: size });
  return { verified: size, removed, head: size === 0 ? null : toldHead(head), fault: null };
}

type Entry = typeof queries.sealedBetween extends Query<infer _, infer Row> ? Row : never;
interface Page {
  readonly upTo: number;
  /** By position. */
  readonly entries: ReadonlyMap<number, Entry>;
  nodeAt(height: number, place: number): string | undefined;
  /** Of the smallest subtree that begins with this leaf and is kept. */
  heightAbove(place: number): number;
}
async function pageAt(database: Database, org: string, from: number, size: number): Promise<Page> {
  const upTo = from - (from % pageSize) + pageSize;
  const nodes = new Map<number, Map<number, string>>();
  for (let height = 0; 2 ** height <= size; height += step) {
    const span = 2 ** height;
    const range = { org, height, from: Math.floor(from / span), upTo: Math.ceil(upTo / span) };
    const found = await database.all(queries.nodesBetween, range);
    nodes.set(height, new Map(found.map(({ place, hash }) => [place, hash])));
  }
  const entries = await database.all(queries.sealedBetween, { org, after: from, upTo });
  const nodeAt = (height: number, place: number) => nodes.get(height)?.get(place);
  return {
    upTo,
    entries: new Map(entries.map((entry) => [entry.position!, entry])),
    nodeAt,
    heightAbove(place) {
      for (const height of nodes.keys())
        if (place % 2 ** height === 0 && nodeAt(height, place / 2 ** height) !== undefined) return height;
      return 0;
    },
  };
}
