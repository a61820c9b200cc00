import { Elsewhere, type LoadContext, to } from '@lectern/ui';
import { type Told, told } from '../shown/told.ts';
import { logAsked } from './asked.ts';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}
export interface Found extends Told {
  readonly next: string | null;
  /** Several people are called as was asked, or nobody is: then nothing is listed yet. */
  readonly people: readonly Person[] | undefined;
  /** Of whom the filter by person means, while they are here. */
  readonly actorName: string | undefined;
}
export const pageSize = 50;
const mostPeople = 8;

/** Entries that the address asks for. One person of a name is taken for who was meant. */
export async function find(context: LoadContext<unknown>): Promise<Found> {
  const { lms, query, signal, viewer } = context;
  const mayFind = viewer?.may('user.read') === true;
  const who = query.get('who')?.slice(0, 200);
  if (who && mayFind) {
    const { items } = await lms.users.list({ search: who, limit: mostPeople }, { signal });
    if (items.length !== 1) return { entries: [], said: {}, next: null, people: items, actorName: undefined };
    const rest = Object.fromEntries([...query].filter(([name]) => name !== 'who'));
    throw new Elsewhere(to('/admin/audit', undefined, { ...rest, actor: items[0]!.id }));
  }
  const asked = logAsked(query);
  const [page, actor] = await Promise.all([
    lms.audit.list({ ...asked, limit: pageSize }, { signal }),
    asked.actor && mayFind ? lms.users.get({ userId: asked.actor }, { signal }).catch(() => undefined) : undefined,
  ]);
  return { ...(await told(page.items, context)), next: page.next, people: undefined, actorName: actor?.name };
}
