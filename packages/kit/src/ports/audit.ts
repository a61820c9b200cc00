// What the kernel keeps of every change and of every refusal, and how it is shown that nobody has touched it since.
import type { AuditKind } from '../contract/operation.ts';
import { slot } from '../contract/service.ts';

export interface AuditRecord {
  readonly id: string;
  /** In the log of the organization, from 1; null until it is sealed, within a second. */
  readonly position: number | null;
  readonly at: Date;
  readonly actorKind: string;
  readonly actor: string;
  /** The person who acted as the actor. */
  readonly impersonator: string | null;
  readonly session: string | null;
  readonly via: string;
  /** As coarse as the school wants it; null where it was not kept, or is forgotten. */
  readonly address: string | null;
  /** `courses.publish`. */
  readonly operation: string;
  /** As what an auditor counts it; null for an ordinary change. */
  readonly kind: AuditKind | null;
  /** `done`, or the code of the problem that refused it. */
  readonly outcome: string;
  /** The resource or person it was about. */
  readonly target: string | null;
  /** Ids in the input; `digest`, keyed, of all of it; `writes` and `written`, how many and a keyed digest of them; `before`
   * and `after`, versions of an authored thing. */
  readonly facts: Readonly<Record<string, string>>;
  readonly request: string;
}
export interface AuditFilter {
  /** What they did, or somebody did as them, or they did as somebody. */
  readonly actor?: string | undefined;
  /** As `actor`, and what was done to them. */
  readonly person?: string | undefined;
  readonly session?: string | undefined;
  readonly operation?: string | undefined;
  readonly kind?: AuditKind | undefined;
  /** `done`, `refused` for every refusal, or a code. */
  readonly outcome?: string | undefined;
  readonly target?: string | undefined;
  readonly from?: Date | undefined;
  /** Not included. */
  readonly to?: Date | undefined;
}
export interface AuditPage {
  /** Older than this record. */
  readonly before?: { readonly at: Date; readonly id: string } | undefined;
  readonly limit: number;
}
export interface AuditCount {
  readonly operation: string;
  readonly kind: AuditKind | null;
  readonly outcome: string;
  readonly asAnother: boolean;
  readonly count: number;
}

/** What the log was at a moment, signed by the school: kept elsewhere, it proves later that nothing before it was replaced. */
export interface AuditHead {
  readonly organization: string;
  /** Entries, from the first on. */
  readonly size: number;
  /** Of the hash tree over them (RFC 6962), SHA-256 in hex. */
  readonly root: string;
  readonly at: Date;
  /** Public key, Ed25519 in base64url. */
  readonly key: string;
  /** Of the checkpoint in `note`, in base64. */
  readonly signature: string;
  /** The same as a signed note (C2SP), a few lines to be written down anywhere. */
  readonly note: string;
}
export interface AuditFault {
  /** Of the first entry that is not as it was sealed; of a head, its size. */
  readonly position: number;
  /** The entry that stands there now; null where none does. */
  readonly id: string | null;
  /**
   * `altered`: it says something else. `missing`: it is gone, and no tombstone says so. `moved`: it stood at `sealedAt`.
   * `replaced`: entries up to here, from the last good head on, were sealed anew. `unsigned`: the log up to here was
   * written by something that does not have the school's key.
   */
  readonly what: 'altered' | 'missing' | 'moved' | 'replaced' | 'unsigned';
  readonly sealedAt: number | null;
}
export interface AuditVerdict {
  /** Entries that hold. */
  readonly verified: number;
  /** Those among them that were removed, and a signed tombstone says when and why. */
  readonly removed: number;
  readonly head: AuditHead | null;
  readonly fault: AuditFault | null;
}
/** All that is needed to verify, without the school, that an entry is in the log. */
export interface AuditProof {
  readonly entry: Omit<AuditRecord, 'position' | 'address'> & {
    readonly organization: string;
    readonly originDigest: string | null;
  };
  readonly origin: { readonly address: string; readonly salt: string } | null;
  /** From 0. */
  readonly leafIndex: number;
  readonly path: readonly string[];
  readonly head: AuditHead;
}

/** Entries that are not removed whatever their age, until it is released. */
export interface AuditHold {
  readonly id: string;
  /** Entries of or about a person, or about a thing; of the whole log when neither is given. */
  readonly person: string | null;
  readonly target: string | null;
  readonly reason: string;
  readonly setBy: string;
  readonly setAt: Date;
  readonly releasedBy: string | null;
  readonly releasedAt: Date | null;
}
/** Why entries are not there any more; signed, and it stays. */
export interface AuditTombstone {
  readonly id: string;
  readonly at: Date;
  readonly reason: 'retention' | 'organization erased';
  readonly actor: string;
  /** First and last position of each run of entries that were removed. */
  readonly runs: readonly (readonly [first: number, last: number])[];
  /** Removed were those from before. */
  readonly olderThan: Date;
  readonly size: number;
  readonly root: string;
}

/** Of the organization of the scope. */
export interface AuditPort {
  /** Public key with which this school signs: Ed25519 in base64url. */
  readonly key: string;
  find(id: string): Promise<AuditRecord | undefined>;
  /** Latest first. */
  list(filter: AuditFilter & AuditPage): Promise<readonly AuditRecord[]>;
  /** Entries of a time, counted by what they say. Reads on a reader thread. */
  counts(from: Date, to: Date): Promise<readonly AuditCount[]>;
  /** Seals what is not sealed yet, then goes through the whole log, to its first fault. Never in a unit of work. */
  verify(): Promise<AuditVerdict>;
  /** Seals what is not sealed yet. @returns undefined for an empty log */
  head(): Promise<AuditHead | undefined>;
  /** Those that were kept, the latest first. */
  heads(page: { readonly before?: number | undefined; readonly limit: number }): Promise<readonly AuditHead[]>;
  /** @returns undefined when there is no such entry */
  prove(id: string): Promise<AuditProof | undefined>;
  /**
   * That the log of the one head begins with all of the other's (RFC 6962, 2.1.2).
   * @returns undefined where the older one is older than what is kept, or the log is shorter
   */
  consistency(older: number, newer: number): Promise<readonly string[] | undefined>;
  tombstones(page: {
    readonly before?: string | undefined;
    readonly limit: number;
  }): Promise<readonly AuditTombstone[]>;
  /** The latest first. */
  holds(): Promise<readonly AuditHold[]>;
  hold(on: {
    readonly person: string | null;
    readonly target: string | null;
    readonly reason: string;
  }): Promise<string>;
  /** @returns whether it held */
  release(id: string): Promise<boolean>;
  /**
   * Removes entries from before a moment which no hold keeps, and leaves a tombstone. Never in a unit of work.
   * @returns whether some may be left: call it until none is
   */
  removeSome(olderThan: Date, rows: number): Promise<boolean>;
}

export interface AuditPolicy {
  /** What is kept of the address of a call, in the organization of the scope: all of it, its network, or nothing. */
  addresses(): Promise<'whole' | 'network' | 'none'>;
}
export const auditPolicySlot = slot<AuditPolicy>(
  'kernel.audit-policy',
  'Says what the log keeps of where a call came from',
);
