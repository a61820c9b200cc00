// Makes plugins run: a context for each, its service, its handlers, and the checks that need them built.
import {
  type AnyOperation,
  type AnyPluginSpec,
  type Context,
  changes,
  currentScope,
  type Event,
  type Fill,
  type JobHandler,
  type Logger,
  type Plugin,
  type Reaction,
  type Received,
  type Scope,
  type Secrets,
  type Signatures,
  type Slot,
} from '@lectern/kit';
import type { Settings } from '../kernel/settings.ts';
import { parserOf } from '../pipeline/input.ts';
import type { Mounted } from '../pipeline/pipeline.ts';
import { resolvePlugins, WiringError, type WiringFault } from './resolve.ts';

/** What the kernel lends to every plugin; `wiring` adds what differs from one to the next. */
export type Offers = Omit<
  Context,
  | 'plugin'
  | 'needs'
  | 'settings'
  | 'settingsHere'
  | 'log'
  | 'emit'
  | 'permissions'
  | 'fills'
  | 'scope'
  | 'signatures'
  | 'secrets'
> & {
  readonly logFor: (plugin: string) => Logger;
  readonly signaturesFor: (plugin: string) => Signatures;
  readonly secretsFor: (plugin: string) => Secrets;
  readonly settings: Pick<Settings, 'of' | 'whileMade'>;
  /** What the kernel offers to plugins that name it among their needs, by the id of the token. */
  readonly services: ReadonlyMap<string, unknown>;
  readonly emit: (event: Event, payload: unknown) => Promise<void>;
};

export interface Host {
  /** In load order. */
  readonly specs: readonly AnyPluginSpec[];
  readonly mounted: readonly Mounted[];
  readonly reactions: ReadonlyMap<string, readonly Reaction[]>;
  readonly jobs: ReadonlyMap<string, readonly JobHandler[]>;
  fillsOf<T>(slot: Slot<T>): readonly T[];
  readonly fills: readonly (Fill & { readonly plugin: string })[];
  serviceOf(plugin: string): unknown;
  /** For seeds and health checks of a plugin. */
  contextOf(plugin: string): Context;
}

