// How its owners get in: passwords do not travel. Access and auth are asked by name, for the kernel has no word for owners;
// where they are not there, nobody is told.
import type { School } from '../school.ts';
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
  const access = host.serviceOf('access') as { owners?(): Promise<string[]> } | undefined;
  const auth = host.serviceOf('auth') as { linkFor?(id: string): Promise<string> } | undefined;
  const ids = await school.inside(async () => (await access?.owners?.()) ?? [], { org });
  const people = new Map(
    (await known(database, 'users', ['id', 'name', 'email'], 'id', ids)).map((row) => [row.id, row]),
  );
  const owners: Owner[] = [];
  for (const id of ids) {
    const { name = '', email = '' } = people.get(id) ?? {};
    const link = had.has(id)
      ? null
      : ((await school.inside(() => database.unit(async () => auth?.linkFor?.(id)), { org })) ?? null);
    owners.push({ id, name, email, link });
  }
  return owners;
}
