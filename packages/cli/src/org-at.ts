import type { Lectern, OrganizationsListOutput } from '@lectern/sdk';
import { CommandError } from './errors.ts';

export type ListedSchool = OrganizationsListOutput['items'][number];

/** All schools below this one. */
export async function schoolsOf(lms: Lectern): Promise<ListedSchool[]> {
  const all: ListedSchool[] = [];
  let cursor: string | undefined;
  do {
    const page = await lms.organizations.list({ limit: 100, cursor });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return all;
}

/** A school below this one, by its address or id. @throws CommandError */
export async function orgAt(lms: Lectern, named: string): Promise<ListedSchool> {
  const found = (await schoolsOf(lms)).find(({ id, address }) => id === named || address === named);
  if (found) return found;
  throw new CommandError(`There is no school ${named} below this one. \`lms org list\` shows those that there are.`);
}
