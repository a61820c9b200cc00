// What of a snapshot goes into an archive: the rows of one organization, written aside, and what they name.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Snapshot, SomeRows } from '../backup/snapshot.ts';
import { codecOf, isLedger } from '../backup/values.ts';
import type { School } from '../school.ts';
import {
  aliasTable,
  type CarriedTable,
  carriedTables,
  organizationTable,
  peopleOf,
  peopleTable,
  stayingTables,
  withoutTheHouse,
} from './carried.ts';
import { ArchiveError, aliasesEntry, Manifest, peopleEntry, tableEntry } from './manifest.ts';

export type Told = (done: number, total: number, note: string) => void;
type Row = Record<string, unknown>;

const lectern = '0.1.0';
const idsAtOnce = 500;
/** Counted of those that have not ended; a school has a few. */
const mostJobs = 10_000;

export interface Gathered {
  readonly manifest: Manifest;
  readonly digests: readonly string[];
  /** Entry -> file on the disk. */
  readonly spooled: ReadonlyMap<string, string>;
  readonly below: number;
}

/** The manifest stands first in the file and knows all digests, so rows are written aside before. */
export async function gather(
  school: School,
  snapshot: Snapshot,
  wanted: string | undefined,
  draft: string,
  told: Told,
): Promise<Gathered> {
  const madeAt = new Date().toISOString();
  const { organization, below } = await chosen(snapshot, wanted);
  const { specs } = school.host;
  const carried = carriedTables(specs);
  const persons = new Set<string>();
  const digests = new Set<string>();
  const spooled = new Map<string, string>();
  const spool = async (entry: string, rows: AsyncIterable<readonly Row[]>) => {
    const aside = join(draft, `${spooled.size}.jsonl`);
    spooled.set(entry, aside);
    return writeLines(aside, rows);
  };

  const tables: Manifest['tables'] = {};
  for (const [at, table] of carried.entries()) {
    told(at, carried.length, table.name);
    const columns = [...table.columns.keys()].sort();
    const written = await spool(tableEntry(table.name), rowsOf(snapshot, table, organization.id, persons, digests));
    tables[table.name] = { ...written, plugin: table.plugin, columns };
  }
  const people = await spool(peopleEntry, accountsOf(snapshot, peopleOf(specs), persons, digests));
  const aliases = await spool(aliasesEntry, aliasesOf(snapshot, persons));

  const files = { count: 0, bytes: 0 };
  const missing: string[] = [];
  const there: string[] = [];
  for (const digest of [...digests].sort()) {
    const size = await school.storage.size(digest);
    if (size === undefined) {
      missing.push(digest);
      continue;
    }
    files.count++;
    files.bytes += size;
    there.push(digest);
  }
  told(carried.length, carried.length, 'what stays');
  const behind = await leftBehind(school, snapshot, organization.id);
  const manifest = Manifest.parse({
    format: 'lectern-organization',
    version: 1,
    lectern,
    madeAt,
    organization,
    plugins: await migrationsOf(snapshot, new Set(carried.map(({ plugin }) => plugin))),
    tables,
    people,
    aliases,
    files,
    missing,
    inherited: await inheritedBy(school, organization.id),
    behind,
  } satisfies Manifest);
  return { manifest, digests: there, spooled, below };
}

/** As of now, which may be a moment after the snapshot. */
function inheritedBy(school: School, org: string): Promise<Manifest['inherited']> {
  const { organizationSettings } = school.host.contextOf(school.host.specs[0]!.contract.id);
  return school.inside(
    async () =>
      (await organizationSettings.settled()).flatMap(({ setting: { plugin, key }, value, from }) =>
        typeof from === 'object' && from.organization !== org ? [{ plugin, key, value }] : [],
      ),
    { org },
  );
}

/** What of it is not in the file, so that whoever moves knows what to make anew. */
async function leftBehind({ host, jobs }: School, snapshot: Snapshot, org: string): Promise<Manifest['behind']> {
  const tables: Manifest['behind']['tables'] = {};
  for (const { name, organization } of stayingTables(host.specs)) {
    let rows = 0;
    for await (const some of snapshot.rows(name, {
      column: organization,
      values: [org],
      order: [{ column: organization, text: true }],
    }))
      rows += some.length;
    if (rows > 0) tables[name] = rows;
  }
  const underWay: Manifest['behind']['jobs'] = {};
  for (const state of ['waiting', 'running'] as const)
    for (const { name } of await jobs.list({ state, org, limit: mostJobs })) underWay[name] = (underWay[name] ?? 0) + 1;
  return { tables, jobs: underWay };
}

