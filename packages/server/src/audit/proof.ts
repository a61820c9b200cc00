// Verifies, without any school, that an entry is in a log: a proof, a public key, and heads that were noted before.
import type { AuditHead, AuditProof } from '@lectern/kit';
import { checkpointOf, isSigned } from './head.ts';
import { hashOf, isOriginTrue } from './leaf.ts';
import { isConsistent, isIncluded } from './merkle.ts';

/** As JSON says it. */
export type Told<T> = T extends Date
  ? string
  : T extends readonly (infer One)[]
    ? readonly Told<One>[]
    : T extends object
      ? { readonly [K in keyof T]: Told<T[K]> }
      : T;
export type ToldHead = Omit<Told<AuditHead>, 'note'>;
export interface ToldProof extends Omit<Told<AuditProof>, 'head'> {
  readonly head: ToldHead;
  /** That the log of `head` begins with all of one of this size. */
  readonly older?: { readonly size: number; readonly path: readonly string[] } | undefined;
}

export type ProofFault =
  | 'key'
  | 'signature'
  | 'organization'
  | 'origin'
  | 'inclusion'
  | 'consistency'
  | 'no path'
  | 'other log';

/**
 * @param key the school's public key, from elsewhere than the proof; its own is believed when absent
 * @param noted a head that was written down before, which the proof must lead on from
 * @returns what does not hold; undefined when all does
 */
export function faultOfProof(proof: ToldProof, key?: string, noted?: ToldHead): ProofFault | undefined {
  const { entry, origin, head, older } = proof;
  if (key !== undefined && head.key !== key) return 'key';
  if (!isSignedHead(head)) return 'signature';
  if (entry.organization !== head.organization) return 'organization';
  const { organization: org, ...rest } = entry;
  if (!isOriginTrue({ origin, originDigest: entry.originDigest })) return 'origin';
  const leaf = hashOf({ ...rest, org, at: new Date(entry.at) });
  if (!isIncluded(leaf, proof.leafIndex, head.size, proof.path, head.root)) return 'inclusion';
  if (!noted) return undefined;
  if (noted.organization !== head.organization || !isSignedHead(noted)) return 'other log';
  const path = noted.size === head.size ? [] : older?.size === noted.size ? older.path : undefined;
  if (!path) return 'no path';
  return leadsOn(noted, head, path) ? undefined : 'consistency';
}
/** Whether the log of the head begins with all of the noted one's. */
export const leadsOn = (noted: ToldHead, head: ToldHead, path: readonly string[]): boolean =>
  noted.organization === head.organization && isSignedHead(noted) && isConsistent(noted, head, path);
export const isSignedHead = ({ organization, at, ...head }: ToldHead): boolean => {
  const moment = new Date(at);
  return !Number.isNaN(moment.getTime()) && isSigned(head, checkpointOf({ ...head, org: organization, at: moment }));
};
