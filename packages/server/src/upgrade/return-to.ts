// The database as a backup of it says it was, in one unit of work: either all of it is back or nothing has changed.
import { fileURLToPath } from 'node:url';
import { verify } from '../backup/manifest.ts';
import { fillTables } from '../backup/restore.ts';
import { type Database, openDatabase } from '../data/database.ts';
import { migrationSets } from '../kernel/migrations.ts';
import { migrationFiles } from '../schema/files.ts';
import { createLedger, ledgerKey } from '../schema/ledger.ts';
import { splitStatements } from '../schema/split.ts';
import type { School } from '../school.ts';

/**
 * @param folder a backup of this very database. Migrations only ever go forward and are never deleted, so the files that
 *   made the tables it was taken from are all here
 * @throws BackupError when it is damaged, Error when a migration it was made with is not installed any more
 */
export async function returnTo({ host, address }: School, folder: string): Promise<void> {
  const manifest = await verify(folder);
  const database = openDatabase(address, { unitTimeoutMs: 6 * 3_600_000 });
  const files = migrationSets(host.specs).flatMap((set) =>
    migrationFiles(fileURLToPath(set.folder), database.dialect).map((file) => ({ ...file, plugin: set.plugin })),
  );
  const then = files.filter(({ plugin, name }) => manifest.migrations.includes(ledgerKey(plugin, name)));
  const missing = manifest.migrations.filter(
    (one) => !then.some(({ plugin, name }) => ledgerKey(plugin, name) === one),
  );
  try {
    if (missing.length > 0) throw new Error(`${missing.join(', ')} is not among the installed plugins any more`);
    if (database.dialect === 'sqlite') await database.execute('pragma foreign_keys = off');
    await database.unit(async () => {
      await empty(database);
      await createLedger(database);
      for (const { plugin, name, text, digest } of then) {
        for (const { text: statement } of splitStatements(text)) await database.execute(statement);
        await database.rawAll(
          `insert into schema_migrations (plugin, name, digest, applied_at) values (${database.dialect === 'sqlite' ? '?, ?, ?, ?' : '$1, $2, $3, $4'}) returning name`,
          [plugin, name, digest, manifest.madeAt],
        );
      }
      await fillTables(database, manifest, folder);
    });
  } finally {
    if (database.dialect === 'sqlite') await database.execute('pragma foreign_keys = on');
    await database.close();
  }
}

/** Views before the tables they read; shadow tables go with their virtual one. */
async function empty(database: Database): Promise<void> {
  for (;;) {
    const [next] = await database.rawAll(first[database.dialect]);
    if (!next) return;
    await database.execute(
      `drop ${next.kind} if exists ${next.name}${database.dialect === 'postgres' ? ' cascade' : ''}`,
    );
  }
}
const first = {
  sqlite: `select type as kind, '"' || name || '"' as name from sqlite_schema where type in ('view', 'table') and name not like 'sqlite~_%' escape '~'
    order by type = 'table', sql not like 'create virtual%', name like '%~_fts~_%' escape '~' limit 1`,
  postgres: `select kind, name from (
      select 1 as rank, case relkind when 'v' then 'view' else 'table' end as kind, format('%I', relname) as name from pg_class
        where relnamespace = current_schema()::regnamespace and relkind in ('v', 'r')
      union all select 2, 'function', p.oid::regprocedure::text from pg_proc p
        where pronamespace = current_schema()::regnamespace and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    ) as things order by rank limit 1`,
};
