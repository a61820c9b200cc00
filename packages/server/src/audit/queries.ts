import { query, scalar } from '@lectern/kit';
import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { auditEntries as entries, auditHeads as heads } from './tables.ts';

export const add = query(
  'audit.add',
  {
    id: entries.id,
    org: entries.org,
    at: entries.at,
    actorKind: entries.actorKind,
    actor: entries.actor,
    impersonator: entries.impersonator,
    session: entries.session,
    via: entries.via,
    operation: entries.operation,
    outcome: entries.outcome,
    target: entries.target,
    facts: entries.facts,
    request: entries.request,
  },
  (q, p) => q.insert(entries).values({ ...p, position: null, hash: null }),
);

export const unsealedOrgs = query('audit.unsealedOrgs', {}, (q) =>
  q.selectDistinct({ org: entries.org }).from(entries).where(isNull(entries.position)),
);
export const unsealed = query('audit.unsealed', { org: entries.org }, (q, p) =>
  q
    .select()
    .from(entries)
    .where(and(eq(entries.org, p.org), isNull(entries.position)))
    .orderBy(asc(entries.id))
    .limit(500),
);
export const seal = query('audit.seal', { id: entries.id, position: entries.position, hash: entries.hash }, (q, p) =>
  q
    .update(entries)
    .set({ position: p.position, hash: p.hash })
    .where(and(eq(entries.id, p.id), isNull(entries.position))),
);

export const firstHead = query('audit.firstHead', { org: heads.org }, (q, p) =>
  q.insert(heads).values({ org: p.org, position: 0, hash: '' }).onConflictDoNothing(),
);
export const headOf = query('audit.head', { org: heads.org }, (q, p) =>
  q.select({ position: heads.position, hash: heads.hash }).from(heads).where(eq(heads.org, p.org)),
);
/** For this unit alone; nothing when another process is sealing. */
export const holdHead = query('audit.holdHead', { org: heads.org }, (q, p, powers) =>
  q
    .select({ position: heads.position, hash: heads.hash })
    .from(heads)
    .where(sql`${heads.org} = ${p.org}${powers.skipLocked}`),
);
export const moveHead = query(
  'audit.moveHead',
  { org: heads.org, position: heads.position, hash: heads.hash },
  (q, p) => q.update(heads).set({ position: p.position, hash: p.hash }).where(eq(heads.org, p.org)),
);

export const sealedAfter = query('audit.sealedAfter', { org: entries.org, position: entries.position }, (q, p) =>
  q
    .select()
    .from(entries)
    .where(and(eq(entries.org, p.org), gt(entries.position, p.position)))
    .orderBy(asc(entries.position))
    .limit(1_000),
);
export const latest = query(
  'audit.list',
  {
    org: entries.org,
    actor: scalar<string | null>(),
    operation: scalar<string | null>(),
    target: scalar<string | null>(),
    before: entries.at,
    beforeId: entries.id,
    limit: scalar<number>(),
  },
  (q, p) =>
    q
      .select({
        id: entries.id,
        position: entries.position,
        at: entries.at,
        actorKind: entries.actorKind,
        actor: entries.actor,
        impersonator: entries.impersonator,
        via: entries.via,
        operation: entries.operation,
        outcome: entries.outcome,
        target: entries.target,
        request: entries.request,
      })
      .from(entries)
      .where(
        sql`${entries.org} = ${p.org}
          and (cast(${p.actor} as text) is null or ${entries.actor} = ${p.actor} or ${entries.impersonator} = ${p.actor})
          and ${entries.operation} = coalesce(${p.operation}, ${entries.operation})
          and (cast(${p.target} as text) is null or ${entries.target} = ${p.target})
          and (${entries.at}, ${entries.id}) < (${p.before}, ${p.beforeId})`,
      )
      .orderBy(desc(entries.at), desc(entries.id))
      .limit(p.limit as unknown as number),
);
