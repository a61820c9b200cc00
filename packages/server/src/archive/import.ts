// An archive becomes an organization of this installation: `lms org import`. Its rows come in batches, so that the school
// serves meanwhile, and nobody sees the organization until the last unit, which brings the accounts and opens it.
import { runInScope, settingsSlot } from '@lectern/kit';
import { inOrder, insertion } from '../backup/restore.ts';
import { codecOf } from '../backup/values.ts';
import { across } from '../persons/statements.ts';
import { referencesOf } from '../schema/introspect.ts';
import type { School } from '../school.ts';
import { aliasTable, type CarriedTable, ofTheHouse, organizationTable, peopleTable } from './carried.ts';
import { type Checked, check, isHosts, rowsIn } from './check.ts';
import { aside, forgetAside, keepAside } from './coming.ts';
import type { Told } from './gather.ts';
import { acrossAll, known } from './known.ts';
import { ArchiveError, digestOf, fileEntry, type Manifest } from './manifest.ts';
import { peopleIn } from './people.ts';
import { type Place, placeFor } from './place.ts';
import { type Archive, openArchive } from './read.ts';
import type { Row } from './row.ts';
import { begin, clearUnfinished, eraseHidden } from './unfinished.ts';
import { type Owner, ownersOf } from './ways-in.ts';

export interface Imported {
  readonly organization: {
    readonly id: string;
    readonly name: string;
    /** Null for the one that answers for every host. */
    readonly address: string | null;
  };
  readonly madeAt: string;
  readonly rows: number;
  readonly files: number;
  /** `known` have an account here already and keep it as it is. */
  readonly people: { readonly coming: number; readonly known: number; readonly addresses: readonly string[] };
  /** Empty for a dry run. */
  readonly owners: readonly Owner[];
  readonly left: Checked['left'];
  readonly missing: readonly string[];
  /** What stayed where it came from. */
  readonly behind: Manifest['behind'];
  readonly dryRun: boolean;
}
export interface ImportOptions {
  readonly file: string;
  /** Plugins whose rows are left out. */
  readonly without?: readonly string[];
  /** First label of its host, in place of the archive's. */
  readonly address?: string | undefined;
  readonly dryRun?: boolean;
}

/** An import that nobody took up is erased by the organizations' own job after so long. */
const graceMs = 24 * 3_600_000;

/** @throws ArchiveError; nothing of the archive is then in the installation */
export async function importOrganization(school: School, how: ImportOptions, told: Told = () => {}): Promise<Imported> {
  await clearUnfinished(school);
  const archive = await openArchive(how.file);
  try {
    const place = await placeFor(school, archive, how.address);
    const checked = await check(school, archive, how.without ?? [], told);
    if (!how.dryRun) await bring(school, archive, checked, place, told);
    const { id, name } = archive.manifest.organization;
    const { here, coming, addresses } = checked.people;
    return {
      organization: { id, name, address: place.address },
      madeAt: archive.manifest.madeAt,
      rows: checked.tables.reduce((sum, table) => sum + archive.manifest.tables[table.name]!.rows, 0),
      files: checked.digests.size - archive.manifest.missing.filter((digest) => checked.digests.has(digest)).length,
      people: { coming: coming.size, known: here.size, addresses },
      owners: how.dryRun ? [] : await ownersOf(school, id, new Set(here.values())),
      left: checked.left,
      missing: archive.manifest.missing,
      behind: archive.manifest.behind,
      dryRun: how.dryRun ?? false,
    };
  } finally {
    archive.close();
  }
}

async function bring(school: School, archive: Archive, checked: Checked, place: Place, told: Told): Promise<void> {
  const { id } = archive.manifest.organization;
  const end = await begin(school, id);
  try {
    await putFiles(school, archive, checked, told);
    const accounts = await keepAside(school.database, id, accountsIn(archive, checked));
    const aliases = await newAliases(school, checked);
    await putRows(school, archive, checked, told);
    await hangsTogether(school, checked, id);
    await decideWhatWasInherited(school, archive.manifest);
    await open(school, accounts, aliases, place, archive.manifest);
  } catch (error) {
    await eraseHidden(school, id);
    await end();
    throw explained(error);
  }
  await end();
  await permissionsChanged(school, [...checked.people.here.values()]);
}

