// The rows of one organization, whatever plugin they belong to.
import { declarationOf, runInScope, system } from '@lectern/kit';
import { type Column, getTableColumns } from 'drizzle-orm';
import type { Host } from '../wiring/host.ts';
import type { TestSchool } from './school.ts';

export type Row = Readonly<Record<string, unknown>>;
/** By table, `resources` among them. */
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** Tables of plugins whose rows belong to an organization, with the column that says to which. */
export const tenantTablesOf = (host: Host) =>
  host.specs.flatMap(({ tables = [] }) =>
    tables.flatMap((table) => {
      const { name, view, organizationColumn } = declarationOf(table);
      return view || !organizationColumn ? [] : [{ table, name, organizationColumn }];
    }),
  );

/** Names of a plugin's own tables, by the plugin. */
export const tablesOf =
  (host: Host) =>
  (plugin: string): string[] =>
    (host.specs.find(({ contract }) => contract.id === plugin)?.tables ?? []).map((one) => declarationOf(one).name);

/** The first organization: the one that was there before a test made others. */
export const homeOf = (school: TestSchool): Promise<string> =>
  school.inside(async () => String((await school.server.database.rawAll('select id from organizations'))[0]?.id));

/** Every row of every plugin that belongs to an organization, each table in a fixed order. */
export function rowsOf(school: TestSchool, org: string): Promise<Rows> {
  const { database, host } = school.server;
  const scope = { actor: system, org, request: 'rows', via: 'kernel' } as const;
  return runInScope(scope, () =>
    database.unit(async () => {
      const found: Record<string, readonly Row[]> = {};
      for (const { table, name, organizationColumn } of tenantTablesOf(host)) {
        const columns = (Object.values(getTableColumns(table)) as Column[]).map((column) => `"${column.name}"`);
        found[name] = await database.rawAll(
          `select * from "${name}" where "${organizationColumn}" = '${org}' order by ${columns.join(', ')}`,
        );
      }
      found.resources = await database.rawAll(`select * from resources where org_id = '${org}' order by id`);
      return found;
    }),
  );
}
