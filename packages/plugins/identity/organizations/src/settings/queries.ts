import { type Context, query, scalar, unitOrg } from '@lectern/kit';
import { and, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import { organizations } from '../tables.ts';
import { organizationSettingRows, settingChanges, settingsVersion } from './tables.ts';

const { org, plugin, key, value, locked } = organizationSettingRows;
const one = { plugin, key };

export const ownRows = query('organizationSettings.own', {}, (q) =>
  q.select({ plugin, key, value, locked }).from(organizationSettingRows).where(eq(org, unitOrg)),
);
export const setValue = query('organizationSettings.set', { ...one, value }, (q, p) =>
  q
    .insert(organizationSettingRows)
    .values({ plugin: p.plugin, key: p.key, value: p.value, locked: false, org: unitOrg })
    .onConflictDoUpdate({ target: [org, plugin, key], set: { value: p.value }, setWhere: eq(org, unitOrg) }),
);
export const unsetValue = query('organizationSettings.unset', one, (q, p) =>
  q
    .update(organizationSettingRows)
    .set({ value: sql`null` })
    .where(and(eq(org, unitOrg), eq(plugin, p.plugin), eq(key, p.key))),
);
export const setLocked = query('organizationSettings.lock', { ...one, locked }, (q, p) =>
  q
    .insert(organizationSettingRows)
    .values({ plugin: p.plugin, key: p.key, value: sql`null`, locked: p.locked, org: unitOrg })
    .onConflictDoUpdate({ target: [org, plugin, key], set: { locked: p.locked }, setWhere: eq(org, unitOrg) }),
);
/** What neither says nor locks anything. */
export const dropEmpty = query('organizationSettings.dropEmpty', {}, (q) =>
  q.delete(organizationSettingRows).where(and(eq(org, unitOrg), isNull(value), eq(locked, false))),
);

const { of, version } = settingsVersion;
/** The tree is one, so a change anywhere is one change: settings change seldom, and a counter a branch would have to follow moves. */
const everywhere = 'installation';
const versionOf = query('organizationSettings.version', { of }, (q, p) =>
  q.select({ version }).from(settingsVersion).where(eq(of, p.of)),
);
export const versionNow = async ({ data }: Pick<Context, 'data'>): Promise<string> =>
  (await data.one(versionOf, { of: everywhere }))?.version ?? '';
const nextVersion = query('organizationSettings.nextVersion', { of, version }, (q, p) =>
  q
    .insert(settingsVersion)
    .values(p)
    .onConflictDoUpdate({ target: of, set: { version: p.version } }),
);
/** In the unit that changes a row or the tree, last: whoever sees the new version sees what it stands for. */
export const treeChanged = async ({ data, id }: Pick<Context, 'data' | 'id'>): Promise<void> =>
  void (await data.run(nextVersion, { of: everywhere, version: id() }));

export const parentOf = query('organizationSettings.parentOf', { id: organizations.id }, (q, p) =>
  q.select({ parent: organizations.parent }).from(organizations).where(eq(organizations.id, p.id)),
);

const { org: ofOrg, valueBefore, valueAfter, ...facts } = getTableColumns(settingChanges);
export const addChange = query('organizationSettings.addChange', { ...facts, valueBefore, valueAfter }, (q, p) =>
  q.insert(settingChanges).values({ ...p, org: unitOrg }),
);
const text = () => scalar<string | null>();
/** Latest first; absent filters are null. */
export const changes = query(
  'organizationSettings.changes',
  { id: text(), plugin: text(), key: text(), before: text(), limit: scalar<number>() },
  (q, p) =>
    q
      .select({ ...facts, from: valueBefore, to: valueAfter })
      .from(settingChanges)
      .where(
        and(
          eq(ofOrg, unitOrg),
          sql`${facts.id} = coalesce(${p.id}, ${facts.id}) and ${facts.plugin} = coalesce(${p.plugin}, ${facts.plugin})
            and ${facts.key} = coalesce(${p.key}, ${facts.key}) and (cast(${p.before} as text) is null or ${facts.id} < ${p.before})`,
        ),
      )
      .orderBy(desc(facts.id))
      .limit(p.limit as unknown as number),
);
