// What is set for the whole installation: kept as rows of the root organization, heard by every process within a second.
// What schools decide for themselves is the root's own decision there, as on its own screen of rules.
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type InstallationSetting,
  type InstallationSettings,
  type InstallationValue,
  kernelProblems,
  installationProblems as problems,
  refuse,
  runInScope,
  type Scope,
  type Secrets,
  type SettingRow,
  type SettingsSource,
  type SettingWrite,
  system,
} from '@lectern/kit';
import type { Database } from '../../data/database.ts';
import type { Settings } from '../settings.ts';
import { type Described, isShown } from './described.ts';
import type { Layers } from './layers.ts';

export interface KeptSettings extends InstallationSettings {
  /** Reads what was set here, when it has changed. In the simulator and in tests nobody else calls it. */
  refresh(): Promise<void>;
  /** `plugin.key` of what was set here and is not taken any more, with the reason: what comes from above holds. */
  misfits(): ReadonlyMap<string, string>;
}
export interface KeptParts {
  readonly database: Database;
  readonly settings: Settings;
  readonly source: () => SettingsSource | undefined;
  readonly secrets: Secrets;
}

const kernel: Scope = { actor: system, org: undefined, request: 'settings', via: 'kernel' };
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export function createInstallationSettings({ database, settings, source, secrets }: KeptParts): KeptSettings {
  const outside = AsyncLocalStorage.snapshot();
  let version: string | undefined;
  let misfits = new Map<string, string>();

  const keeper = () => source() ?? refuse(kernelProblems.notFound);
  const about = ({ plugin, key }: Described) => `setting ${plugin}.${key}`;
  const opened = (one: Described, value: InstallationValue | null): unknown =>
    value !== null && one.secret ? secrets.open(String(value), about(one)) : (value ?? undefined);
  const sealed = (one: Described, value: InstallationValue): InstallationValue =>
    one.secret ? secrets.seal(String(value), about(one)) : value;

  function apply(rows: readonly SettingRow[]): void {
    const found = new Map<string, string>();
    for (const layer of settings.layers) {
      const here: Record<string, unknown> = {};
      for (const one of layer.described) {
        if (one.schoolsDecide || one.machine) continue;
        const row = rows.find(({ plugin, key }) => plugin === one.plugin && key === one.key);
        const value = row && opened(one, row.value);
        if (value !== undefined) here[one.key] = value;
      }
      for (const [key, reason] of layer.put(here)) found.set(`${layer.plugin}.${key}`, reason);
    }
    misfits = found;
    settings.changed();
  }
  /** @param scope the kernel's, or that of a unit whose rows are not committed yet */
  async function rowsOfRoot(): Promise<readonly SettingRow[]> {
    const root = await source()?.root();
    if (root === undefined) return [];
    return (await keeper().rowsFor(root)).filter(({ organization }) => organization === root);
  }
  const refresh = () =>
    outside(() =>
      runInScope(kernel, async () => {
        const now = await source()?.version();
        if (now === version) return;
        apply(await rowsOfRoot());
        version = now;
      }),
    );

  function find(plugin: string, key: string): { readonly layer: Layers; readonly one: Described } {
    const layer = settings.layers.find((each) => each.plugin === plugin);
    const one = layer?.described.find((each) => each.key === key);
    return layer && one ? { layer, one } : refuse(kernelProblems.notFound, { pointer: '/key' });
  }
  async function told(one: Described, layer: Layers, rows: readonly SettingRow[]): Promise<InstallationSetting> {
    const { plugin, key, words, kind, schema, secret, machine, variable, schoolsDecide } = one;
    const settled = schoolsDecide
      ? (await settings.port.settled()).find(({ setting }) => setting.plugin === plugin && setting.key === key)
      : undefined;
    const decided = typeof settled?.from === 'object';
    const row = rows.find((each) => each.plugin === plugin && each.key === key);
    // In the unit that sets it, what holds is what the row says: the others hear of it when the unit has committed.
    const source = layer.sourceOf(key);
    const here = row?.value != null && source !== 'environment' && !misfits.has(`${plugin}.${key}`);
    const value = settled ? settled.value : here ? opened(one, row!.value) : layer.withoutHere(key);
    return {
      plugin,
      key,
      words,
      kind,
      schema,
      value: secret || kind === 'parts' || !isShown(value) ? null : value,
      isSet: value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
      secret,
      machine,
      from: decided || (!settled && here) ? 'here' : source === 'here' ? layer.sourceWithoutHere(key) : source,
      variable,
      schoolsDecide,
    };
  }

  async function write(change: SettingWrite): Promise<InstallationSetting> {
    await keeper().write(change);
    // The rows as this unit has left them; nothing else of the root changes in the moment until they are committed.
    const rows = await rowsOfRoot();
    const { layer, one } = find(change.plugin, change.key);
    const answer = await told(one, layer, rows);
    database.afterCommit(() => apply(rows));
    return answer;
  }
  function changeable(plugin: string, key: string): { readonly layer: Layers; readonly one: Described } {
    const found = find(plugin, key);
    if (found.layer.sourceOf(key) === 'environment')
      return refuse(problems.settingPinned, {
        pointer: '/key',
        detail: `${found.one.variable} says it in the environment of the server, and the environment wins. It is changed there.`,
      });
    if (found.one.machine)
      return refuse(problems.settingInFile, {
        pointer: '/key',
        detail: `It names something on the machine, and is set there: in lms.config.ts, or as ${found.one.variable}.`,
      });
    return found.one.kind === 'parts' ? refuse(problems.settingInFile, { pointer: '/key' }) : found;
  }

  return {
    refresh,
    misfits: () => misfits,
    async all() {
      const rows = await rowsOfRoot();
      const every = settings.layers.flatMap((layer) => layer.described.map((one) => ({ layer, one })));
      return Promise.all(every.map(({ layer, one }) => told(one, layer, rows)));
    },
    async set(plugin, key, value) {
      const { layer, one } = changeable(plugin, key);
      const fault = one.schoolsDecide ? one.faultOf(value) : layer.faultOf(key, value);
      if (fault !== undefined) return refuse(kernelProblems.invalid, { pointer: '/value', detail: fault });
      return write({ plugin, key, value: sealed(one, value) });
    },
    async unset(plugin, key) {
      changeable(plugin, key);
      return write({ plugin, key, value: null });
    },
    async history(filter) {
      const secret = new Set(
        settings.layers.flatMap(({ described }) =>
          described.flatMap((one) => (one.secret ? [`${one.plugin}.${one.key}`] : [])),
        ),
      );
      return (await keeper().history(filter)).map((change) => {
        const isSecret = secret.has(`${change.plugin}.${change.key}`);
        return { ...change, ...(isSecret && { from: null, to: null }), secret: isSecret };
      });
    },
    async undo(id) {
      const [change] = await keeper().history({ id, limit: 1 });
      if (!change) return refuse(kernelProblems.notFound, { pointer: '/changeId' });
      const { plugin, key, from, to } = change;
      const { one, layer } = changeable(plugin, key);
      const row = (await rowsOfRoot()).find((each) => each.plugin === plugin && each.key === key);
      if (!same(row?.value ?? null, to)) return refuse(problems.settingChangedSince, { pointer: '/changeId' });
      if (from !== null) {
        const was = opened(one, from);
        const fault = one.schoolsDecide ? one.faultOf(was) : layer.faultOf(key, was);
        if (fault !== undefined) return refuse(kernelProblems.invalid, { pointer: '/changeId', detail: fault });
      }
      return write({ plugin, key, value: from, undoes: id });
    },
  };
}
