// Verifies the proof of one entry where it is read. What an entry is as a leaf: server/src/audit/leaf.ts says the same.
import type { AuditProveOutput } from '@lectern/sdk';
import { isSigned } from './head.ts';
import { isIncluded, leafHash, sha256 } from './tree.ts';

export type Proof = AuditProveOutput;
/** What has to hold, in the order in which it is said. */
export interface Verified {
  /** The address that is shown is the one that was sealed; null where none is kept. */
  readonly origin: boolean | null;
  /** What the entry says leads to the root of the head. */
  readonly inclusion: boolean;
  readonly signature: boolean;
}
export const holds = ({ origin, inclusion, signature }: Verified): boolean =>
  origin !== false && inclusion && signature;

/** Pages on plain http have no such thing; nor have browsers that do not know Ed25519. */
export async function canVerify(): Promise<boolean> {
  try {
    const raw = new Uint8Array(32);
    raw[0] = 1; // the neutral element, which every implementation can read
    await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

export async function verified({ entry, origin, leafIndex, path, head }: Proof): Promise<Verified> {
  const facts = Object.entries(entry.facts).sort(([a], [b]) => (a < b ? -1 : 1));
  const leaf = JSON.stringify([
    entry.id,
    entry.organization,
    new Date(entry.at).toISOString(),
    entry.actorKind,
    entry.actor,
    entry.impersonator,
    entry.session,
    entry.via,
    entry.originDigest,
    entry.operation,
    entry.kind,
    entry.outcome,
    entry.target,
    facts,
    entry.request,
  ]);
  const isHere = entry.organization === head.organization;
  return {
    origin: origin && (await sha256(`${origin.salt} ${origin.address}`)) === entry.originDigest,
    inclusion: isHere && (await isIncluded(await leafHash(leaf), leafIndex, head, path)),
    signature: await isSigned(head),
  };
}
