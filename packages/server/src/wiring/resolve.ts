// Puts plugins in load order and finds every wiring fault before anything starts. Pure: printed by `lms doctor` too.
import {
  type AnyOperation,
  type AnyPluginSpec,
  type Event,
  installationService,
  type Plugin,
  specOf,
} from '@lectern/kit';

export interface WiringFault {
  readonly plugin: string;
  readonly fault: string;
  readonly wayOut: string;
}
export class WiringError extends Error {
  readonly faults: readonly WiringFault[];
  constructor(faults: readonly WiringFault[]) {
    super(
      `The plugins do not fit together:\n${faults.map(({ plugin, fault, wayOut }) => `  ${plugin}: ${fault}\n    ${wayOut}`).join('\n')}`,
    );
    this.name = 'WiringError';
    this.faults = faults;
  }
}
export interface Resolution {
  /** Every plugin after all that it needs. Complete only when there are no faults. */
  readonly order: readonly AnyPluginSpec[];
  readonly faults: readonly WiringFault[];
}

export function resolvePlugins(plugins: readonly Plugin[]): Resolution {
  const faults: WiringFault[] = [];
  const report = (plugin: string, fault: string, wayOut: string) => void faults.push({ plugin, fault, wayOut });
  const byId = new Map<string, AnyPluginSpec>();
  for (const spec of plugins.map(specOf)) {
    const { id } = spec.contract;
    if (byId.has(id)) report(id, 'is there twice', `Take one ${id} out of the list of plugins.`);
    else byId.set(id, spec);
  }
  for (const [id, spec] of byId) {
    for (const need of needsOf(spec)) {
      if (!need.optional && !byId.has(need.id) && !isKernels(need.id))
        report(
          id,
          `needs ${need.id}, which is not there`,
          `Add the plugin that provides "${need.id}", or take ${id} out.`,
        );
    }
    if (spec.tables?.length && !spec.migrations)
      report(
        id,
        'has tables but no migrations',
        'Set `migrations: new URL("../migrations/", import.meta.url)` and run `npm run sync`.',
      );
  }
  checkContracts([...byId.values()], report);
  return { order: inOrder(byId, report), faults };
}

type Report = (plugin: string, fault: string, wayOut: string) => void;
/** What the kernel itself offers to a plugin that names it. */
const isKernels = (id: string) => id === installationService.id;
interface NeedRef {
  readonly id: string;
  readonly optional: boolean;
}
const needsOf = (spec: AnyPluginSpec): NeedRef[] => Object.values((spec.needs ?? {}) as Record<string, NeedRef>);

/** Depth first in the order given, so that the same list always loads the same way. */
function inOrder(byId: ReadonlyMap<string, AnyPluginSpec>, report: Report): AnyPluginSpec[] {
  const order: AnyPluginSpec[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string, path: readonly string[]) => {
    const spec = byId.get(id);
    if (!spec || state.get(id) === 'done') return;
    if (state.get(id) === 'open') {
      const cycle = [...path.slice(path.indexOf(id)), id];
      report(
        id,
        `needs itself: ${cycle.join(' -> ')}`,
        'Break the circle: let one of them hear an event, or offer a slot, in place of a need.',
      );
      return;
    }
    state.set(id, 'open');
    for (const need of needsOf(spec)) visit(need.id, [...path, id]);
    state.set(id, 'done');
    order.push(spec);
  };
  for (const id of byId.keys()) visit(id, []);
  return order;
}

function checkContracts(specs: readonly AnyPluginSpec[], report: Report): void {
  const permissions = new Map<string, string>();
  const routes = new Map<string, string>();
  const events = new Map<string, string>();
  const owned = (kind: string, seen: Map<string, string>, key: string, plugin: string) => {
    const other = seen.get(key);
    if (other) report(plugin, `declares ${kind} ${key}, as ${other} does`, `Rename one of the two.`);
    else seen.set(key, plugin);
  };
  for (const { contract } of specs)
    for (const name of Object.keys(contract.permissions ?? {})) owned('the permission', permissions, name, contract.id);
  for (const { contract } of specs) {
    const plugin = contract.id;
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(plugin))
      report(plugin, 'has an id that is not kebab-case', 'Use lower-case words joined by hyphens.');
    for (const declared of Object.values((contract.events ?? {}) as Record<string, Event>)) {
      owned('the event', events, declared.name, plugin);
      for (const audience of declared.heardBy)
        if ('permission' in audience && !permissions.has(audience.permission))
          report(
            plugin,
            `lets ${declared.name} be heard with the permission ${audience.permission}, which nobody declares`,
            'Declare it under permissions of the contract, or correct its name.',
          );
    }
    for (const [key, operation] of Object.entries(contract.operations as Record<string, AnyOperation>)) {
      owned('the route', routes, `${operation.method} /api/${plugin}${operation.path.replace(/:\w+/g, ':')}`, plugin);
      checkOperation(`${plugin}.${key}`, operation, permissions, (fault, wayOut) => report(plugin, fault, wayOut));
    }
  }
}

function checkOperation(
  id: string,
  { path, spec }: AnyOperation,
  permissions: ReadonlyMap<string, string>,
  report: (fault: string, wayOut: string) => void,
): void {
  const properties = new Set(Object.keys(spec.input.shape));
  for (const [, name] of path.matchAll(/:(\w+)/g)) {
    if (!properties.has(name!))
      report(`${id} has :${name} in its path and not in its input`, `Add ${name} to the input schema.`);
  }
  const { needs } = spec;
  if (needs === 'public' || needs === 'self') return;
  if (!needs?.permission) {
    report(`${id} does not say who may call it`, "State `needs: 'public'`, `'self'` or `{ permission, on }`.");
    return;
  }
  if (!permissions.has(needs.permission))
    report(
      `${id} needs the permission ${needs.permission}, which nobody declares`,
      `Declare it under permissions of the contract, or correct its name.`,
    );
  if (needs.on && !properties.has(needs.on))
    report(
      `${id} asks the permission on "${needs.on}", which is not in its input`,
      'Name a property of the input that holds the id of the resource.',
    );
}
