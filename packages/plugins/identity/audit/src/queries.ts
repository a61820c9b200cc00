import { query, scalar, unitOrg } from '@lectern/kit';
import { and, desc, eq, gte, lt } from 'drizzle-orm';
import { verifications as table } from './tables.ts';

const { id, at, verifiedBy, verified, size, root, fault } = table;
const all = { id, at, verifiedBy, verified, size, root, fault };
export const addVerification = query('audit.addVerification', all, (q, p) =>
  q.insert(table).values({ ...p, org: unitOrg }),
);
export const verificationsBetween = query(
  'audit.verifications',
  { from: at, to: at, limit: scalar<number>() },
  (q, p) =>
    q
      .select(all)
      .from(table)
      .where(and(eq(table.org, unitOrg), gte(at, p.from), lt(at, p.to)))
      .orderBy(desc(at), desc(id))
      .limit(p.limit as unknown as number),
);
export const latestVerification = query('audit.latestVerification', {}, (q) =>
  q.select(all).from(table).where(eq(table.org, unitOrg)).orderBy(desc(at), desc(id)).limit(1),
);
