import { type Plugin, specOf } from '@lectern/kit';

/** These plugins and all they need, in the order of the list. Optional needs are taken too, where the list has them. */
export function withNeeds(ids: Iterable<string>, list: readonly Plugin[]): readonly Plugin[] {
  const byId = new Map(list.map((one) => [one.id, one]));
  const wanted = new Set<string>();
  const want = (id: string) => {
    const found = byId.get(id);
    if (!found || wanted.has(id)) return;
    wanted.add(id);
    for (const need of Object.values((specOf(found).needs ?? {}) as Record<string, { id: string }>)) want(need.id);
  };
  for (const id of ids) want(id);
  return list.filter(({ id }) => wanted.has(id));
}
