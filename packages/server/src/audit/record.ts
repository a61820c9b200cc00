// A record of every changing operation, in its unit of work, and of every refusal, in one of its own.
import { createHmac, type KeyObject } from 'node:crypto';
import {
  type AnyOperation,
  type AuditKind,
  type AuditPolicy,
  changes,
  type Data,
  networkOf,
  type Scope,
} from '@lectern/kit';
import { randomFrom } from '../kernel/random.ts';
import { originDigest } from './leaf.ts';
import { add } from './queries.ts';

export interface AuditEntry {
  readonly operation: string;
  readonly kind: AuditKind | null;
  /** `done`, or the code of the problem that refused it. */
  readonly outcome: string;
  readonly target: string | null;
  readonly facts: Readonly<Record<string, string>>;
}
export interface Audit {
  /** @param from the caller's address, of which the school's policy leaves what it wants to be kept */
  record(
    entry: AuditEntry,
    scope: Scope,
    from?: { readonly address?: string | undefined; readonly session?: string | undefined },
  ): Promise<void>;
}
export interface AuditParts {
  readonly data: Data;
  readonly now: () => Date;
  readonly id: () => string;
  /** Called after each commit that holds a record. */
  readonly recorded: () => void;
  readonly policy: () => AuditPolicy | undefined;
}
/** A school that changes its mind on addresses is obeyed after so long: asking every time is a statement with every change. */
const policyMs = 10_000;
const mostPolicies = 1_000;

export function createAudit({ data, now, id, recorded, policy }: AuditParts): Audit {
  const policies = new Map<string, { readonly keeps: 'whole' | 'network' | 'none'; readonly until: number }>();
  async function addressesIn(org: string): Promise<'whole' | 'network' | 'none'> {
    const known = policies.get(org);
    if (known && known.until > now().getTime()) return known.keeps;
    const keeps = (await policy()?.addresses()) ?? 'network';
    if (policies.size >= mostPolicies) policies.clear();
    policies.set(org, { keeps, until: now().getTime() + policyMs });
    return keeps;
  }
  return {
    async record(entry, { actor, org = '', session, impersonator, via, request }, from = {}) {
      const keeps = from.address === undefined ? 'none' : await addressesIn(org);
      const address = keeps === 'none' ? undefined : keeps === 'whole' ? from.address : coarse(from.address!);
      const origin = address === undefined ? null : { address, salt: randomFrom(12).toString('base64url') };
      await data.run(add, {
        ...entry,
        id: id(),
        at: now(),
        org,
        actorKind: actor.kind,
        actor: actor.id,
        impersonator: impersonator ?? null,
        session: session ?? from.session ?? null,
        via,
        origin,
        originDigest: origin && originDigest(origin),
        request,
      });
      data.afterCommit(recorded);
    },
  };
}
/** A network of 256 IPv4 addresses, or what one customer has of IPv6: enough to tell places apart, and nobody's alone. */
const coarse = (address: string) => networkOf(address).replace(/\.\d+$/, '.0/24');

/** One in so many of an operation that says `audit: 'sampled'` is recorded when it is done; refusals always are. */
export const sampledOneIn = 100;
/** Decided by the request's id, whose end is random: asked twice, it is answered the same. */
export function isRecorded(operation: AnyOperation, request: string): boolean {
  if (operation.spec.audit === 'sampled') return Number.parseInt(request.slice(-6), 16) % sampledOneIn === 0;
  return changes(operation) || kindOf(operation) !== null;
}
export const kindOf = ({ spec }: AnyOperation): AuditKind | null =>
  spec.audit === undefined || spec.audit === 'sampled' ? null : spec.audit;

const mostTold = 1_000;

/**
 * What an entry says of an input: the ids in it, what stands in the path and what the operation tells, in clear, and a digest of the whole. Names,
 * addresses and texts are not kept, so that a person can be erased and the log stay as it is; values named `secret` leave no
 * trace at all. The digest is keyed: a plain hash of a short input (an address) is found by trying.
 */
export function auditFacts(
  { kind, spec, path }: AnyOperation,
  input: Readonly<Record<string, unknown>>,
  key: KeyObject,
): { target: string | null; facts: Record<string, string> } {
  const secret = new Set<string>(spec.secret ?? []);
  const open = Object.entries(input).filter(([key]) => !secret.has(key));
  const told = open.flatMap(([name, value]) =>
    spec.tells?.includes(name) && value !== undefined ? [[name, String(value).slice(0, mostTold)] as const] : [],
  );
  const isId = (name: string) => name.endsWith('Id') || name === 'on';
  // Of a file the path may say what somebody called it.
  const inPath = (name: string) => kind === 'operation' && path.split('/').includes(`:${name}`);
  const named = open.filter(
    ([name, value]) => typeof value === 'string' && value.length <= 64 && (isId(name) || inPath(name)),
  );
  const on = typeof spec.needs === 'object' ? spec.needs.on : undefined;
  // What has no id is called by its path: a setting, `video.maxHours`.
  const called = named.find(([name]) => isId(name))?.[1] ?? named.map(([, value]) => value).join('.');
  const target = (on && input[on]) ?? called;
  const digest = createHmac('sha256', key).update(JSON.stringify(open)).digest('base64url');
  return {
    target: typeof target === 'string' && target !== '' ? target : null,
    facts: {
      ...Object.fromEntries([...told, ...(named as [string, string][])]),
      digest,
      ...(spec.audit === 'sampled' && { sampled: `1/${sampledOneIn}` }),
    },
  };
}

/** What was made has its id in the answer only. It is what the entry is about, where the input names nothing else. */
export function madeBy(
  { target, facts }: Pick<AuditEntry, 'target' | 'facts'>,
  { method, kind }: AnyOperation,
  answer: unknown,
): Partial<Pick<AuditEntry, 'target' | 'facts'>> {
  if (kind === 'raw' || method !== 'POST' || typeof answer !== 'object' || answer === null) return {};
  const made = Object.entries(answer);
  const id = (made.find(([name]) => name === 'id') ?? made.find(([name]) => name.endsWith('Id')))?.[1];
  if (typeof id !== 'string' || Object.values(facts).includes(id)) return {};
  return { target: target ?? id, facts: { ...facts, made: id } };
}
