// Settings of plugins as they hold in one organization: default, then lms.config.ts, then every organization from the root
// of the tree down to this one. What one of them locks holds for all below it.
import {
  type AnyPluginSpec,
  currentScope,
  type DeclaredSetting,
  organizationSettings,
  type SettingRow,
  type SettingsPort,
  type SettingsSource,
  type SettingValue,
  type SettledSetting,
} from '@lectern/kit';
import { z } from 'zod';

type Values = Readonly<Record<string, unknown>>;
interface Marked {
  readonly setting: DeclaredSetting;
  readonly schema: z.ZodType;
  readonly base: SettledSetting;
}
interface PluginMarks {
  readonly marked: readonly Marked[];
  readonly faults: readonly string[];
}

/** @param installation what the schema made of `given`, which is what lms.config.ts says */
function marksOf({ contract, settings }: AnyPluginSpec, given: Values, installation: Values): PluginMarks {
  if (!(settings instanceof z.ZodObject)) return { marked: [], faults: [] };
  const faults: string[] = [];
  const marked = Object.entries(settings.shape as Record<string, z.ZodType>).flatMap(([key, schema]): Marked[] => {
    const words = organizationSettings.get(schema);
    if (!words) return [];
    const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    if (!['boolean', 'number', 'integer', 'string'].includes(String(described.type)))
      faults.push(`lets organizations set ${key}, which is neither yes or no nor a number nor a text`);
    const faultOf = (value: unknown) => schema.safeParse(value).error?.issues[0]?.message;
    const setting = { plugin: contract.id, key, words, schema: described as Values, faultOf };
    const isGiven = given[key] !== undefined;
    const value = (isGiven ? given[key] : installation[key]) as SettingValue;
    const from = isGiven ? 'installation' : 'default';
    return [{ setting, schema, base: { setting, value, from, lockedBy: undefined } }];
  });
  if (marked.length > 0 && (settings.def.checks?.length ?? 0) > 0)
    faults.push('lets organizations set some of its settings, and has a rule across them, which nobody would ask');
  return { marked, faults };
}

/** @param rows of an organization and all above it, the root's first. A value that does not fit (any more) is passed over. */
export function settle(base: SettledSetting, rows: readonly SettingRow[]): SettledSetting {
  const { plugin, key, faultOf } = base.setting;
  let held = base;
  for (const row of rows) {
    if (row.plugin !== plugin || row.key !== key) continue;
    if (row.value !== null && faultOf(row.value) === undefined)
      held = { ...held, value: row.value, from: { organization: row.organization } };
    if (row.locked) return { ...held, lockedBy: row.organization };
  }
  return held;
}

export interface Settings {
  readonly port: SettingsPort;
  /** While a plugin is wired. @returns how it reads what holds in an organization, and what is wrong with its marks */
  of(
    spec: AnyPluginSpec,
    given: Values,
    installation: Values,
  ): { readonly here: () => Promise<unknown>; readonly faults: readonly string[] };
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
 */
export function createSettings(source: () => SettingsSource | undefined): Settings {
  const all: Marked[] = [];
  const remembered = new Map<string, Remembered>();

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
    port: {
      get declared() {
        return all.map(({ setting }) => setting);
      },
      settled,
    },
    of(spec, given, installation) {
      const { marked, faults } = marksOf(spec, given, installation);
      all.push(...marked);
      if (marked.length === 0) return { here: async () => installation, faults };
      const { id } = spec.contract;
      const schemas = new Map(marked.map(({ setting, schema }) => [setting.key, schema]));
      const merge = (holding: readonly SettledSetting[]): Values => {
        const own = holding.filter(({ setting, from }) => setting.plugin === id && typeof from === 'object');
        const parsed = own.map(({ setting: { key }, value }) => [key, schemas.get(key)!.parse(value)] as const);
        return { ...installation, ...Object.fromEntries(parsed) };
      };
      return {
        faults,
        async here() {
          const holding = await inOrganization();
          if (!holding) return installation;
          const known = holding.merged.get(id) ?? merge(holding.settled);
          holding.merged.set(id, known);
          return known;
        },
      };
    },
  };
}
