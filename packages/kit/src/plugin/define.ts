// A plugin is a plain value that reads like a table of contents, checked by the compiler.
import type { z } from 'zod';
import type { AnyOperation, Contract } from '../contract/contract.ts';
import type { Event } from '../contract/event.ts';
import type { Operation, RawOperation } from '../contract/operation.ts';
import type { ServiceRef, Slot } from '../contract/service.ts';
import type { AnyTable } from '../data/table.ts';
import type { Actor } from '../kernel/scope.ts';
import type { Context, Needs } from './context.ts';
import type { Health } from './health.ts';
import type { JobHandler } from './jobs.ts';

/** The call that a handler answers. */
export interface Call {
  readonly actor: Actor;
  readonly org: string;
  readonly request: string;
  /** Set on the answer when the call came over HTTP, ignored otherwise. A null value clears the cookie. */
  cookie(name: string, value: string | null, options?: { readonly maxAge?: number }): void;
  /** `ETag` of the answer, for operations whose things are authored. */
  tag(version: string): void;
  /**
   * Whom or what the record of this call is about, where the input does not say it by an id: signing in names an address.
   * Also when the call is refused afterwards. The session that began with it is found from its first record on.
   */
  about(id: string, session?: string): void;
  /** What `If-Match` said, unquoted. */
  readonly ifMatch: string | undefined;
  /** Where the call came from, for throttling: the address behind trusted proxies. */
  readonly address: string | undefined;
  /** The address of the site as the caller sees it, with the base path and without a slash at the end. */
  readonly site: string;
  /**
   * `site` where it is certainly ours and not what somebody wrote into Host: for links in mails, which must never lead to
   * another's machine. undefined when the school cannot know: it is reached by a name, and `url` is not set.
   */
  certainSite(): Promise<string | undefined>;
  /** What the caller's program calls itself (User-Agent, RFC 9110, 10.1.5): for people to recognise it, never to decide by. */
  readonly agent: string | undefined;
}

type Answer<T> = T | Promise<T>;
export type Handler<In, Out> = ((input: In, call: Call) => Answer<Out>) | Prepared<In, Out>;
/** See `prepared`. */
export interface Prepared<In, Out> {
  readonly prepare: (input: In, call: Call) => Answer<unknown>;
  readonly handle: (input: In, call: Call, ready: never) => Answer<Out>;
}
/** A handler whose slow part (hashing, reading files) runs first, outside the unit of work, and hands over its result. */
export const prepared = <In, Out, Ready>(
  prepare: (input: In, call: Call) => Answer<Ready>,
  handle: (input: In, call: Call, ready: NoInfer<Ready>) => Answer<Out>,
): Prepared<In, Out> => ({ prepare, handle });

/** See `received`. */
export interface Received<In> {
  readonly take: (input: In, request: Request, call: Call) => Answer<unknown>;
  readonly handle: (input: In, call: Call, taken: never) => Answer<Response>;
}
/**
 * A raw operation that changes something. `take` reads the body, outside the unit of work and as slowly as it comes, and
 * leaves only what is true whatever becomes of the change: bytes in the storage, which are swept when nothing names them,
 * parts of an upload that has not ended. `handle` is the change: it is
 * previewed, repeated after a deadlock and recorded like any other.
 */
export const received = <In, Taken>(
  take: (input: In, request: Request, call: Call) => Answer<Taken>,
  handle: (input: In, call: Call, taken: NoInfer<Taken>) => Answer<Response>,
): Received<In> => ({ take, handle });
export type RawHandler<In> = ((input: In, request: Request, call: Call) => Answer<Response>) | Received<In>;

export type Handlers<Operations extends Record<string, AnyOperation>> = {
  readonly [K in keyof Operations]: Operations[K] extends Operation<infer In, infer Out>
    ? Handler<z.output<In>, z.input<Out>>
    : Operations[K] extends RawOperation<infer In>
      ? RawHandler<z.output<In>>
      : never;
};

export interface EventMeta {
  /** The same for every delivery of the event: what makes a handler idempotent. */
  readonly id: string;
  readonly at: Date;
  readonly org: string;
}
export interface Reaction {
  readonly event: Event;
  readonly handle: (payload: never, meta: EventMeta) => Answer<void>;
}
/** Runs in a unit of work of its own, in the order of commits; what it writes commits together with the mark "delivered". */
export const on = <Payload extends z.ZodType>(
  event: Event<Payload>,
  handle: (payload: z.output<Payload>, meta: EventMeta) => Answer<void>,
): Reaction => ({ event, handle });

export interface Fill {
  readonly slot: Slot<unknown>;
  readonly value: unknown;
}
export const fill = <T>(slot: Slot<T>, value: NoInfer<T>): Fill => ({ slot, value });

export interface PluginSpec<
  Operations extends Record<string, AnyOperation>,
  N extends Needs,
  Settings extends z.ZodType,
  Service,
> {
  readonly contract: Contract<Operations>;
  readonly needs?: N;
  /** Values an owner may set; every property has a default. Those marked in `organizationSettings` a school sets for itself. */
  readonly settings?: Settings;
  readonly tables?: readonly AnyTable[];
  /** Folder with `sqlite/` and `postgres/`. Required with tables. */
  readonly migrations?: URL;
  /**
   * The module of its screens as `lms plugin build` wrote it: `new URL('../dist/web/index.js', import.meta.url)`. What lies
   * beside it is public. First-party plugins have none, for theirs are built into the app.
   */
  readonly web?: URL;
  readonly service: (ctx: Context<N, z.output<Settings>>) => Service;
  readonly handlers: (service: NoInfer<Service>, ctx: Context<N, z.output<Settings>>) => Handlers<Operations>;
  readonly reactions?: (service: NoInfer<Service>, ctx: Context<N, z.output<Settings>>) => readonly Reaction[];
  readonly jobs?: (service: NoInfer<Service>, ctx: Context<N, z.output<Settings>>) => readonly JobHandler[];
  readonly fills?: (service: NoInfer<Service>, ctx: Context<N, z.output<Settings>>) => readonly Fill[];
  /** What the kernel cannot see by itself: it sees jobs that fail and events that are not taken. Undefined is well. */
  readonly health?: (service: NoInfer<Service>, ctx: Context<N, z.output<Settings>>) => Answer<Health | undefined>;
  /** Believable data, in the organization of the scope; `demo` is what `npm start` shows. Run twice it changes nothing. */
  readonly seed?: (
    service: NoInfer<Service>,
    ctx: Context<N, z.output<Settings>>,
    scale: 'tiny' | 'demo',
  ) => Promise<void>;
}

declare const opaque: unique symbol;
/** Opaque and not generic: forty of them in one array cost the compiler nothing. */
export interface Plugin {
  readonly id: string;
  readonly [opaque]: true;
}
// biome-ignore lint/suspicious/noExplicitAny: the host calls a plugin only with what this plugin's own spec gave
export type AnyPluginSpec = PluginSpec<any, any, any, any>;

export function definePlugin<
  Operations extends Record<string, AnyOperation>,
  Service,
  N extends Needs = Record<never, never>,
  Settings extends z.ZodType = z.ZodObject<Record<never, never>>,
>(spec: PluginSpec<Operations, N, Settings, Service>): Plugin {
  return { id: spec.contract.id, spec } as unknown as Plugin;
}
/** For the host. */
export const specOf = (plugin: Plugin): AnyPluginSpec => (plugin as unknown as { spec: AnyPluginSpec }).spec;
export type { Contract, ServiceRef };
