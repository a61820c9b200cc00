import type { AccessRolesOutput, Lectern } from '@lectern/sdk';
import { CommandError } from './errors.ts';
import { nearest } from './near.ts';

export type ListedRole = AccessRolesOutput['items'][number];

/** A role by its id or its name. @throws CommandError with what is near to it */
export async function roleAt(lms: Lectern, written: string): Promise<ListedRole> {
  const { items } = await lms.access.roles();
  const found = items.find(({ id, name }) => id === written || name.toLowerCase() === written.toLowerCase());
  if (found) return found;
  const near = nearest(
    written,
    items.map(({ id }) => id),
  );
  throw new CommandError(
    `There is no role ${written}.${near ? ` Did you mean ${near}?` : ''} \`lms role list\` shows those there are.`,
  );
}

/** `1 person and 2 teams`. */
export const heldText = ({ people, teams }: Pick<ListedRole, 'people' | 'teams'>): string =>
  `${people === 1 ? '1 person' : `${people} people`} and ${teams === 1 ? '1 team' : `${teams} teams`}`;
