// Settings of plugins, in two reaches that share one truth. For the whole installation: default, lms.config.ts, what was set
// here, the environment (settings/layers.ts). In one organization, of what plugins let schools decide: that, then every
// organization from the root of the tree down to this one; what one of them locks holds for all below it, and what the
// environment says holds for all.
import {
  type AnyPluginSpec,
  currentScope,
  type DeclaredSetting,
  type SettingRow,
  type SettingsPort,
  type SettingsSource,
  type SettingValue,
  type SettledSetting,
} from '@lectern/kit';
import { z } from 'zod';
import type { Described } from './settings/described.ts';
import { type Fault, type Layers, layersOf } from './settings/layers.ts';

type Values = Readonly<Record<string, unknown>>;
interface Marked {
  readonly setting: DeclaredSetting;
  readonly schema: z.ZodType;
  readonly base: SettledSetting;
}

function markedOf({ described, given, sourceOf }: Layers, file: Values): Marked[] {
  return described
    .filter(({ schoolsDecide }) => schoolsDecide)
    .map(({ plugin, key, words, schema, faultOf, zod }) => {
      const setting = { plugin, key, words, schema, faultOf };
      const source = sourceOf(key);
      const value = (source === 'file' ? file[key] : given[key]) as SettingValue;
      const from = source === 'file' ? 'installation' : source === 'environment' ? source : 'default';
      const lockedBy = from === 'environment' ? from : undefined;
      return { setting, schema: zod, base: { setting, value, from, lockedBy } };
    });
}
function wrongMarks({ settings }: AnyPluginSpec, described: readonly Described[]): Fault[] {
  const marked = described.filter(({ schoolsDecide }) => schoolsDecide);
  const wayOut = 'Take it out of organizationSettings, or make it one value.';
  const faults = marked
    .filter(({ kind }) => kind === 'list' || kind === 'parts')
    .map(({ key }) => ({
      fault: `lets organizations set ${key}, which is neither yes or no nor a number nor a text`,
      wayOut,
    }));
  const hasRule = settings instanceof z.ZodObject && (settings.def.checks?.length ?? 0) > 0;
  if (marked.length > 0 && hasRule)
    faults.push({
      fault: 'lets organizations set some of its settings, and has a rule across them, which nobody would ask',
      wayOut,
    });
  return faults;
}

/** @param rows of an organization and all above it, the root's first. A value that does not fit (any more) is passed over. */
export function settle(base: SettledSetting, rows: readonly SettingRow[]): SettledSetting {
  const { plugin, key, faultOf } = base.setting;
  if (base.lockedBy !== undefined) return base;
  let held = base;
  for (const row of rows) {
    if (row.plugin !== plugin || row.key !== key) continue;
    if (row.value !== null && faultOf(row.value) === undefined)
      held = { ...held, value: row.value as SettingValue, from: { organization: row.organization } };
    if (row.locked) return { ...held, lockedBy: row.organization };
  }
  return held;
}

export interface PluginSettings {
  /** Always what holds now; see `Context.settings`. */
  readonly live: unknown;
  readonly here: () => Promise<unknown>;
  readonly faults: readonly Fault[];
}
export interface Settings {
  readonly port: SettingsPort;
  /** While a plugin is wired. @param file what lms.config.ts says of it */
  of(spec: AnyPluginSpec, file: Values): PluginSettings;
  /** Runs what makes a plugin. @returns the settings it read meanwhile: a change of theirs would not reach it */
  whileMade(work: () => void): readonly string[];
  /** In load order. */
  readonly layers: readonly Layers[];
  /** What is kept in the scope of an organization changed for the installation: what was merged before is old. */
  changed(): void;
}

/** Organizations remembered at once; each has a few objects. */
const capacity = 1_000;
interface Remembered {
  readonly version: string;
  readonly settled: readonly SettledSetting[];
  readonly merged: Map<string, Values>;
}

/**
 * One statement a reading (the version, 10 us on SQLite), so that a change holds on the next request of every process. A
 * plugin that marks nothing is answered without any.
 *
 * @param environment variables that name a setting, such as LECTERN_AUTH_SECOND_FACTOR
 */
export function createSettings(
  source: () => SettingsSource | undefined,
  environment: Readonly<Record<string, string | undefined>> = {},
): Settings {
  const all: Marked[] = [];
  const layers: Layers[] = [];
  const remembered = new Map<string, Remembered>();
  let reading: Set<string> | undefined;

  async function inOrganization(): Promise<Remembered | undefined> {
    const org = currentScope()?.org;
    const from = source();
    if (org === undefined || from === undefined || all.length === 0) return undefined;
    // Before the rows: what changes in between is read again on the next reading.
    const version = await from.version();
    const known = remembered.get(org);
    if (known?.version === version) return known;
    const rows = await from.rowsFor(org);
    const fresh = { version, settled: all.map(({ base }) => settle(base, rows)), merged: new Map<string, Values>() };
    if (remembered.size >= capacity) remembered.delete(remembered.keys().next().value!);
    remembered.set(org, fresh);
    return fresh;
  }
  const settled = async () => (await inOrganization())?.settled ?? all.map(({ base }) => base);

  return {
    layers,
    changed: () => remembered.clear(),
    port: {
      get declared() {
        return all.map(({ setting }) => setting);
      },
      settled,
    },
    whileMade(work) {
      reading = new Set();
      try {
        work();
        return [...reading];
      } finally {
        reading = undefined;
      }
    },
    of(spec, file) {
      const own = layersOf(spec, file, environment, (key) => reading?.add(key));
      const marked = markedOf(own, file);
      const faults = [...own.faults, ...wrongMarks(spec, own.described)];
      layers.push(own);
      all.push(...marked);
      const { live } = own;
      if (marked.length === 0) return { live, here: async () => live, faults };
      const { id } = spec.contract;
      const schemas = new Map(marked.map(({ setting, schema }) => [setting.key, schema]));
      const merge = (holding: readonly SettledSetting[]): Values => {
        const decided = holding.filter(({ setting, from }) => setting.plugin === id && typeof from === 'object');
        const parsed = decided.map(({ setting: { key }, value }) => [key, schemas.get(key)!.parse(value)] as const);
        return { ...live, ...Object.fromEntries(parsed) };
      };
      return {
        live,
        faults,
        async here() {
          const holding = await inOrganization();
          if (!holding) return live;
          const known = holding.merged.get(id) ?? merge(holding.settled);
          holding.merged.set(id, known);
          return known;
        },
      };
    },
  };
}
