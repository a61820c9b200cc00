// The one way into the product: who -> how often -> parse -> may they -> idempotency -> unit of work (handler, events,
// audit) -> commit -> after-commit effects -> answer. HTTP, command line, SDK in process and tests all come through here.
import { createHmac, type KeyObject } from 'node:crypto';
import {
  type AnyOperation,
  anonymous,
  type Call,
  type Credentials,
  changes,
  type Data,
  kernelProblems,
  Refusal,
  runInScope,
  type Scope,
} from '@lectern/kit';
import { type Audit, type AuditEntry, auditFacts, isRecorded, kindOf, madeBy } from '../audit/record.ts';
import { writesOf } from '../audit/writes.ts';
import type { Deadline } from '../http/deadline.ts';
import type { Access, Known } from '../kernel/access.ts';
import type { Idempotency } from '../kernel/idempotency.ts';
import { type Authored, assertUnchanged, tagOf } from './authored.ts';
import type { Input, Parse } from './input.ts';
import { hashed } from './kept-answer.ts';

export interface Mounted {
  /** `courses.publish`. */
  readonly id: string;
  readonly plugin: string;
  readonly operation: AnyOperation;
  readonly parse: Parse;
  readonly prepare?: (input: Input, call: Call, request?: Request) => unknown;
  readonly handle: (input: Input, call: Call, ready: unknown, request?: Request) => unknown;
}

export interface Inbound {
  readonly credentials: Credentials;
  /** Instead of credentials: who owns the machine, or whom an embedding application vouches for. Asked again when permissions changed meanwhile. */
  readonly vouched?: () => Promise<Known | undefined>;
  readonly via: Scope['via'];
  readonly request: string;
  /** Organization of a visitor without a session. */
  readonly organization: () => Promise<string | undefined>;
  readonly site: string;
  /** See `Call`. */
  readonly certainSite: () => Promise<string | undefined>;
  readonly agent?: string | undefined;
  /** Refuses when the caller's browser would not send a cookie of ours back. */
  readonly cookieHolds?: () => void;
  readonly address?: string | undefined;
  /** Before anything is read: whether this caller may ask at all just now (limits, maintenance). Undefined for a visitor. */
  readonly admit?: ((known: Known | undefined) => void | Promise<void>) | undefined;
  readonly deadline?: Deadline | undefined;
  /** W3C Trace Context of whoever asks. */
  readonly traceparent?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly ifMatch?: string | undefined;
  /** Answer, events and audit as they would be; then everything is rolled back. */
  readonly preview?: boolean;
  readonly read: () => unknown;
  readonly raw?: Request;
}
export interface Cookie {
  readonly name: string;
  readonly value: string | null;
  readonly maxAge: number | undefined;
}
export interface Outcome {
  readonly answer: unknown;
  readonly cookies: readonly Cookie[];
  readonly tag: string | undefined;
  readonly replayed: boolean;
}
export interface Preview {
  readonly answer: unknown;
  readonly events: readonly { readonly name: string; readonly payload: unknown }[];
  readonly audit: AuditEntry;
}
class RolledBack extends Error {
  readonly preview: Preview;
  constructor(preview: Preview) {
    super('previewed');
    this.preview = preview;
  }
}

export interface PipelineParts {
  readonly data: Data;
  readonly access: Access;
  readonly audit: Audit;
  readonly idempotency: Idempotency;
  /** Events that the open unit has emitted so far for a request. */
  readonly emitted: (request: string) => Promise<Preview['events']>;
  /** Which things are authored, and by which operations. */
  readonly authored?: Authored;
  /** In a unit: nobody else holds that name until it ends. Not needed where one writes at a time. */
  readonly hold?: ((name: string) => Promise<unknown>) | undefined;
  /** Keys the digests of inputs. Not the bytes of it: Node makes a key of them for each HMAC, 14 us instead of 2. */
  readonly digestKey: KeyObject;
  /** Plugins that are switched off answer nothing. */
  readonly isOff?: (plugin: string) => boolean | Promise<boolean>;
  /** Told of answers that do not fit their schema; in tests it throws. */
  readonly verify?: (mounted: Mounted, answer: unknown) => void;
}
/**
 * What somebody may do can change while it is asked: a program that enrols in course after course changes it thirty times a
 * second. With three attempts one request in two thousand of it found no moment of rest.
 */
const mostChanges = 12;

export type Execute = (mounted: Mounted, inbound: Inbound) => Promise<Outcome>;

