import { list, query, unitOrg } from '@lectern/kit';
import { and, asc, count, eq } from 'drizzle-orm';
import { fields as f, fieldValues as v } from '../tables.ts';

const defined = {
  id: f.id,
  key: f.key,
  type: f.type,
  label: f.label,
  hint: f.hint,
  required: f.required,
  min: f.min,
  max: f.max,
  choices: f.choices,
  visibleTo: f.visibleTo,
  editors: f.editors,
};
const here = eq(f.org, unitOrg);

export const all = query('fields.all', {}, (q) =>
  q
    .select({ ...defined, position: f.position })
    .from(f)
    .where(here)
    .orderBy(asc(f.position), asc(f.id)),
);
/** Changes no row when another field has the key. */
export const add = query('fields.add', { ...defined, position: f.position }, (q, p) =>
  q
    .insert(f)
    .values({ ...p, org: unitOrg })
    .onConflictDoNothing(),
);
const { id: _id, key: _key, type: _type, ...changeable } = { ...defined, position: f.position };
export const change = query('fields.change', { id: f.id, ...changeable }, (q, { id, ...p }) =>
  q
    .update(f)
    .set(p)
    .where(and(here, eq(f.id, id))),
);
export const removeField = query('fields.remove', { id: f.id }, (q, p) => q.delete(f).where(and(here, eq(f.id, p.id))));

const ours = eq(v.org, unitOrg);
export const removeValues = query('fields.removeValues', { field: v.field }, (q, p) =>
  q.delete(v).where(and(ours, eq(v.field, p.field))),
);
export const withValue = query('fields.withValue', { field: v.field, values: list<string>() }, (q, p, powers) =>
  q
    .select({ people: count() })
    .from(v)
    .where(and(ours, eq(v.field, p.field), powers.inList(v.value, p.values))),
);
export const valuesAmong = query('fields.valuesAmong', { users: list<string>() }, (q, p, powers) =>
  q
    .select({ user: v.user, key: f.key, value: v.value })
    .from(v)
    .innerJoin(f, and(eq(f.id, v.field), here))
    .where(and(ours, powers.inList(v.user, p.users))),
);
const one = { user: v.user, field: v.field };
export const setValue = query('fields.setValue', { ...one, value: v.value }, (q, p) =>
  q
    .insert(v)
    .values({ ...p, org: unitOrg })
    .onConflictDoUpdate({ target: [v.org, v.user, v.field], set: { value: p.value }, setWhere: ours }),
);
export const emptyValue = query('fields.emptyValue', one, (q, p) =>
  q.delete(v).where(and(ours, eq(v.user, p.user), eq(v.field, p.field))),
);
