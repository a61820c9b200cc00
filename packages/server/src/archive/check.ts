// Whether an archive is whole, honest and fits here. Everything is read once and nothing written, so what is refused has
// left no trace.
import { createHash } from 'node:crypto';
import { declarationAs } from '@lectern/kit';
import type { School } from '../school.ts';
import { type CarriedTable, carriedTables, organizationTable } from './carried.ts';
import type { Told } from './gather.ts';
import { known } from './known.ts';
import { ArchiveError, aliasesEntry, fileEntry, manifestEntry, peopleEntry, tableEntry } from './manifest.ts';
import { type Alias, aliasesIn, type Matched, matchPeople, peopleIn } from './people.ts';
import type { Archive } from './read.ts';
import { type Row, rowOf } from './row.ts';

export interface Checked {
  /** What is written, in no particular order. */
  readonly tables: readonly CarriedTable[];
  /** What is not, because its plugin is left out. */
  readonly left: readonly { readonly table: string; readonly plugin: string; readonly rows: number }[];
  readonly people: Matched;
  readonly aliases: readonly Alias[];
  /** Files that a row which is written names. */
  readonly digests: ReadonlySet<string>;
}

/** @param without plugins whose rows are left out. @throws ArchiveError */
export async function check(
  school: School,
  archive: Archive,
  without: readonly string[],
  told: Told = () => {},
): Promise<Checked> {
  const { tables, left } = fitting(school, archive, without);
  const files = entriesFit(archive);
  const people = await matchPeople(school, archive);
  const aliases = await aliasesIn(archive, people);
  await noOthers(
    school,
    aliases.map(({ id }) => id),
    people,
    aliasesEntry,
  );

  const digests = new Set<string>();
  for await (const slice of peopleIn(archive, people.table))
    for (const row of slice) if (people.coming.has(String(row.id))) namedFiles(archive, people.table, row, digests);
  for (const [at, table] of tables.entries()) {
    told(at, tables.length, table.name);
    for await (const slice of rowsIn(archive, table)) {
      for (const row of slice) namedFiles(archive, table, row, digests);
      const named = table.persons.flatMap(({ column }) => slice.map((row) => row[column]));
      await noOthers(
        school,
        named.filter((one) => typeof one === 'string') as string[],
        people,
        tableEntry(table.name),
      );
      await noCollision(school, table, slice);
    }
  }
  for (const digest of archive.manifest.missing)
    if (digests.has(digest) && (await school.storage.size(digest)) !== undefined)
      throw new ArchiveError(
        `The archive names the file ${digest} and does not hold it, and this installation has it. It may be somebody else's: it is refused.`,
      );
  let read = 0;
  for (const digest of files) {
    told(read++, files.length, 'files');
    const hash = createHash('sha256');
    for await (const chunk of archive.bytes(fileEntry(digest))) hash.update(chunk);
    if (hash.digest('hex') !== digest)
      throw new ArchiveError(`${fileEntry(digest)} is damaged: its digest is not its name. Use another copy.`);
  }
  return { tables, left, people, aliases, digests };
}

/** Rows of a table, each judged, with what holds for the table as a whole. */
export async function* rowsIn(archive: Archive, table: CarriedTable): AsyncGenerator<Row[]> {
  const { manifest } = archive;
  const org = manifest.organization.id;
  const entry = tableEntry(table.name);
  let line = 0;
  for await (const slice of archive.lines(entry, manifest.tables[table.name]!)) {
    yield slice.map((value) => {
      const where = `Row ${++line} of ${entry}`;
      const row = rowOf(table, value, where);
      if (row[table.organization] !== org)
        throw new ArchiveError(`${where} belongs to another school than the archive says. It was changed.`);
      if (table.name === 'resources') placed(row, org, where);
      return row;
    });
  }
  if (table.name === organizationTable() && line !== 1)
    throw new ArchiveError(`${entry} has ${line} schools; an archive holds one.`);
}

/** `/org/course/lesson/`: whoever may do something on a path may do it below. */
function placed({ id, parent, path }: Row, org: string, where: string): void {
  const steps = String(path).split('/');
  const [before, last] = [steps.at(-3), steps.at(-2)];
  const right =
    steps.length >= 4 &&
    steps[0] === '' &&
    steps.at(-1) === '' &&
    steps[1] === org &&
    last === id &&
    before === (parent ?? org) &&
    new Set(steps.slice(1, -1)).size === steps.length - 2;
  if (!right) throw new ArchiveError(`${where} has a path that is not where it stands in the tree. It was changed.`);
}

