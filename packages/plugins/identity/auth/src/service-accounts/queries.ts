import { list, query, unitOrg } from '@lectern/kit';
import { and, asc, eq } from 'drizzle-orm';
import { serviceAccounts as accounts } from './tables.ts';

const { id, name, description, permissions, createdAt, createdBy, disabledAt, org } = accounts;
const shown = { id, name, description, permissions, createdAt, disabledAt };

export const listAccounts = query('serviceAccounts.list', {}, (q) =>
  q.select(shown).from(accounts).where(eq(org, unitOrg)).orderBy(asc(name), asc(id)),
);
export const accountNames = query('serviceAccounts.names', { ids: list<string>() }, (q, p, powers) =>
  q
    .select({ id, name })
    .from(accounts)
    .where(and(eq(org, unitOrg), powers.inList(id, p.ids))),
);
export const accountById = query('serviceAccounts.find', { id }, (q, p) =>
  q
    .select(shown)
    .from(accounts)
    .where(and(eq(org, unitOrg), eq(id, p.id))),
);
export const addAccount = query('serviceAccounts.add', { ...shown, createdBy }, (q, p) =>
  q.insert(accounts).values({ ...p, org: unitOrg }),
);
export const changeAccount = query(
  'serviceAccounts.change',
  { id, name, description, permissions, disabledAt },
  (q, p) =>
    q
      .update(accounts)
      .set({ name: p.name, description: p.description, permissions: p.permissions, disabledAt: p.disabledAt })
      .where(and(eq(org, unitOrg), eq(id, p.id))),
);
export const removeAccount = query('serviceAccounts.remove', { id }, (q, p) =>
  q.delete(accounts).where(and(eq(org, unitOrg), eq(id, p.id))),
);
