import type { LoadContext } from '@lectern/ui';
import { momentIn } from '../shown/period.ts';
import { type Told, told } from '../shown/told.ts';

export type Whose = { readonly person: string } | { readonly session: string };
export interface Story extends Told {
  readonly whose: Whose;
  /** Of the person, while they are here; of a session whose it is. */
  readonly name: string | undefined;
  readonly next: string | null;
}
export const pageSize = 50;

export async function storyOf(whose: Whose, context: Omit<LoadContext<unknown>, 'params'>): Promise<Story> {
  const { lms, query, signal, viewer } = context;
  const page = await lms.audit.timeline({ ...whose, ...periodIn(query), limit: pageSize }, { signal });
  const known = await told(page.items, context);
  return { ...known, whose, next: page.next, name: nameIn(whose, known) ?? (await nameOf(whose)) };

  /** Asked of the people only when no entry tells it. */
  async function nameOf(of: Whose): Promise<string | undefined> {
    if (!('person' in of) || !viewer?.may('user.read')) return undefined;
    return lms.users.get({ userId: of.person }, { signal }).then(
      ({ name }) => name,
      () => undefined,
    );
  }
}
export const periodIn = (query: URLSearchParams) => {
  const [from, to] = [momentIn(query.get('from')), momentIn(query.get('to'))];
  return { ...(from && { from }), ...(to && { to }) };
};

function nameIn(whose: Whose, { entries }: Told): string | undefined {
  const named = entries.flatMap(({ actor, impersonator, target }) => [actor, impersonator, target]);
  const isIt = 'person' in whose ? (id: string) => id === whose.person : () => true;
  return named.find((one) => one !== null && one.name !== null && isIt(one.id))?.name ?? undefined;
}
