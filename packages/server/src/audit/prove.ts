// Proofs from the nodes that are kept.
import type { AuditHead, AuditProof } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import { toldHead } from './head.ts';
import { consistencyPath, inclusionPath } from './merkle.ts';
import * as queries from './queries.ts';
import { keptOf } from './sealer.ts';
import { NodeMissing, nodesOf } from './tree.ts';

/** @returns undefined for an entry that is not in the log */
export async function proofOf(database: Database, org: string, id: string): Promise<AuditProof | undefined> {
  const log = await database.one(queries.logOf, { org });
  const found = await database.one(queries.byId, { org, id });
  if (!log || !found || found.position === null || found.position > log.size) return undefined;
  const { position, origin, org: organization, kind, ...entry } = found;
  return {
    entry: { ...entry, kind: kind as AuditProof['entry']['kind'], organization },
    origin,
    leafIndex: position - 1,
    path: await inclusionPath(nodesOf(database, org), position - 1, log.size),
    head: toldHead(keptOf(log)),
  };
}
export async function headAt(database: Database, org: string): Promise<AuditHead | undefined> {
  const log = await database.one(queries.logOf, { org });
  return log && log.size > 0 ? toldHead(keptOf(log)) : undefined;
}

/** @returns undefined where nodes that it needs were removed, or the log is shorter */
export async function consistencyOf(
  database: Database,
  org: string,
  older: number,
  newer: number,
): Promise<string[] | undefined> {
  const size = (await database.one(queries.logOf, { org }))?.size ?? 0;
  if (newer > size || older > newer || older < 0) return undefined;
  if (older === 0) return [];
  return consistencyPath(nodesOf(database, org), older, newer).catch((error: unknown) => {
    if (error instanceof NodeMissing) return undefined;
    throw error;
  });
}