export function createPipeline({
  data,
  access,
  audit,
  idempotency,
  emitted,
  digestKey,
  authored,
  hold,
  verify,
  isOff,
}: PipelineParts): Execute {
  return async (mounted, given) => {
    const off = isOff?.(mounted.plugin) ?? false;
    if (off && (await off)) throw new Refusal(kernelProblems.pluginOff);
    let sent: Promise<unknown> | undefined;
    // Attempted again after a change of permissions, and a body can be read only once.
    const inbound: Inbound = { ...given, read: () => (sent ??= Promise.resolve(given.read())) };
    const recognise = inbound.vouched ?? (() => access.recognise(inbound.credentials));
    let known = await recognise();
    const admitted = inbound.admit?.(known);
    if (admitted) await admitted;
    for (let attempts = 0; ; attempts++) {
      const scope = await scopeOf(known, inbound);
      if (known) access.bind(scope, known);
      const outcome = await runInScope(scope, () => attempt(mounted, inbound, scope, known));
      if (outcome !== 'stale') return outcome;
      if (attempts === mostChanges) throw new Refusal(kernelProblems.busy);
      access.forget(inbound.credentials);
      known = await recognise();
    }
  };

  async function scopeOf(known: Known | undefined, { via, request, organization }: Inbound): Promise<Scope> {
    if (!known) return { actor: anonymous, org: await organization(), request, via };
    const { actor, org, session, only, impersonator } = known.identity;
    return { actor, org, request, via, session, only, impersonator };
  }

  async function attempt(
    mounted: Mounted,
    inbound: Inbound,
    scope: Scope,
    known: Known | undefined,
  ): Promise<Outcome | 'stale'> {
    const { operation } = mounted;
    let input: Input = {};
    const reply = replyTo(inbound, scope);
    try {
      if (!known && operation.spec.needs !== 'public') throw new Refusal(kernelProblems.unauthenticated);
      input = mounted.parse(await inbound.read());
      if (known && (await mayThey(operation, known, input)) === 'stale') return 'stale';
      return await perform(mounted, inbound, scope, input, reply);
    } catch (error) {
      if (error instanceof RolledBack) return previewed(error.preview);
      if (error instanceof Refusal && worthRecording(operation, error)) {
        const entry = entryOf(mounted, input, error.problem.code);
        await data.unit(() => audit.record({ ...entry, ...reply.aboutWhom() }, scope, inbound));
      }
      throw error;
    }
  }

  async function mayThey({ spec }: AnyOperation, known: Known, input: Input): Promise<'stale' | undefined> {
    const { needs } = spec;
    const { actor, only, impersonator } = known.identity;
    // Also of what is open to everybody: an invitation that is accepted answers with a session of whoever is signed in.
    if (spec.inPerson && ((only && !only.has('in-person')) || impersonator !== undefined))
      throw new Refusal(kernelProblems.inPerson);
    if (needs === 'public') return (await access.isCurrent(known)) ? undefined : 'stale';
    if (needs === 'self') {
      if (actor.kind === 'service') throw new Refusal(kernelProblems.noPerson);
      if (only && !only.has('self')) throw new Refusal(kernelProblems.forbidden, { facts: { permission: 'self' } });
      return (await access.isCurrent(known)) ? undefined : 'stale';
    }
    const on = needs.on === undefined ? undefined : (input[needs.on] as string | undefined);
    const verdict = await access.verdict(known, needs.permission, on);
    if (verdict === 'stale') return 'stale';
    if (verdict === 'no such resource') throw new Refusal(kernelProblems.notFound, { pointer: `/${needs.on}` });
    if (verdict === 'forbidden')
      throw new Refusal(kernelProblems.forbidden, { facts: { permission: needs.permission } });
    return undefined;
  }

  function entryOf({ operation, id }: Mounted, input: Input, outcome: string): AuditEntry {
    return { operation: id, kind: kindOf(operation), outcome, ...auditFacts(operation, input, digestKey) };
  }

  async function perform(
    mounted: Mounted,
    inbound: Inbound,
    scope: Scope,
    input: Input,
    reply: Reply,
  ): Promise<Outcome> {
    const { operation, id } = mounted;
    const key = changes(operation) ? inbound.idempotencyKey : undefined;
    const body = key !== undefined && operation.kind === 'raw' && inbound.raw ? hashed(inbound.raw) : undefined;
    const raw = body?.request ?? inbound.raw;
    const ready = mounted.prepare ? await mounted.prepare(input, reply.call, raw) : undefined;
    const handle = () => mounted.handle(input, reply.call, ready, raw);
    if (!changes(operation)) {
      const answer = await handle();
      if (operation.kind !== 'raw') verify?.(mounted, answer);
      if (isRecorded(operation, scope.request)) {
        const entry = { ...entryOf(mounted, input, 'done'), ...reply.aboutWhom() };
        await data.unit(() => audit.record(entry, scope, inbound));
      }
      const tag = reply.tag() ?? (authored?.isRead(id) ? tagOf(answer) : undefined);
      return { answer, cookies: reply.cookies, tag, replayed: false };
    }
    let entry = entryOf(mounted, input, 'done');
    const { answer, replayed } = await data.unit(async () => {
      reply.reset();
      const work = async () => {
        const changed = authored?.changedBy(mounted, input, reply.call);
        const thing = changed instanceof Promise ? await changed : changed;
        if (thing) {
          await hold?.(thing.name);
          await assertUnchanged(thing, inbound.ifMatch);
        }
        const { given, facts } = await writesOf(digestKey, async () => handle());
        if (thing && inbound.ifMatch !== undefined) {
          const now = await thing.tag();
          if (now !== undefined) reply.call.tag(now);
        }
        if (operation.kind !== 'raw') verify?.(mounted, given);
        entry = { ...entry, ...madeBy(entry, operation, given) };
        entry = { ...entry, ...reply.aboutWhom(), facts: { ...entry.facts, ...facts, ...reply.versions() } };
        if (isRecorded(operation, scope.request)) await audit.record(entry, scope, { ...inbound, ...reply.began() });
        return given;
      };
      const done =
        key === undefined
          ? { answer: await work(), replayed: false }
          : await idempotency.once(
              {
                actor: scope.actor.id,
                org: scope.org ?? '',
                key,
                operation: id,
                digest: bodyDigest(input, body?.digest(), digestKey),
                keeps: !operation.spec.secret,
              },
              work,
            );
      if (inbound.preview)
        throw new RolledBack({ answer: done.answer, events: await emitted(scope.request), audit: entry });
      inbound.deadline?.assertInTime();
      return done;
    });
    return { answer, cookies: reply.cookies, tag: reply.tag(), replayed };
  }
}