async function chosen(snapshot: Snapshot, wanted: string | undefined) {
  const all: Row[] = [];
  for await (const rows of snapshot.rows(organizationTable())) all.push(...rows);
  const named = (row: Row) => ({
    id: String(row.id),
    name: String(row.name),
    address: row.address === null ? null : String(row.address),
  });
  const found =
    wanted === undefined
      ? all
      : [
          all.filter(({ id }) => id === wanted),
          all.filter(({ address }) => address === wanted),
          all.filter(({ name }) => name === wanted),
        ].find((some) => some.length > 0);
  if (!found || found.length === 0)
    throw new ArchiveError(
      wanted === undefined
        ? 'There is no school here yet.'
        : `There is no school ${wanted} here. There are: ${all
            .slice(0, 20)
            .map(named)
            .map(({ name, address, id }) => `${name} (${address ?? id})`)
            .join(', ')}.`,
    );
  const [one, another] = found;
  if (another)
    throw new ArchiveError(
      `There are ${found.length} schools ${wanted === undefined ? 'here' : `called ${wanted}`}. Name one by its address or id: ${found
        .slice(0, 20)
        .map(named)
        .map(({ name, address, id }) => `${address ?? id} (${name})`)
        .join(', ')}.`,
    );
  const organization = named(one!);
  return { organization, below: all.filter(({ parent }) => parent === organization.id).length };
}

const inOrderOf = ({ key, columns }: CarriedTable): SomeRows['order'] =>
  key.map((column) => ({ column, text: columns.get(column)?.getSQLType() === 'text' }));

async function* rowsOf(
  snapshot: Snapshot,
  table: CarriedTable,
  organization: string,
  persons: Set<string>,
  digests: Set<string>,
): AsyncGenerator<Row[]> {
  const codec = codecOf(table.name)!;
  // The log in the order of its chain: whoever reads it verifies it on the way.
  const order =
    table.name === 'audit_entries' ? [{ column: 'position', text: false }, ...inOrderOf(table)] : inOrderOf(table);
  for await (const rows of snapshot.rows(table.name, { column: table.organization, values: [organization], order })) {
    const told = rows.map((row) => withoutTheHouse(table, sorted(codec.toJson(row))));
    note(table, told, persons, digests);
    yield told;
  }
}
/** Postgres gives the keys of an object in an order of its own: the same school is the same file from either. */
function sorted<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted) as T;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)])) as T;
}
function note({ persons, files }: CarriedTable, rows: readonly Row[], people: Set<string>, digests: Set<string>): void {
  for (const row of rows) {
    for (const { column } of persons) if (typeof row[column] === 'string') people.add(row[column]);
    for (const column of files) if (typeof row[column] === 'string') digests.add(row[column]);
  }
}

/** Of everybody whom a row names, and of whom an id leads to that is an account's no more: they are added to the ids. */
async function* accountsOf(
  snapshot: Snapshot,
  people: CarriedTable,
  persons: Set<string>,
  digests: Set<string>,
): AsyncGenerator<Row[]> {
  for await (const rows of aliasesOf(snapshot, persons)) for (const { into } of rows) persons.add(String(into));
  const codec = codecOf(peopleTable())!;
  for (const values of inSlices([...persons].sort()))
    for await (const rows of snapshot.rows(peopleTable(), { column: 'id', values, order: inOrderOf(people) })) {
      const told = rows.map((row) => sorted(codec.toJson(row)));
      for (const row of told) for (const column of people.files) if (row[column]) digests.add(String(row[column]));
      yield told;
    }
}
async function* aliasesOf(snapshot: Snapshot, persons: ReadonlySet<string>): AsyncGenerator<Row[]> {
  const table = aliasTable();
  if (!table) return;
  const order = [{ column: 'id', text: true }];
  for (const values of inSlices([...persons].sort()))
    for await (const rows of snapshot.rows(table, { column: 'id', values, order }))
      yield rows.map(({ id, into }) => ({ id, into }));
}
function* inSlices(ids: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < ids.length; at += idsAtOnce) yield ids.slice(at, at + idsAtOnce);
}

async function migrationsOf(snapshot: Snapshot, plugins: ReadonlySet<string>): Promise<Manifest['plugins']> {
  const found: Manifest['plugins'] = {};
  for (const table of await snapshot.tables())
    if (isLedger(table))
      for await (const rows of snapshot.rows(table))
        for (const row of rows) {
          const plugin = String(row.plugin);
          if (plugins.has(plugin)) found[plugin] = [...(found[plugin] ?? []), String(row.name)].sort();
        }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function writeLines(file: string, slices: AsyncIterable<readonly Row[]>) {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  const hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  for await (const slice of slices) {
    const text = Buffer.from(slice.map((row) => `${JSON.stringify(row)}\n`).join(''));
    hash.update(text);
    rows += slice.length;
    bytes += text.byteLength;
    if (!out.write(text)) await new Promise<void>((drained) => out.once('drain', drained));
  }
  out.end();
  await finished(out);
  return { rows, bytes, sha256: hash.digest('hex') };
}
