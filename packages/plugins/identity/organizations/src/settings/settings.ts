// What a school sets for itself and all below it. What comes out of that in one school the kernel says
// (`ctx.organizationSettings`); rows and the tree are kept here.
import {
  type Context,
  type DeclaredSetting,
  kernelProblems,
  refuse,
  runInScope,
  type SettingsSource,
  type SettingValue,
  type SettingWrite,
  type SettledSetting,
} from '@lectern/kit';
import { errors } from '../contract/errors.ts';
import type { SchoolSetting } from '../contract/settings.ts';
import { organizationSettingsChanged } from '../contract.ts';
import { byId, theDefault } from '../queries.ts';
import { childrenOf } from '../schools/queries.ts';
import * as queries from './queries.ts';

/** Which setting of which school: that of the scope, or one below it. */
export interface Which {
  readonly organizationId?: string | undefined;
  readonly plugin: string;
  readonly key: string;
}
export interface SchoolSettings {
  readonly source: SettingsSource;
  /** Of an organization and all above it, the root first. */
  chainOf(organizationId: string): Promise<string[]>;
  /** @throws not_found for a school that is not below this one */
  all(organizationId: string | undefined): Promise<{ items: SchoolSetting[]; hasSchools: boolean; isBelow: boolean }>;
  /** @param pointer to what was given, where that is not `value`. @throws organizations.setting_locked, invalid_input */
  set(which: Which, value: SettingValue, pointer?: string): Promise<SchoolSetting>;
  unset(which: Which): Promise<SchoolSetting>;
  /** @throws organizations.setting_locked */
  lock(which: Which, locked: boolean): Promise<SchoolSetting>;
  /** In the unit that changes the tree. */
  treeChanged(): Promise<void>;
  /** Of the organization of the scope: what it set and the plugin does not take any more. */
  misfits(): Promise<readonly { readonly setting: DeclaredSetting; readonly fault: string }[]>;
}
export interface SettingsParts {
  /** In the scope of an organization. */
  readonly isMember: (userId: string) => Promise<boolean>;
  /** @throws not_found for what is not below the organization of the scope */
  readonly below: (organizationId: string) => Promise<unknown>;
}

