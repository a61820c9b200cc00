import type { Lectern, UsersListOutput } from '@lectern/sdk';
import { CommandError } from './errors.ts';

export type ListedPerson = UsersListOutput['items'][number];

/** Somebody of the school by their address, in whatever state. @throws CommandError */
export async function personAt(lms: Lectern, email: string): Promise<ListedPerson> {
  const { items } = await lms.users.list({ email, state: 'any', limit: 1 });
  if (items[0]) return items[0];
  throw new CommandError(`Nobody of this school has the address ${email}. \`lms user list\` shows who is there.`);
}
