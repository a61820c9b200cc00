// What is sealed of a record, and how: each hash covers the record and the hash before it, so whoever changes, removes,
// adds or moves one record has to write all that follow anew.
import { createHash } from 'node:crypto';

export interface Sealable {
  readonly id: string;
  readonly org: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actor: string;
  readonly impersonator: string | null;
  readonly session: string | null;
  readonly via: string;
  readonly operation: string;
  readonly outcome: string;
  readonly target: string | null;
  readonly facts: Readonly<Record<string, string>>;
  readonly request: string;
}
export interface Link {
  readonly position: number;
  readonly hash: string;
}
export const beginning: Link = { position: 0, hash: '' };

/** SHA-256, lower-case hex, of the hash before it, a line end, and the record as a JSON array in the order written here. */
export function linkAfter(before: Link, one: Sealable): Link {
  const position = before.position + 1;
  // A database may give the keys of an object in another order than it took them.
  const facts = Object.entries(one.facts).sort(([a], [b]) => (a < b ? -1 : 1));
  const leaf = JSON.stringify([
    position,
    one.id,
    one.org,
    one.at.toISOString(),
    one.actorKind,
    one.actor,
    one.impersonator,
    one.session,
    one.via,
    one.operation,
    one.outcome,
    one.target,
    facts,
    one.request,
  ]);
  return { position, hash: createHash('sha256').update(`${before.hash}\n${leaf}`).digest('hex') };
}