export function createSchoolSettings(ctx: Context, { isMember, below }: SettingsParts): SchoolSettings {
  const { data } = ctx;
  const here = () => ctx.scope().org ?? '';
  const inside = <T>(org: string, work: () => Promise<T>): Promise<T> => runInScope({ ...ctx.scope(), org }, work);

  /** Of an organization and all above it, the root first. A circle, which nobody can make, would end here too. */
  async function chainOf(organization: string): Promise<string[]> {
    const chain: string[] = [];
    for (let id: string | null = organization; id !== null && !chain.includes(id); ) {
      chain.unshift(id);
      id = (await data.one(queries.parentOf, { id }))?.parent ?? null;
    }
    return chain;
  }
  const source: SettingsSource = {
    version: () => queries.versionNow(ctx),
    async rowsFor(organization) {
      const rows = [];
      for (const id of await chainOf(organization)) {
        const own = await inside(id, () => data.all(queries.ownRows));
        rows.push(...own.map((row) => ({ ...row, organization: id })));
      }
      return rows;
    },
    root: async () => (await data.one(theDefault))?.id,
    write,
    history: ({ id = null, plugin = null, key = null, before = null, limit }) =>
      data.all(queries.changes, { id, plugin, key, before, limit }),
  };
  const treeChanged = () => queries.treeChanged(ctx);

  async function write({ plugin, key, value, undoes }: SettingWrite): Promise<void> {
    const own = (await data.all(queries.ownRows)).find((row) => row.plugin === plugin && row.key === key);
    if (value === null) await data.run(queries.unsetValue, { plugin, key });
    else await data.run(queries.setValue, { plugin, key, value });
    const { kind, id: who } = ctx.scope().actor;
    const by = kind === 'person' ? who : null;
    const change = { id: ctx.id(), plugin, key, valueBefore: own?.value ?? null, valueAfter: value };
    await data.run(queries.addChange, { ...change, at: ctx.now(), by, undoes: undoes ?? null });
    await changed({ plugin, key });
  }

  async function at<T>(organizationId: string | undefined, work: () => Promise<T>): Promise<T> {
    if (organizationId === undefined || organizationId === here()) return work();
    if (!(await ctx.can('organization.create'))) return refuse(kernelProblems.forbidden);
    await below(organizationId);
    return inside(organizationId, work);
  }
  async function settled({ plugin, key }: Which): Promise<SettledSetting> {
    const all = await ctx.organizationSettings.settled();
    const found = all.find(({ setting }) => setting.plugin === plugin && setting.key === key);
    return found ?? refuse(kernelProblems.notFound, { pointer: '/key' });
  }
  async function changeable(which: Which, pointer = '/key'): Promise<SettledSetting> {
    const now = await settled(which);
    if (now.lockedBy !== undefined && now.lockedBy !== here()) return refuse(errors.settingLocked, { pointer });
    return now;
  }
  async function changed({ plugin, key }: Which): Promise<void> {
    await data.run(queries.dropEmpty);
    await treeChanged();
    await ctx.emit(organizationSettingsChanged, { organizationId: here(), plugin, key });
  }
  /** Its name only for who belongs to it: who looks after a branch need not know whose branch it is. */
  async function nameOf(organization: string): Promise<string | null> {
    const known = await inside(organization, () => isMember(ctx.scope().actor.id));
    return known ? ((await data.one(byId, { id: organization }))?.name ?? null) : null;
  }
  async function told({ setting, value, from, lockedBy }: SettledSetting): Promise<SchoolSetting> {
    const { plugin, key, words, schema } = setting;
    const { title, hint = null, options = null } = words;
    const locker = lockedBy === here() || lockedBy === 'environment' ? undefined : lockedBy;
    const above = typeof from === 'object' && from.organization !== here() ? from.organization : undefined;
    return {
      plugin,
      key,
      title,
      hint,
      options,
      schema: { ...schema },
      value,
      from: typeof from === 'string' ? from : above === undefined ? 'here' : 'above',
      above: above === undefined ? null : await nameOf(above),
      lockedBy: locker === undefined ? null : await nameOf(locker),
      locked: lockedBy === undefined ? 'no' : lockedBy === here() ? 'here' : 'above',
    };
  }

  return {
    source,
    chainOf,
    treeChanged,
    all: (organizationId) =>
      at(organizationId, async () => {
        const items: SchoolSetting[] = [];
        for (const one of await ctx.organizationSettings.settled()) items.push(await told(one));
        const hasSchools = (await data.all(childrenOf, { parent: here() })).length > 0;
        return { items, hasSchools, isBelow: (await chainOf(here())).length > 1 };
      }),
    set: (which, value, pointer) =>
      at(which.organizationId, async () => {
        const { setting } = await changeable(which, pointer);
        const fault = setting.faultOf(value);
        if (fault !== undefined) return refuse(kernelProblems.invalid, { pointer: pointer ?? '/value', detail: fault });
        await write({ plugin: setting.plugin, key: setting.key, value });
        return told(await settled(which));
      }),
    unset: (which) =>
      at(which.organizationId, async () => {
        const { setting } = await settled(which);
        await write({ plugin: setting.plugin, key: setting.key, value: null });
        return told(await settled(which));
      }),
    lock: (which, locked) =>
      at(which.organizationId, async () => {
        const { setting } = await changeable(which);
        await data.run(queries.setLocked, { plugin: setting.plugin, key: setting.key, locked });
        await changed(which);
        return told(await settled(which));
      }),
    async misfits() {
      const rows = await data.all(queries.ownRows);
      return ctx.organizationSettings.declared.flatMap((setting) => {
        const row = rows.find(({ plugin, key }) => plugin === setting.plugin && key === setting.key);
        const fault = row === undefined || row.value === null ? undefined : setting.faultOf(row.value);
        return fault === undefined ? [] : [{ setting, fault }];
      });
    },
  };
}