/** Whoever was found by a constraint was not found before: somebody made it in the meantime, or the archive says it twice. */
function explained(error: unknown): unknown {
  const { message = '', code = '' } = (error ?? {}) as { message?: string; code?: string };
  if (!/unique|primary key/i.test(message) && code !== '23505') return error;
  return new ArchiveError(
    `A row of the archive is here already, or is in it twice (${message}). Nothing was imported. If somebody was at work here meanwhile, try again.`,
  );
}

async function putFiles(school: School, archive: Archive, { digests }: Checked, told: Told): Promise<void> {
  let done = 0;
  for (const digest of digests) {
    told(done++, digests.size, 'files');
    const size = archive.size(fileEntry(digest));
    if (size === undefined) continue; // missing where it came from, too
    const stored = await school.storage.put(archive.bytes(fileEntry(digest)), { limit: size });
    if (stored.digest !== digest) throw new ArchiveError(`The file ${digest} changed while it was read.`);
  }
}

async function putRows(school: School, archive: Archive, { tables, people }: Checked, told: Told): Promise<void> {
  const { database } = school;
  const org = archive.manifest.organization.id;
  const byName = new Map(tables.map((table) => [table.name, table]));
  // First of all the school itself, hidden: whatever follows is then found by who clears away.
  const itself = organizationTable();
  const first = [itself, ...[...byName.keys()].filter((name) => name !== itself)];
  const order = inOrder(first, await referencesOf(database));
  for (const [at, name] of order.entries()) {
    const table = byName.get(name)!;
    told(at, order.length, name);
    for await (const slice of rowsIn(archive, table)) {
      const rows = await prepared(school, table, slice, people.here);
      if (rows.length > 0)
        await runInScope({ ...acrossAll, org }, () =>
          database.unit(async () => {
            await insert(school, name, rows);
            // What is sealed from here on is sealed by this school, on top of what the other has signed.
            if (name === 'audit_logs') await school.audit.adopt(org);
          }),
        );
    }
  }
}
async function prepared(
  school: School,
  table: CarriedTable,
  slice: readonly Row[],
  here: ReadonlyMap<string, string>,
): Promise<Row[]> {
  if (table.name === organizationTable()) {
    const now = Date.now();
    const eraseAt = new Date(now + graceMs).toISOString();
    const changedAt = new Date(now).toISOString();
    return slice.map((row) => ({ ...row, ...ofTheHouse(table), changed_at: changedAt, erase_at: eraseAt }));
  }
  const moved = table.persons.filter(({ sealed }) => !sealed);
  const rows = slice.map((row) => {
    const theirs = { ...row };
    for (const { column } of moved) {
      const id = row[column];
      if (typeof id === 'string') theirs[column] = here.get(id) ?? id;
    }
    return theirs;
  });
  if (!isHosts(table)) return rows;
  const taken = await known(
    school.database,
    table.name,
    ['host'],
    'host',
    rows.map(({ host }) => String(host)),
  );
  return rows
    .filter(({ host }) => !taken.some((one) => one.host === host))
    .map((row) => ({ ...row, ...ofTheHouse(table) }));
}
async function insert({ database }: School, table: string, rows: readonly Row[]): Promise<void> {
  const codec = codecOf(table)!;
  const values = database.dialect === 'sqlite' ? rows.map((row) => codec.fromJson(row)) : rows;
  await database.rawAll(insertion(database.dialect, table, Object.keys(rows[0]!)), [JSON.stringify(values)]);
}

async function* accountsIn(archive: Archive, { people }: Checked): AsyncGenerator<Row[]> {
  for await (const slice of peopleIn(archive, people.table)) {
    const coming = slice.filter(({ id }) => people.coming.has(String(id)));
    if (coming.length > 0) yield coming;
  }
}
async function newAliases({ database }: School, { aliases }: Checked): Promise<Row[]> {
  const table = aliasTable();
  if (aliases.length === 0 || !table) return [];
  const there = await known(
    database,
    table,
    ['id'],
    'id',
    aliases.map(({ id }) => id),
  );
  const taken = new Set(there.map((row) => row.id));
  const at = new Date().toISOString();
  return aliases.filter(({ id }) => !taken.has(id)).map(({ id, into }) => ({ id, into, at }));
}