/**
 * Of everything that was sent, what is secret too: two bodies that differ are two requests. Keyed, and kept for a day. Where
 * nothing is secret it is the digest of the audit record, by which the proofs find the one by the other.
 */
const bodyDigest = (input: Input, raw: string | undefined, key: KeyObject): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(raw === undefined ? Object.entries(input) : [input, raw]))
    .digest('base64url');

/** What a raw operation would answer is told where it is JSON. */
async function previewed({ answer, ...rest }: Preview): Promise<Outcome> {
  const isJson = answer instanceof Response && answer.headers.get('content-type')?.includes('json');
  const told = answer instanceof Response ? (isJson ? await answer.json() : null) : answer;
  return { answer: { ...rest, answer: told }, cookies: [], tag: undefined, replayed: false };
}

/** Changes that were refused, and whatever was asked without the right to. Misspelt reads are not worth a durable write. */
function worthRecording(operation: AnyOperation, { problem }: Refusal): boolean {
  return changes(operation) || problem.status === 403 || problem.status === 401;
}

type Reply = ReturnType<typeof replyTo>;
function replyTo({ ifMatch, address, site, certainSite, agent, cookieHolds }: Inbound, scope: Scope) {
  let cookies: Cookie[] = [];
  let tag: string | undefined;
  let target: string | undefined;
  let session: string | undefined;
  const call: Call = {
    actor: scope.actor,
    org: scope.org ?? '',
    request: scope.request,
    ifMatch,
    address,
    site,
    certainSite,
    agent,
    cookie(name, value, options) {
      if (value !== null) cookieHolds?.();
      cookies.push({ name, value, maxAge: options?.maxAge });
    },
    tag: (version) => {
      tag = version;
    },
    about: (id, begun) => {
      target = id;
      session = begun;
    },
  };
  return {
    call,
    get cookies() {
      return cookies;
    },
    tag: () => tag,
    aboutWhom: () => target !== undefined && { target },
    began: () => session !== undefined && { session },
    versions: () => ({
      ...(ifMatch !== undefined && { before: ifMatch.slice(0, 100) }),
      ...(tag !== undefined && { after: tag }),
    }),
    /** A unit that runs again after a deadlock says everything again. */
    reset() {
      cookies = [];
      tag = undefined;
    },
  };
}
