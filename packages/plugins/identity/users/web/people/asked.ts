// What the address of the list of people asks for: filters live there, so that a list can be shared and gone back to.
import type { UsersListInput } from '@lectern/sdk';
import { to } from '@lectern/ui';

export const states = ['active', 'suspended', 'removed'] as const;
const one = <Value extends string>(known: readonly Value[], given: string | null) =>
  known.find((value) => value === given);

/** What is not known is not asked for: an address that somebody wrote by hand shows a list and no error. */
export function peopleAsked(query: URLSearchParams): UsersListInput {
  const search = query.get('q')?.slice(0, 200);
  const state = one(states, query.get('state'));
  const role = query.get('role')?.match(/^[a-z][a-z0-9-]{0,59}$/)?.[0];
  const fields = query.getAll('field').filter((filter) => filter.includes('=') && !filter.endsWith('='));
  return {
    limit: 50,
    ...(search && { search }),
    ...(state && { state }),
    ...(role && { role }),
    ...(fields.length > 0 && { fields: fields.slice(0, 4) }),
    ...(query.get('sort') === 'newest' && { sort: 'newest' as const }),
  };
}

/** The address of the list that a form of filters asks for, without those that say nothing. */
export function peopleAddress(form: FormData): string {
  const said = [...form].filter(([, value]) => typeof value === 'string' && value !== '' && !value.endsWith('='));
  const query = new URLSearchParams(said as [string, string][]);
  return query.size > 0 ? `${to('/people')}?${query}` : to('/people');
}
