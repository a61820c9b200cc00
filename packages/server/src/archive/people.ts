// Whose account is whose: people of an archive are found here by their address. An account that is here stays as it is,
// and its id takes the place of the archive's.

import type { School } from '../school.ts';
import { aliasTable, type CarriedTable, peopleOf, peopleTable } from './carried.ts';
import { known } from './known.ts';
import { ArchiveError, aliasesEntry, peopleEntry } from './manifest.ts';
import type { Archive } from './read.ts';
import { type Row, rowOf } from './row.ts';

export interface Matched {
  readonly table: CarriedTable;
  /** Id in the archive -> id here, of accounts that were here before. */
  readonly here: ReadonlyMap<string, string>;
  /** Ids in the archive, of accounts that come. */
  readonly coming: ReadonlySet<string>;
  /** Addresses of those who were here, some of them. */
  readonly addresses: readonly string[];
}
const shownAddresses = 100;
const address = /^[^\s@\p{Lu}]{1,64}@[^\s@\p{Lu}]{1,190}$/u;
const link = /^https?:\/\//i;

export async function* peopleIn(archive: Archive, table: CarriedTable): AsyncGenerator<Row[]> {
  let line = 0;
  for await (const slice of archive.lines(peopleEntry, archive.manifest.people))
    yield slice.map((value) => personOf(table, value, `Row ${++line} of ${peopleEntry}`));
}
function personOf(table: CarriedTable, value: unknown, where: string): Row {
  const row = rowOf(table, value, where);
  if (typeof row.email !== 'string' || !address.test(row.email))
    throw new ArchiveError(`${where} has no address of a mailbox in lower case.`);
  // Shown as links: `javascript:` would run in the browser of whoever follows it.
  const links = Array.isArray(row.links) ? (row.links as unknown[]) : [];
  if (!links.every((one) => typeof one === 'object' && one !== null && 'url' in one && link.test(String(one.url))))
    throw new ArchiveError(`${where} has a link that leads to no web address.`);
  return row;
}

/** @throws ArchiveError when an id is here already and is somebody else's */
export async function matchPeople(school: School, archive: Archive): Promise<Matched> {
  const table = peopleOf(school.host.specs);
  const here = new Map<string, string>();
  const coming = new Set<string>();
  const addresses: string[] = [];
  const seen = new Set<string>();
  for await (const people of peopleIn(archive, table)) {
    const emails = people.map(({ email }) => String(email));
    const ids = people.map(({ id }) => String(id));
    const byEmail = new Map(
      (await known(school.database, peopleTable(), ['id', 'email'], 'email', emails)).map((row) => [
        row.email!,
        row.id!,
      ]),
    );
    const byId = new Map(
      (await known(school.database, peopleTable(), ['id', 'email'], 'id', ids)).map((row) => [row.id!, row.email!]),
    );
    const former = aliasTable();
    const aliases = former ? await known(school.database, former, ['id'], 'id', ids) : [];
    const gone = new Set(aliases.map((row) => row.id!));
    for (const [at, id] of ids.entries()) {
      const email = emails[at]!;
      if (coming.has(id) || here.has(id) || seen.has(email))
        throw new ArchiveError(`${peopleEntry} names ${email} twice.`);
      seen.add(email);
      const owner = byId.get(id);
      if (owner !== undefined && owner !== email)
        throw new ArchiveError(
          `The account ${id} is here already, with the address ${owner}, and the archive says ${email}. Give it that address here and try again, or remove the account.`,
        );
      const match = byEmail.get(email);
      if (match !== undefined) {
        here.set(id, match);
        if (addresses.length < shownAddresses) addresses.push(email);
      } else if (gone.has(id))
        throw new ArchiveError(
          `The account ${id} (${email}) was made one with another here, which has another address. Give that one the address ${email} and try again.`,
        );
      else coming.add(id);
    }
  }
  return { table, here, coming, addresses };
}

export interface Alias {
  readonly id: string;
  readonly into: string;
}
/** Ids in sealed rows that lead to somebody of the archive. */
export async function aliasesIn(archive: Archive, { here, coming }: Matched): Promise<Alias[]> {
  const found: Alias[] = [];
  let line = 0;
  for await (const slice of archive.lines(aliasesEntry, archive.manifest.aliases))
    for (const value of slice) {
      line++;
      const { id, into } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
      if (typeof id !== 'string' || id === '' || id.length > 200 || typeof into !== 'string' || id === into)
        throw new ArchiveError(`Row ${line} of ${aliasesEntry} is no pair of ids.`);
      const target = here.get(into) ?? (coming.has(into) ? into : undefined);
      if (target === undefined || coming.has(id))
        throw new ArchiveError(`Row ${line} of ${aliasesEntry} leads to nobody of the archive.`);
      if (id !== target) found.push({ id, into: target });
    }
  for (const [id, into] of here) if (id !== into) found.push({ id, into });
  return found;
}
