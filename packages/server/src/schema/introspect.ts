// What a database really has, as sorted lines that can be compared: `column courses.title text not null`. The order of
// columns is left out, because a column added later stands last.
import type { Dialect } from '@lectern/kit';

/** Each gives rows with one text column `line`. The ledger is not part of the schema. */
export const introspection: Record<Dialect, readonly string[]> = {
  sqlite: [
    `select 'table ' || name || case strict when 1 then ' strict' else '' end || case wr when 1 then ' without rowid' else '' end as line
     from pragma_table_list where schema = 'main' and type = 'table' and name not in ('sqlite_schema', 'schema_migrations')`,
    `select 'column ' || t.name || '.' || c.name || ' ' || lower(c.type) || case when c."notnull" = 1 then ' not null' else '' end
       || coalesce(' default ' || c.dflt_value, '') || case when c.pk > 0 then ' key ' || c.pk else '' end as line
     from pragma_table_list t, pragma_table_xinfo(t.name) c where t.schema = 'main' and t.type in ('table', 'view') and t.name not in ('sqlite_schema', 'schema_migrations')`,
    `select 'reference ' || t.name || '.' || f."from" || ' -> ' || f."table" || '.' || f."to" || ' ' || lower(f.on_delete) as line
     from pragma_table_list t, pragma_foreign_key_list(t.name) f where t.schema = 'main' and t.type = 'table'`,
    `select case i."unique" when 1 then 'unique ' else '' end || 'index ' || i.name || ' on ' || t.name || ' ('
       || (select group_concat(name, ', ' order by seqno) from pragma_index_info(i.name)) || ')'
       || case i.partial when 1 then substr(m.sql, instr(lower(m.sql), ' where ')) else '' end as line
     from pragma_table_list t, pragma_index_list(t.name) i left join sqlite_schema m on m.type = 'index' and m.name = i.name
     where t.schema = 'main' and t.type = 'table' and i.origin = 'c'`,
    `select type || ' ' || sql as line from sqlite_schema where type in ('trigger', 'view') or (type = 'table' and sql like 'create virtual table%')`,
  ],
  postgres: [
    `select 'table ' || c.relname || case when c.relrowsecurity then ' guarded' else '' end || case when c.relforcerowsecurity then ' for its owner too' else '' end as line
     from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migrations'`,
    `select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || coalesce(' collate ' || l.collname, '')
       || case when a.attnotnull then ' not null' else '' end || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum left join pg_collation l on l.oid = a.attcollation
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'v') and c.relname <> 'schema_migrations'`,
    `select 'constraint ' || c.relname || ' ' || pg_get_constraintdef(o.oid) as line from pg_constraint o join pg_class c on c.oid = o.conrelid
     where c.relnamespace = current_schema()::regnamespace and o.contype in ('p', 'f', 'u', 'c') and c.relname <> 'schema_migrations'`,
    `select regexp_replace(pg_get_indexdef(i.indexrelid), ' ON [^ ]+\\.', ' ON ') as line from pg_index i join pg_class c on c.oid = i.indrelid
     where c.relnamespace = current_schema()::regnamespace and not i.indisprimary and c.relname <> 'schema_migrations'`,
    `select 'policy ' || tablename || ' ' || policyname || ' ' || cmd || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '') as line
     from pg_policies where schemaname = current_schema()`,
    `select 'view ' || relname || ' ' || coalesce(array_to_string(reloptions, ','), '') || ' ' || pg_get_viewdef(oid) as line
     from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'v'`,
    `select regexp_replace(pg_get_triggerdef(t.oid), ' ON [^ ]+\\.', ' ON ') as line from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal`,
    `select 'function ' || proname || ' ' || prosrc as line from pg_proc where pronamespace = current_schema()::regnamespace`,
  ],
};

/** Text that only whitespace tells apart is the same. */
export const schemaLines = (rows: readonly Record<string, unknown>[]): string[] =>
  rows.map((row) => String(row.line).replaceAll(/\s+/g, ' ').trim()).sort();

export interface Introspectable {
  readonly dialect: Dialect;
  rawAll(sql: string): Promise<Record<string, unknown>[]>;
}
/** The schema of an open database, the same for two databases with the same tables, however they came to be. */
export async function schemaOf(database: Introspectable): Promise<string[]> {
  const rows: Record<string, unknown>[] = [];
  for (const sql of introspection[database.dialect]) rows.push(...(await database.rawAll(sql)));
  return schemaLines(rows);
}

/** Lines that only one side has, as sentences; empty when the schemas are the same. */
export function schemaDifferences(found: readonly string[], expected: readonly string[]): string[] {
  return [
    ...expected.filter((line) => !found.includes(line)).map((line) => `missing: ${line}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `too much: ${line}`),
  ];
}

/** Which table names rows of which. */
export async function referencesOf(database: Introspectable): Promise<{ from: string; to: string }[]> {
  const rows = await database.rawAll(references[database.dialect]);
  return rows.map((row) => ({ from: String(row.from), to: String(row.to) }));
}
const references: Record<Dialect, string> = {
  sqlite: `select t.name as "from", f."table" as "to" from pragma_table_list t, pragma_foreign_key_list(t.name) f where t.schema = 'main'`,
  postgres: `select conrelid::regclass::text as "from", confrelid::regclass::text as "to" from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`,
};
