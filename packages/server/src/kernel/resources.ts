// The resource tree, written in the unit of work that makes or removes the thing.

import {
  type Authorizer,
  currentScope,
  type Data,
  query,
  type Resource,
  type Resources,
  rangeOf,
  resources,
  scalar,
  unitOrg,
} from '@lectern/kit';
import { and, asc, eq, gte, lt, sql } from 'drizzle-orm';

const columns = {
  id: resources.id,
  type: resources.type,
  parent: resources.parent,
  owner: resources.owner,
  path: resources.path,
};
const find = query('resources.find', { id: resources.id }, (q, p) =>
  q
    .select(columns)
    .from(resources)
    .where(and(eq(resources.org, unitOrg), eq(resources.id, p.id))),
);
const add = query('resources.add', columns, (q, p) => q.insert(resources).values({ ...p, org: unitOrg }));
const below = { low: resources.path, high: resources.path };
const list = query('resources.below', below, (q, p) =>
  q
    .select({ id: resources.id })
    .from(resources)
    .where(and(eq(resources.org, unitOrg), gte(resources.path, p.low), lt(resources.path, p.high)))
    .orderBy(asc(resources.path)),
);
const remove = query('resources.remove', below, (q, p) =>
  q.delete(resources).where(and(eq(resources.org, unitOrg), gte(resources.path, p.low), lt(resources.path, p.high))),
);
const reparent = query('resources.reparent', { id: resources.id, parent: resources.parent }, (q, p) =>
  q
    .update(resources)
    .set({ parent: p.parent })
    .where(and(eq(resources.org, unitOrg), eq(resources.id, p.id))),
);
const repath = query('resources.repath', { ...below, prefix: resources.path, cut: scalar<number>() }, (q, p) =>
  q
    .update(resources)
    .set({ path: sql`${p.prefix} || substr(${resources.path}, cast(${p.cut} as integer))` })
    .where(and(eq(resources.org, unitOrg), gte(resources.path, p.low), lt(resources.path, p.high))),
);

/** @param authorizer told of resources whose path has changed or that are gone, in the unit that does it */
export function resourceTree(data: Data, authorizer: () => Pick<Authorizer, 'moved' | 'removed'>): Resources {
  const root = () => {
    const org = currentScope()?.org;
    if (!org) throw new Error('resources belong to an organization, and the current scope has none');
    return org;
  };
  const pathBelow = async (parent: string | undefined, id: string) => {
    if (parent === undefined || parent === root()) return `/${root()}/${id}/`;
    const above = await data.one(find, { id: parent });
    if (!above) throw new Error(`resource ${parent} is not in this organization, so ${id} cannot be below it`);
    return `${above.path}${id}/`;
  };
  return {
    async add({ id, type, parent, owner }) {
      const row = { id, type, parent: parent ?? null, owner: owner ?? null, path: await pathBelow(parent, id) };
      await data.run(add, row);
      return told(row);
    },
    async find(id) {
      const row = await data.one(find, { id });
      return row && told(row);
    },
    move: (id, parent) =>
      data.unit(async () => {
        const row = await data.one(find, { id });
        if (!row) throw new Error(`resource ${id} is not in this organization`);
        const path = await pathBelow(parent, id);
        if (path.startsWith(row.path) && path !== row.path)
          throw new Error(`resource ${id} cannot be moved below itself`);
        const [low, high] = rangeOf(row.path);
        const ids = (await data.all(list, { low, high })).map((one) => one.id);
        await data.run(repath, { low, high, prefix: path, cut: row.path.length + 1 });
        await data.run(reparent, { id, parent: parent ?? null });
        await authorizer().moved(ids);
      }),
    remove: (id) =>
      data.unit(async () => {
        const row = await data.one(find, { id });
        if (!row) return [];
        const [low, high] = rangeOf(row.path);
        const ids = (await data.all(list, { low, high })).map((one) => one.id);
        await data.run(remove, { low, high });
        await authorizer().removed(ids);
        return ids;
      }),
  };
}

const told = (row: {
  id: string;
  type: string;
  parent: string | null;
  owner: string | null;
  path: string;
}): Resource => ({
  id: row.id,
  type: row.type,
  parent: row.parent ?? undefined,
  owner: row.owner ?? undefined,
  path: row.path,
});
