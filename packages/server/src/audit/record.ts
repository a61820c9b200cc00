// A record of every changing operation, in its unit of work, and of every refusal, in one of its own.
import { createHmac } from 'node:crypto';
import type { AnyOperation, Data, Scope } from '@lectern/kit';
import { add } from './queries.ts';

export interface AuditEntry {
  readonly operation: string;
  /** `done`, or the code of the problem that refused it. */
  readonly outcome: string;
  readonly target: string | null;
  readonly facts: Readonly<Record<string, string>>;
}
export interface Audit {
  record(entry: AuditEntry, scope: Scope): Promise<void>;
}
/** @param recorded called after each commit that holds a record */
export const createAudit = (data: Data, now: () => Date, id: () => string, recorded: () => void): Audit => ({
  async record(entry, { actor, org, session, impersonator, via, request }) {
    await data.run(add, {
      ...entry,
      id: id(),
      at: now(),
      org: org ?? '',
      actorKind: actor.kind,
      actor: actor.id,
      impersonator: impersonator ?? null,
      session: session ?? null,
      via,
      request,
    });
    data.afterCommit(recorded);
  },
});

/** One in so many of an operation that says `audit: 'sampled'` is recorded when it is done; refusals always are. */
export const sampledOneIn = 100;
/** Decided by the request's id, whose end is random: asked twice, it is answered the same. */
export function isRecorded({ spec }: AnyOperation, request: string): boolean {
  return spec.audit !== 'sampled' || Number.parseInt(request.slice(-6), 16) % sampledOneIn === 0;
}

/**
 * What an entry says of an input: the ids in it, in clear, and a digest of the whole. Names, addresses and texts are
 * not kept, so that a person can be erased and the log stay as it is; values named `secret` leave no trace at all. The
 * digest is keyed: a plain hash of a short input (an address) is found by trying.
 */
export function auditFacts(
  { spec }: AnyOperation,
  input: Readonly<Record<string, unknown>>,
  key: Buffer,
): { target: string | null; facts: Record<string, string> } {
  const secret = new Set<string>(spec.secret ?? []);
  const open = Object.entries(input).filter(([key]) => !secret.has(key));
  const ids = open.filter(
    ([key, value]) => typeof value === 'string' && value.length <= 64 && (key.endsWith('Id') || key === 'on'),
  );
  const on = typeof spec.needs === 'object' ? spec.needs.on : undefined;
  const target = on ? input[on] : ids[0]?.[1];
  const digest = createHmac('sha256', key).update(JSON.stringify(open)).digest('base64url');
  return {
    target: typeof target === 'string' ? target : null,
    facts: {
      ...Object.fromEntries(ids as [string, string][]),
      digest,
      ...(spec.audit === 'sampled' && { sampled: `1/${sampledOneIn}` }),
    },
  };
}
