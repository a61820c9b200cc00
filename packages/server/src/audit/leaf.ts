// What of an entry is a leaf of the tree. Whoever has the entry as it is told outside computes the same leaf.
import { hash } from 'node:crypto';
import { leafHash } from './merkle.ts';

/** Where a call came from. The leaf holds a digest of it, so that it can be forgotten without breaking the tree. */
export interface Origin {
  readonly address: string;
  /** Random: the four billion addresses there are could be tried otherwise. */
  readonly salt: string;
}
export const originDigest = ({ address, salt }: Origin): string => hash('sha256', `${salt} ${address}`);

export interface Sealable {
  readonly id: string;
  readonly org: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actor: string;
  readonly impersonator: string | null;
  readonly session: string | null;
  readonly via: string;
  readonly originDigest: string | null;
  readonly operation: string;
  readonly kind: string | null;
  readonly outcome: string;
  readonly target: string | null;
  readonly facts: Readonly<Record<string, string>>;
  readonly request: string;
}

/** A JSON array (ECMAScript's JSON.stringify) of the values in the order written here. */
export function leafOf(one: Sealable): string {
  // A database may give the keys of an object in another order than it took them.
  const facts = Object.entries(one.facts).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    one.id,
    one.org,
    one.at.toISOString(),
    one.actorKind,
    one.actor,
    one.impersonator,
    one.session,
    one.via,
    one.originDigest,
    one.operation,
    one.kind,
    one.outcome,
    one.target,
    facts,
    one.request,
  ]);
}
export const hashOf = (one: Sealable): string => leafHash(leafOf(one));
/** What is shown of where a call came from is what was sealed, or it is gone. */
export const isOriginTrue = (one: { readonly origin: Origin | null; readonly originDigest: string | null }): boolean =>
  one.origin === null || originDigest(one.origin) === one.originDigest;
