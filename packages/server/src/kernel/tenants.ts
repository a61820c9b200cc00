// Everything an organization has, removed in batches: from the declarations of the tables, so that no plugin forgets one.
import { type AnyPluginSpec, currentScope, declarationOf, resources, type TenantsPort } from '@lectern/kit';
import { type Column, getTableColumns } from 'drizzle-orm';
import type { AuditLog } from '../audit/log.ts';
import type { Database } from '../data/database.ts';
import { usage } from '../gateway/tables.ts';
import { behaviourEvents } from '../track/tables.ts';

const endOfTime = new Date('9999-12-31T00:00:00Z');

interface Emptied {
  readonly name: string;
  readonly organization: string;
  readonly key: readonly string[];
}

/** Tables whose rows belong to an organization: plugins' first, the tree that their rights hang on last. */
export function tenantTables(specs: readonly AnyPluginSpec[]): Emptied[] {
  return [...specs.flatMap(({ tables = [] }) => tables), behaviourEvents, usage, resources].flatMap((table) => {
    const { name, view, organizationColumn, key } = declarationOf(table);
    if (view || !organizationColumn) return [];
    const columns = getTableColumns(table) as Record<string, Column>;
    const named = key?.map((property) => columns[property]!.name);
    const own = Object.values(columns).filter(({ primary }) => primary);
    return [{ name, organization: organizationColumn, key: named ?? own.map((column) => column.name) }];
  });
}

/** @param removeSomeOfLog what the organization did goes last, and a tombstone stays */
export function createTenants(
  database: Database,
  specs: () => readonly AnyPluginSpec[],
  removeSomeOfLog?: AuditLog['removeSome'],
): TenantsPort {
  const holder = database.dialect === 'sqlite' ? '?' : '$1';
  const remove = ({ name, organization, key }: Emptied, rows: number) => {
    const columns = key.map((column) => `"${column}"`).join(', ');
    return `delete from "${name}" where (${columns}) in (select ${columns} from "${name}" where "${organization}" = ${holder} limit ${rows}) and "${organization}" = ${holder === '?' ? '?' : '$1'} returning 1 as gone`;
  };
  return {
    async eraseSome(rows) {
      const org = currentScope()?.org;
      if (!org) throw new Error('what belongs to an organization is erased in its scope, and the current one has none');
      const more = await database.unit(async () => {
        for (const table of tenantTables(specs())) {
          const values = database.dialect === 'sqlite' ? [org, org] : [org];
          if ((await database.rawAll(remove(table, rows), values)).length > 0) return true;
        }
        return false;
      });
      if (more || !removeSomeOfLog) return more;
      return removeSomeOfLog({ org, olderThan: endOfTime, reason: 'organization erased', rows });
    },
  };
}