/** @throws WiringError with every fault at once, before anything has started */
export function createHost(
  plugins: readonly Plugin[],
  settings: Readonly<Record<string, unknown>>,
  offers: Offers,
): Host {
  const { order, faults } = resolvePlugins(plugins);
  if (faults.length > 0) throw new WiringError(faults);
  const found: WiringFault[] = [];
  const services = new Map<string, unknown>(offers.services);
  const contexts = new Map<string, Context>();
  const fills: (Fill & { readonly plugin: string })[] = [];
  const reactions = new Map<string, readonly Reaction[]>();
  const jobs = new Map<string, readonly JobHandler[]>();
  const mounted: Mounted[] = [];
  const permissions = order.flatMap(({ contract }) =>
    Object.entries(contract.permissions ?? {}).map(([name, permission]) => ({
      ...(permission as Context['permissions'][number]),
      name,
      plugin: contract.id,
    })),
  );
  const fillsOf = <T>(slot: Slot<T>) => fills.filter((one) => one.slot.id === slot.id).map((one) => one.value as T);

  for (const spec of order) {
    const { id } = spec.contract;
    const context = contextFor(spec);
    const read = offers.settings.whileMade(() => {
      const service: unknown = spec.service(context);
      contexts.set(id, context);
      services.set(id, service);
      fills.push(...(spec.fills?.(service, context) ?? []).map((one) => ({ ...one, plugin: id })));
      reactions.set(id, spec.reactions?.(service, context) ?? []);
      jobs.set(id, spec.jobs?.(service, context) ?? []);
      mounted.push(...mount(spec, spec.handlers(service, context) as Record<string, unknown>));
    });
    for (const key of read)
      found.push({
        plugin: id,
        fault: `reads its setting ${key} while it is made, so that a change would not reach it`,
        wayOut: 'Read ctx.settings where the value is used.',
      });
  }
  checkBuilt();
  if (found.length > 0) throw new WiringError(found);
  return {
    specs: order,
    mounted,
    reactions,
    jobs,
    fillsOf,
    fills,
    serviceOf: (plugin) => services.get(plugin),
    contextOf: (plugin) => contexts.get(plugin)!,
  };

  function contextFor(spec: AnyPluginSpec): Context {
    const { contract } = spec;
    const declared = new Set(Object.values(contract.events ?? {}));
    const { logFor, signaturesFor, secretsFor, settings: kept, services: _, emit, ...rest } = offers;
    const given = (settings[contract.id] ?? {}) as Record<string, unknown>;
    const { live, here, faults: wrong } = kept.of(spec, given);
    found.push(...wrong.map((fault) => ({ plugin: contract.id, ...fault })));
    return {
      ...rest,
      plugin: contract.id,
      needs: Object.fromEntries(
        Object.entries((spec.needs ?? {}) as Record<string, { id: string }>).map(([name, ref]) => [
          name,
          services.get(ref.id),
        ]),
      ),
      settings: live,
      settingsHere: here,
      log: logFor(contract.id),
      signatures: signaturesFor(contract.id),
      secrets: secretsFor(contract.id),
      permissions,
      fills: fillsOf,
      scope: scopeNow,
      async emit(event, payload) {
        if (!declared.has(event))
          throw new Error(`${contract.id} emits ${event.name}, which its contract does not declare under events`);
        await emit(event, payload);
      },
    };
  }
  function mount({ contract }: AnyPluginSpec, handlers: Record<string, unknown>): Mounted[] {
    return Object.entries(contract.operations as Record<string, AnyOperation>).flatMap(
      ([key, operation]): Mounted[] => {
        const handler = handlers[key];
        const id = `${contract.id}.${key}`;
        if (handler === undefined) {
          found.push({ plugin: contract.id, fault: `${id} has no handler`, wayOut: 'Add it to handlers.ts.' });
          return [];
        }
        const parts = { id, plugin: contract.id, operation, parse: parserOf(operation) };
        if (operation.kind === 'raw') return mountRaw(parts, handler);
        if (typeof handler === 'function') return [{ ...parts, handle: handler as Mounted['handle'] }];
        return [{ ...parts, ...(handler as Pick<Mounted, 'prepare' | 'handle'>) }];
      },
    );
  }
  function mountRaw(parts: Omit<Mounted, 'handle'>, handler: unknown): Mounted[] {
    if (typeof handler !== 'function') {
      const { take, handle } = handler as Received<unknown>;
      return [
        {
          ...parts,
          prepare: (input, call, request) => take(input, request!, call),
          handle: handle as Mounted['handle'],
        },
      ];
    }
    if (changes(parts.operation))
      found.push({
        plugin: parts.plugin,
        fault: `${parts.id} changes something and does not say where its body ends and the change begins`,
        wayOut: 'Make its handler received(take, handle), or say changes: false in the contract.',
      });
    return [{ ...parts, handle: (input, call, _ready, request) => handler(input, request, call) }];
  }
  function checkBuilt(): void {
    const events = new Set(order.flatMap(({ contract }) => Object.values(contract.events ?? {})));
    const slots = new Map(
      order
        .flatMap(({ contract }) => Object.values(contract.slots ?? {}) as Slot<unknown>[])
        .map((slot) => [slot.id, slot]),
    );
    for (const [plugin, list] of reactions) {
      for (const { event } of list) {
        if (!events.has(event))
          found.push({
            plugin,
            fault: `hears ${event.name}, which no plugin declares`,
            wayOut: 'Correct the event, or add the plugin that emits it.',
          });
      }
    }
    for (const { plugin, slot } of fills) {
      if (!slots.has(slot.id) && !slot.id.startsWith('kernel.'))
        found.push({
          plugin,
          fault: `fills ${slot.id}, which no plugin declares`,
          wayOut: 'Add the plugin that owns the slot, or take the fill out.',
        });
    }
  }
}

function scopeNow(): Scope {
  const scope = currentScope();
  if (!scope) throw new Error('this runs outside every call, job and event, so there is nobody it acts for');
  return scope;
}

/** What fills a slot that a school cannot be without. @throws Error that says what to add */
export function only<T>(host: Host, slot: { id: string; summary: string; T?: T }): T {
  const [value] = host.fillsOf<T>(slot);
  if (value === undefined)
    throw new Error(`no plugin fills ${slot.id} (${slot.summary.toLowerCase()}): add one to the list of plugins`);
  return value;
}
