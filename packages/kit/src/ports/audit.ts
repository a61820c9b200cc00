// What the kernel keeps of every change and of every refusal, and how it is shown that nobody has touched it since.

export interface AuditRecord {
  readonly id: string;
  /** In the chain of the organization, from 1; null until it is sealed, within a second. */
  readonly position: number | null;
  readonly at: Date;
  readonly actorKind: string;
  readonly actor: string;
  /** The person who acted as the actor. */
  readonly impersonator: string | null;
  readonly via: string;
  /** `courses.publish`. */
  readonly operation: string;
  /** `done`, or the code of the problem that refused it. */
  readonly outcome: string;
  /** The resource it was about. */
  readonly target: string | null;
  readonly request: string;
}
export interface AuditFilter {
  /** What they did, or somebody did as them, or they did as somebody. */
  readonly actor?: string | undefined;
  readonly operation?: string | undefined;
  readonly target?: string | undefined;
  /** Older than this record. */
  readonly before?: { readonly at: Date; readonly id: string } | undefined;
  readonly limit: number;
}
export interface AuditFault {
  /** Of the first record that is not as it was sealed. */
  readonly position: number;
  /** The record that stands there now; null where none does. */
  readonly id: string | null;
  readonly what: 'altered' | 'missing';
}
export interface AuditVerdict {
  /** Records whose chain holds. */
  readonly verified: number;
  /** Of the last of them: written down elsewhere, it proves later that nothing before it was replaced. */
  readonly hash: string | null;
  readonly fault: AuditFault | null;
}
/** Of the organization of the scope. */
export interface AuditPort {
  /** Latest first. */
  list(filter: AuditFilter): Promise<readonly AuditRecord[]>;
  /** Seals what is not sealed yet, then goes through the whole chain, to its first fault. */
  verify(): Promise<AuditVerdict>;
}
