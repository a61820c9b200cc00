// Plugins that are off: everything stays wired, and nothing of them answers, runs or is shown. What would have reached them
// waits: their jobs, and the events they hear.
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type AnyPluginSpec,
  authenticatorSlot,
  authorizerSlot,
  currentScope,
  type Fill,
  installationService,
  kernelProblems,
  organizationSlot,
  installationProblems as problems,
  query,
  refuse,
  runInScope,
  type Scope,
  settingsSlot,
  setupSlot,
  system,
} from '@lectern/kit';
import { eq, getTableColumns } from 'drizzle-orm';
import type { Database } from '../data/database.ts';
import { pluginsOff } from './tables.ts';

const all = query('switches.all', {}, (q) => q.select().from(pluginsOff));
const insert = query('switches.off', getTableColumns(pluginsOff), (q, p) =>
  q.insert(pluginsOff).values(p).onConflictDoNothing(),
);
const remove = query('switches.on', { plugin: pluginsOff.plugin }, (q, p) =>
  q.delete(pluginsOff).where(eq(pluginsOff.plugin, p.plugin)),
);

export interface Switches {
  /** As of the last second, or of this process's own last change; a promise only until it was read for the first time. */
  isOff(plugin: string): boolean | Promise<boolean>;
  /** The same, of what is known already. */
  readonly off: ReadonlyMap<string, { readonly since: Date; readonly by: string | null }>;
  refresh(): Promise<void>;
  /** In a unit. @returns ids that were switched off, those that need it first */
  turnOff(plugin: string, how: 'withDependents' | undefined): Promise<readonly string[]>;
  /** In a unit. @returns ids that were switched on, what it needs first */
  turnOn(plugin: string): Promise<readonly string[]>;
  needsOf(plugin: string): readonly string[];
  neededBy(plugin: string): readonly string[];
  isEssential(plugin: string): boolean;
}
export interface SwitchesParts {
  readonly database: Database;
  readonly now: () => Date;
  /** In load order. */
  readonly specs: () => readonly AnyPluginSpec[];
  readonly fills: () => readonly (Fill & { readonly plugin: string })[];
  /** Ids of what is no choice of the owner's: the kernel's own. */
  readonly always: () => readonly string[];
}

const kernel: Scope = { actor: system, org: undefined, request: 'switches', via: 'kernel' };
/** Without what fills these nobody comes in, and nobody switches anything on again. */
const kernelSlots: ReadonlySet<string> = new Set(
  [authenticatorSlot, authorizerSlot, organizationSlot, settingsSlot, setupSlot].map(({ id }) => id),
);
interface Need {
  readonly id: string;
  readonly optional: boolean;
}

export function createSwitches({ database, now, specs, fills, always }: SwitchesParts): Switches {
  const outside = AsyncLocalStorage.snapshot();
  const off = new Map<string, { since: Date; by: string | null }>();
  let known = false;
  let reading: Promise<void> | undefined;
  let essential: ReadonlySet<string> | undefined;

  const specOf = (id: string) => specs().find(({ contract }) => contract.id === id);
  const needsOf = (id: string): string[] =>
    Object.values((specOf(id)?.needs ?? {}) as Record<string, Need>)
      .filter((need) => !need.optional && specOf(need.id))
      .map((need) => need.id);
  /** In load order, so that what is needed comes before what needs it. */
  const closure = (start: string, next: (id: string) => readonly string[]): string[] => {
    const found = new Set([start]);
    for (const id of found) for (const one of next(id)) found.add(one);
    return specs()
      .map(({ contract }) => contract.id)
      .filter((id) => found.has(id));
  };
  const directlyNeededBy = (id: string) =>
    specs()
      .map(({ contract }) => contract.id)
      .filter((other) => needsOf(other).includes(id));
  function essentials(): ReadonlySet<string> {
    const holders = fills().flatMap(({ slot, plugin }) => (kernelSlots.has(slot.id) ? [plugin] : []));
    const privileged = specs()
      .filter(({ needs }) => Object.values((needs ?? {}) as Record<string, Need>).some(isInstallation))
      .map(({ contract }) => contract.id);
    return new Set([...always(), ...holders, ...privileged].flatMap((id) => closure(id, needsOf)));
  }
  function isEssential(id: string): boolean {
    essential ??= essentials();
    return essential.has(id);
  }

  function hold(rows: readonly { plugin: string; since: Date; by: string | null }[]): void {
    off.clear();
    // What has become essential since it was switched off is on.
    for (const { plugin, since, by } of rows) if (!isEssential(plugin)) off.set(plugin, { since, by });
    known = true;
  }
  const refresh = () =>
    (reading ??= outside(() => runInScope(kernel, async () => hold(await database.all(all)))).finally(() => {
      reading = undefined;
    }));
  async function changed(): Promise<void> {
    const rows = await database.all(all);
    database.afterCommit(() => hold(rows));
  }
  const find = (id: string) => specOf(id) ?? refuse(kernelProblems.notFound, { pointer: '/plugin' });

  return {
    off,
    refresh,
    needsOf,
    neededBy: (id) => closure(id, directlyNeededBy).filter((other) => other !== id),
    isEssential,
    isOff: (plugin) => (known ? off.has(plugin) : refresh().then(() => off.has(plugin))),
    async turnOff(plugin, how) {
      find(plugin);
      if (isEssential(plugin)) return refuse(problems.pluginEssential, { pointer: '/plugin' });
      const already = new Set((await database.all(all)).map((row) => row.plugin));
      const going = closure(plugin, directlyNeededBy)
        .reverse()
        .filter((id) => !already.has(id));
      const others = going.filter((id) => id !== plugin);
      if (others.length > 0 && how === undefined)
        return refuse(problems.pluginNeeded, {
          pointer: '/plugin',
          detail: `Needed by ${others.join(', ')}. Switch them off with it.`,
          facts: { neededBy: others.join(' ') },
        });
      const { kind, id: who } = currentScope()!.actor;
      const by = kind === 'person' ? who : null;
      for (const id of going) await database.run(insert, { plugin: id, since: now(), by });
      await changed();
      return going;
    },
    async turnOn(plugin) {
      find(plugin);
      const asleep = new Set((await database.all(all)).map((row) => row.plugin));
      const coming = closure(plugin, needsOf).filter((id) => asleep.has(id));
      for (const id of coming) await database.run(remove, { plugin: id });
      await changed();
      return coming;
    },
  };
}
const isInstallation = ({ id }: Need) => id === installationService.id;
