// Sends what is committed to those who listen and may hear it. Every process tells its own listeners, from the one outbox.
import {
  type Audience,
  type Call,
  currentScope,
  type Event,
  kernelProblems,
  type Logger,
  refuse,
  runInScope,
  type Scope,
  upcast,
} from '@lectern/kit';
import type { StoredEvent } from '../events/delivery.ts';
import type { Overhearing } from '../events/feed.ts';
import type { Access, Known, Verdict } from '../kernel/access.ts';
import { parserOf } from '../pipeline/input.ts';
import type { Mounted } from '../pipeline/pipeline.ts';
import { mostConnections, realtimeContract } from './contract.ts';

export interface Relay extends Overhearing {
  readonly mounted: Mounted;
  /** Open connections. */
  count(): number;
  /** Ends every connection; who listened comes back, here or to another process. */
  end(): void;
}
export interface RelayParts {
  /** All declared ones; those without `heardBy` stay in the house. */
  readonly events: readonly Event[];
  readonly access: Pick<Access, 'whoAsks' | 'verdict' | 'isCurrent'>;
  readonly log: Pick<Logger, 'error'>;
  readonly now: () => Date;
}
interface Listener {
  readonly scope: Scope;
  known: Known;
  readonly interests: readonly string[];
  readonly stream: ReadableStreamDefaultController<Uint8Array>;
}

/** Something goes over every connection this often: a proxy ends what is silent for long. */
const breathMs = 25_000;
/** Messages that may wait for a slow reader; it comes back and reads anew. */
const mostWaiting = 256;
/** What a client waits before it comes back, in milliseconds. */
const comeBackMs = 2_000;

export function createRelay({ events, access, log, now }: RelayParts): Relay {
  const declared = new Map(events.filter(({ heardBy }) => heardBy.length > 0).map((event) => [event.name, event]));
  const names = new Set(declared.keys());
  const none: ReadonlySet<string> = new Set();
  /** By organization and interest, so that an event costs only those who asked for what it is about. */
  const interested = new Map<string, Set<Listener>>();
  const listeners = new Set<Listener>();
  const text = new TextEncoder();
  let breathing: ReturnType<typeof setInterval> | undefined;
  let line: Promise<unknown> = Promise.resolve();
  let ended = false;

  function listen({ on }: { on: readonly string[] }, { actor, org }: Call): Response {
    const scope = currentScope()!;
    const known = access.whoAsks()!;
    if (ended) return refuse(kernelProblems.busy);
    if ([...listeners].filter(({ scope: { actor: other } }) => other.id === actor.id).length >= mostConnections)
      return refuse(kernelProblems.tooMany, { detail: `You listen ${mostConnections} times already. Close a window.` });
    let mine: Listener | undefined;
    const body = new ReadableStream<Uint8Array>(
      {
        start(stream) {
          const interests = [...new Set(on)].map((one) => keyOf(org, one === 'me' ? actor.id : one));
          mine = { scope, known, interests, stream };
          listeners.add(mine);
          for (const interest of interests)
            interested.set(interest, (interested.get(interest) ?? new Set<Listener>()).add(mine));
          breathing ??= setInterval(breathe, breathMs).unref();
          send(mine, `retry: ${comeBackMs}\nevent: ready\ndata: {}\n\n`);
        },
        cancel: () => leave(mine!),
      },
      { highWaterMark: mostWaiting },
    );
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no', // nginx would keep it until there is more
      },
    });
  }
  function leave(listener: Listener): void {
    listeners.delete(listener);
    for (const interest of listener.interests) {
      const others = interested.get(interest);
      others?.delete(listener);
      if (others?.size === 0) interested.delete(interest);
    }
    if (listeners.size > 0) return;
    clearInterval(breathing);
    breathing = undefined;
  }
  function dismiss(listener: Listener): void {
    leave(listener);
    listener.stream.close();
  }
  function send(listener: Listener, message: string): void {
    if (!listeners.has(listener)) return;
    if ((listener.stream.desiredSize ?? 0) > 0) listener.stream.enqueue(text.encode(message));
    else dismiss(listener);
  }
  function breathe(): void {
    for (const listener of listeners) {
      if (listener.known.identity.expires > now()) send(listener, ':\n\n');
      else dismiss(listener); // comes back, and is asked who it is
    }
  }

  async function tellOf(stored: StoredEvent): Promise<void> {
    const event = declared.get(stored.name);
    if (!event || !stored.org) return;
    const payload = upcast(event, stored.version, stored.payload) as Record<string, string>;
    const data = JSON.stringify({ at: stored.at.toISOString(), payload });
    const message = `id: ${stored.id}\nevent: ${stored.name}\ndata: ${data}\n\n`;
    const told = new Set<Listener>();
    for (const audience of event.heardBy) {
      const about = payload[subjectOf(audience)];
      if (typeof about !== 'string') continue;
      for (const listener of interested.get(keyOf(stored.org, about)) ?? []) {
        if (told.has(listener)) continue;
        if (!(await mayHear(listener, audience, about))) continue;
        told.add(listener);
        send(listener, message);
      }
    }
  }
  async function mayHear(listener: Listener, audience: Audience, about: string): Promise<boolean> {
    const verdict = await runInScope(listener.scope, () => verdictOn(listener.known, audience, about));
    if (verdict !== 'stale') return verdict === 'allowed';
    // What they may do has changed, or their session has ended.
    const fresh = await listener.known.again();
    if (fresh?.identity.org !== listener.known.identity.org) {
      dismiss(listener);
      return false;
    }
    listener.known = fresh;
    return mayHear(listener, audience, about);
  }
  async function verdictOn(known: Known, audience: Audience, about: string): Promise<Verdict> {
    if ('permission' in audience) return access.verdict(known, audience.permission, about);
    if (known.identity.actor.id !== about) return 'forbidden';
    return (await access.isCurrent(known)) ? 'allowed' : 'stale';
  }

  const { listen: operation } = realtimeContract.operations;
  return {
    mounted: {
      id: 'realtime.listen',
      plugin: realtimeContract.id,
      operation,
      parse: parserOf(operation),
      handle: (input, call) => listen(input as { on: string[] }, call),
    },
    wants: () => (listeners.size > 0 ? names : none),
    tell(stored) {
      line = line
        .then(async () => {
          for (const one of stored) await tellOf(one);
        })
        .catch((error) => log.error('those who listen could not be told', { error: String(error) }));
    },
    count: () => listeners.size,
    end() {
      ended = true;
      for (const listener of listeners) dismiss(listener);
    },
  };
}

const subjectOf = (audience: Audience) => ('person' in audience ? audience.person : audience.on);
const keyOf = (org: string, about: string) => `${org} ${about}`;
