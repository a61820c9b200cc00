// How its owners get in: passwords do not travel. Who they are, and with which link, a plugin says (`wayInSlot`); where none
// does, nobody is told.
import { wayInSlot } from '@lectern/kit';
import type { School } from '../school.ts';
import { peopleTable } from './carried.ts';
import { known } from './known.ts';

export interface Owner {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Path of a one-time link that sets a password; null for who has an account here already. */
  readonly link: string | null;
}

/** @param had ids of accounts that were here before */
export async function ownersOf(school: School, org: string, had: ReadonlySet<string>): Promise<Owner[]> {
  const { host, database } = school;
  const [wayIn] = host.fillsOf(wayInSlot);
  if (!wayIn) return [];
  const ids = await school.inside(() => wayIn.owners(), { org });
  const people = new Map(
    (await known(database, peopleTable(), ['id', 'name', 'email'], 'id', ids)).map((row) => [row.id, row]),
  );
  const owners: Owner[] = [];
  for (const id of ids) {
    const { name = '', email = '' } = people.get(id) ?? {};
    const link = had.has(id) ? null : await school.inside(() => database.unit(() => wayIn.linkFor(id)), { org });
    owners.push({ id, name, email, link });
  }
  return owners;
}