/** What one row says of another, asked of the database, since no row shows it by itself. */
async function hangsTogether({ database, verifyAudit }: School, { tables }: Checked, org: string): Promise<void> {
  const first = (text: string, values: readonly unknown[]) =>
    runInScope(acrossAll, () => database.all(across(text, values)));
  const [loose] = await first(
    `select r.id from resources r left join resources p on p.id = r.parent
     where r.org_id = ? and r.parent is not null and (p.id is null or p.org_id <> r.org_id or r.path <> p.path || r.id || '/') limit 1`,
    [org],
  );
  if (loose) throw new ArchiveError(`The thing ${String(loose[0])} hangs on one that is not above it. It was changed.`);
  const { fault } = await verifyAudit(org);
  if (fault)
    throw new ArchiveError(
      `The audit log of the archive does not hold: record ${fault.position} is ${fault.what}. It was changed.`,
    );
  const byName = new Map(tables.map((table) => [table.name, table]));
  for (const { name, organization, references } of tables)
    for (const { column, table, target } of references) {
      const owner = byName.get(table)?.organization;
      if (owner === undefined) continue;
      const [stray] = await first(
        `select 1 as stray from "${name}" c join "${table}" p on p."${target}" = c."${column}" where c."${organization}" = ? and p."${owner}" <> ? limit 1`,
        [org, org],
      );
      if (stray) throw new ArchiveError(`${name} of the archive has a row that hangs on a thing of another school.`);
    }
}

/** The last unit: from here on people see it. */
async function open(
  school: School,
  accounts: number,
  aliases: readonly Row[],
  { isDefault, parent, address }: Place,
  manifest: Manifest,
): Promise<void> {
  const org = manifest.organization.id;
  const said = { operation: 'organizations.import', target: org, facts: { archive: digestOf(manifest) } };
  const { database } = school;
  const isDefaultValue = database.dialect === 'sqlite' ? Number(isDefault) : isDefault;
  await runInScope(acrossAll, () =>
    database.unit(async () => {
      for (let at = 0; at < accounts; at++) await insert(school, peopleTable(), await aside(database, org, at));
      await forgetAside(database, org);
      if (aliases.length > 0) await insert(school, aliasTable()!, aliases);
      await database.run(
        across(
          `update ${organizationTable()} set state = 'active', erase_at = null, is_default = ?, parent = ?, address = ? where id = ?`,
          [isDefaultValue, parent, address, org],
        ),
      );
      // In its own log, and in that of the school it stands below from now on.
      for (const log of [org, parent]) if (log !== null) await school.audit.record({ org: log, ...said });
    }),
  );
}

/** As its own decisions: whoever decided them is not above it any more. What is unknown or wrong here is left out. */
async function decideWhatWasInherited(
  { host, database }: School,
  { organization: { id: org }, inherited }: Manifest,
): Promise<void> {
  const [source] = host.fillsOf(settingsSlot);
  const { organizationSettings } = host.contextOf(host.specs[0]!.contract.id);
  const fits = inherited.filter(({ plugin, key, value }) =>
    organizationSettings.declared.some(
      (one) => one.plugin === plugin && one.key === key && one.faultOf(value) === undefined,
    ),
  );
  await runInScope({ ...acrossAll, org }, () =>
    database.unit(async () => {
      for (const one of fits) await source?.write(one);
    }),
  );
}

/** Of those who were here: what a serving process remembers of them knows nothing of the new school. */
async function permissionsChanged({ host, database }: School, ids: readonly string[]): Promise<void> {
  const { permissionsChanged: changed } = host.contextOf(host.specs[0]!.contract.id);
  for (let at = 0; at < ids.length; at += 500)
    await runInScope(acrossAll, () =>
      database.unit(async () => {
        for (const id of ids.slice(at, at + 500)) await changed(id);
      }),
    );
}