function fitting(
  { host }: School,
  { manifest }: Archive,
  without: readonly string[],
): Pick<Checked, 'tables' | 'left'> {
  const here = new Map(carriedTables(host.specs).map((table) => [table.name, table]));
  const tables: CarriedTable[] = [];
  const left: Checked['left'][number][] = [];
  const unknown = without.find((plugin) => !Object.values(manifest.tables).some((table) => table.plugin === plugin));
  if (unknown !== undefined) throw new ArchiveError(`The archive has nothing of a plugin ${unknown}.`);
  if (without.includes('kernel')) throw new ArchiveError('The kernel is no plugin: its rows cannot be left out.');
  for (const [name, { plugin, columns, rows }] of Object.entries(manifest.tables)) {
    const table = here.get(name);
    if (without.includes(plugin) && name !== organizationTable()) {
      left.push({ table: name, plugin, rows });
      continue;
    }
    if (!table) {
      const installed = host.specs.some(({ contract }) => contract.id === plugin);
      throw new ArchiveError(
        installed
          ? `The plugin ${plugin} here has no table ${name}: ${versions(plugin, manifest)} Bring both installations to the same version and export again.`
          : `The archive has ${rows} rows in ${name}, of the plugin ${plugin}, which is not here. Add it (lms plugin add), or leave its rows out: --without ${plugin}`,
      );
    }
    const [mine, theirs] = [[...table.columns.keys()].sort(), [...columns].sort()];
    if (mine.join() !== theirs.join() || table.plugin !== plugin)
      throw new ArchiveError(
        `The table ${name} of ${plugin} has other columns here: ${versions(plugin, manifest)} Bring both installations to the same version and export again.`,
      );
    tables.push(table);
  }
  for (const name of [
    organizationTable(),
    'resources',
    'audit_logs',
    'audit_nodes',
    'audit_heads',
    'audit_statements',
    'audit_entries',
  ])
    if (!(name in manifest.tables)) throw new ArchiveError(`${tableEntry(name)} is missing in the archive.`);
  return { tables, left };
}
const versions = (plugin: string, { plugins, lectern }: Archive['manifest']) =>
  `the archive comes from Lectern ${lectern} with the migrations ${plugins[plugin]?.join(', ') ?? 'unknown'}.`;

/** @returns digests of the files in it */
function entriesFit({ manifest, names, size }: Archive): string[] {
  const told = new Map<string, number | undefined>([
    [manifestEntry, undefined],
    [peopleEntry, manifest.people.bytes],
    [aliasesEntry, manifest.aliases.bytes],
    ...Object.entries(manifest.tables).map(([table, { bytes }]) => [tableEntry(table), bytes] as const),
  ]);
  const digests: string[] = [];
  let bytes = 0;
  for (const name of names()) {
    if (name.startsWith('files/')) {
      digests.push(name.slice('files/'.length));
      bytes += size(name)!;
    } else if (!told.has(name)) throw new ArchiveError(`The archive has ${name}, which its manifest does not name.`);
  }
  for (const [name, expected] of told) {
    const found = size(name);
    if (found === undefined) throw new ArchiveError(`${name} is missing in the archive.`);
    if (expected !== undefined && found !== expected)
      throw new ArchiveError(`${name} has ${found} bytes, and the manifest says ${expected}.`);
  }
  if (digests.length !== manifest.files.count || bytes !== manifest.files.bytes)
    throw new ArchiveError(
      `The archive has ${digests.length} files of ${bytes} bytes, and its manifest says ${manifest.files.count} of ${manifest.files.bytes}.`,
    );
  return digests;
}

/** A row that names a file which the archive does not hold would open somebody else's. */
function namedFiles({ manifest, size }: Archive, { name, files }: CarriedTable, row: Row, digests: Set<string>): void {
  for (const column of files) {
    const digest = row[column];
    if (digest === null) continue;
    if (size(fileEntry(String(digest))) === undefined && !manifest.missing.includes(String(digest)))
      throw new ArchiveError(`${tableEntry(name)} names the file ${String(digest)}, which the archive does not hold.`);
    digests.add(String(digest));
  }
}

/** Ids that are nobody's in the archive (erased people, programs) are nobody's here either. */
async function noOthers(school: School, ids: readonly string[], people: Matched, entry: string): Promise<void> {
  const mine = new Set(people.here.values());
  const strange = new Set(ids.filter((id) => !people.here.has(id) && !people.coming.has(id) && !mine.has(id)));
  const [other] = await known(school.database, people.table.name, ['id'], 'id', [...strange]);
  if (other)
    throw new ArchiveError(
      `${entry} names the account ${other.id}, which is somebody here and is not among the people of the archive.`,
    );
}

/** Ids stay; one that is here already is another thing, or the same school. */
async function noCollision(school: School, table: CarriedTable, rows: readonly Row[]): Promise<void> {
  const [first] = table.key;
  if (first === undefined || table.key.includes(table.organization) || isHosts(table)) return;
  const told = (row: Readonly<Record<string, unknown>>) => JSON.stringify(table.key.map((one) => String(row[one])));
  const values = [...new Set(rows.map((row) => String(row[first])))];
  const here = new Set((await known(school.database, table.name, table.key, first, values)).map(told));
  const found = here.size === 0 ? undefined : rows.find((row) => here.has(told(row)));
  if (found)
    throw new ArchiveError(
      `${table.name} has a row ${table.key.map((one) => String(found[one])).join(' ')} here already. Was the school brought here before? Delete that one, or use another installation.`,
    );
}
/** A host that somebody here has is left out, not refused: it can be claimed again. */
export const isHosts = ({ name }: CarriedTable) => name === declarationAs('hosts')?.name;
