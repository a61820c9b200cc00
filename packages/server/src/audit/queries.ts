import { type AnyTable, type Dialect, list, type Query, query, rowsOf, scalar } from '@lectern/kit';
import { and, asc, desc, eq, gt, gte, isNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import {
  auditEntries as entries,
  auditGate as gate,
  auditHeads as heads,
  auditHolds as holds,
  auditLogs as logs,
  auditNodes as nodes,
  auditStatements as statements,
} from './tables.ts';

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
    origin: entries.origin,
    originDigest: entries.originDigest,
    operation: entries.operation,
    kind: entries.kind,
    outcome: entries.outcome,
    target: entries.target,
    facts: entries.facts,
    request: entries.request,
  },
  (q, p) => q.insert(entries).values({ ...p, position: null }),
);

// Sealing.
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
/** Many at once: a row at a time is a trip to Postgres each. */
export const seal: Query<{ org: string; places: readonly (readonly [id: string, position: number])[] }, never> = {
  name: 'audit.seal',
  compile: (dialect) => ({
    name: 'audit.seal',
    text: sealing[dialect],
    bind: ({ org, places }) => [JSON.stringify(places), org],
    decode: () => undefined as never,
    reads: false,
  }),
};
const sealing: Record<Dialect, string> = {
  // The plus signs keep SQLite from the index of what is unsealed: 12 ms an entry, for it read all the places for each.
  sqlite: `update audit_entries set position = json_extract(one.value, '$[1]') from json_each(?) as one
    where audit_entries.id = json_extract(one.value, '$[0]') and +org_id = ? and +position is null`,
  postgres: `update audit_entries set position = (one.value ->> 1)::bigint from json_array_elements($1::json) as one
    where audit_entries.id = one.value ->> 0 and org_id = $2 and position is null`,
};
const { org, height, place, hash } = nodes;
export const addNodes = query('audit.addNodes', { rows: rowsOf({ org, height, place, hash }) }, (q, p, powers) =>
  q.insert(nodes).select(powers.rows(nodes as unknown as AnyTable, { org, height, place, hash }, p.rows)),
);

const whole = { org: logs.org, size: logs.size, frontier: logs.frontier, at: logs.at };
const signed = { key: logs.key, signature: logs.signature };
export const firstLog = query('audit.firstLog', { ...whole, ...signed }, (q, p) =>
  q.insert(logs).values(p).onConflictDoNothing(),
);
export const logOf = query('audit.log', { org: logs.org }, (q, p) =>
  q
    .select({ ...whole, ...signed })
    .from(logs)
    .where(eq(logs.org, p.org)),
);
/** For this unit alone; nothing when another process is sealing. */
export const holdLog = query('audit.holdLog', { org: logs.org }, (q, p, powers) =>
  q
    .select({ ...whole, ...signed })
    .from(logs)
    .where(sql`${logs.org} = ${p.org}${powers.skipLocked}`),
);
export const moveLog = query('audit.moveLog', { ...whole, ...signed }, (q, p) =>
  q
    .update(logs)
    .set({ size: p.size, frontier: p.frontier, at: p.at, key: p.key, signature: p.signature })
    .where(eq(logs.org, p.org)),
);
export const everyLog = query('audit.everyLog', {}, (q) => q.select({ ...whole, ...signed }).from(logs));

// Heads that are kept.
const head = {
  org: heads.org,
  size: heads.size,
  root: heads.root,
  at: heads.at,
  key: heads.key,
  signature: heads.signature,
};
export const keepHead = query('audit.keepHead', head, (q, p) => q.insert(heads).values(p).onConflictDoNothing());
export const headsBefore = query(
  'audit.headsBefore',
  { org: heads.org, size: heads.size, limit: scalar<number>() },
  (q, p) =>
    q
      .select(head)
      .from(heads)
      .where(and(eq(heads.org, p.org), lt(heads.size, p.size)))
      .orderBy(desc(heads.size), asc(heads.key))
      .limit(p.limit as unknown as number),
);
export const headsAfter = query('audit.headsAfter', { org: heads.org, size: heads.size }, (q, p) =>
  q
    .select(head)
    .from(heads)
    .where(and(eq(heads.org, p.org), gt(heads.size, p.size)))
    .orderBy(asc(heads.size), asc(heads.key))
    .limit(1_000),
);

// Going through the log.
export const sealedBetween = query(
  'audit.sealedBetween',
  { org: entries.org, after: entries.position, upTo: scalar<number>() },
  (q, p) =>
    q
      .select()
      .from(entries)
      .where(and(eq(entries.org, p.org), gt(entries.position, p.after), lte(entries.position, p.upTo)))
      .orderBy(asc(entries.position)),
);
export const sealedBeyond = query('audit.sealedBeyond', { org: entries.org, position: entries.position }, (q, p) =>
  q
    .select({ id: entries.id, position: entries.position })
    .from(entries)
    .where(and(eq(entries.org, p.org), gt(entries.position, p.position)))
    .orderBy(asc(entries.position))
    .limit(1),
);
/** Not `upTo` itself. */
export const nodesBetween = query('audit.nodesBetween', { org, height, from: place, upTo: scalar<number>() }, (q, p) =>
  q
    .select({ place, hash })
    .from(nodes)
    .where(and(eq(org, p.org), eq(height, p.height), gte(place, p.from), lt(place, p.upTo)))
    .orderBy(asc(place)),
);
/** The place where a leaf stands that an entry elsewhere has: read once, when a fault was found. */
export const leafWith = query('audit.leafWith', { org, hash }, (q, p) =>
  q
    .select({ place })
    .from(nodes)
    .where(and(eq(org, p.org), eq(height, sql`0`), eq(hash, p.hash)))
    .limit(1),
);
export const byId = query('audit.byId', { org: entries.org, id: entries.id }, (q, p) =>
  q
    .select()
    .from(entries)
    .where(and(eq(entries.org, p.org), eq(entries.id, p.id))),
);

// What the school says of the log.
const statement = {
  id: statements.id,
  org: statements.org,
  at: statements.at,
  actor: statements.actor,
  body: statements.body,
  key: statements.key,
  signature: statements.signature,
};
export const addStatement = query('audit.addStatement', statement, (q, p) => q.insert(statements).values(p));
export const statementsAfter = query('audit.statementsAfter', { org: statements.org, id: statements.id }, (q, p) =>
  q
    .select(statement)
    .from(statements)
    .where(and(eq(statements.org, p.org), gt(statements.id, p.id)))
    .orderBy(asc(statements.id))
    .limit(200),
);
export const statementsBefore = query(
  'audit.statementsBefore',
  { org: statements.org, id: statements.id, limit: scalar<number>() },
  (q, p) =>
    q
      .select(statement)
      .from(statements)
      .where(and(eq(statements.org, p.org), lt(statements.id, p.id)))
      .orderBy(desc(statements.id))
      .limit(p.limit as unknown as number),
);

// Holds.
const held = {
  id: holds.id,
  person: holds.person,
  target: holds.target,
  reason: holds.reason,
  setBy: holds.setBy,
  setAt: holds.setAt,
};
export const addHold = query('audit.addHold', { ...held, org: holds.org }, (q, p) =>
  q.insert(holds).values({ ...p, releasedBy: null, releasedAt: null }),
);
export const endHold = query(
  'audit.endHold',
  { org: holds.org, id: holds.id, releasedBy: holds.releasedBy, releasedAt: holds.releasedAt },
  (q, p) =>
    q
      .update(holds)
      .set({ releasedBy: p.releasedBy, releasedAt: p.releasedAt })
      .where(and(eq(holds.org, p.org), eq(holds.id, p.id), isNull(holds.releasedAt))),
);
export const holdsOf = query('audit.holds', { org: holds.org }, (q, p) =>
  q
    .select({ ...held, releasedBy: holds.releasedBy, releasedAt: holds.releasedAt })
    .from(holds)
    .where(eq(holds.org, p.org))
    .orderBy(desc(holds.setAt), desc(holds.id)),
);

// Removal; see removal.ts.
export const openGate = query('audit.openGate', { id: gate.id }, (q, p) => q.insert(gate).values({ id: p.id }));
export const closeGate = query('audit.closeGate', { id: gate.id }, (q, p) => q.delete(gate).where(eq(gate.id, p.id)));
export const removable = query(
  'audit.removable',
  { org: entries.org, at: entries.at, limit: scalar<number>() },
  (q, p) =>
    q
      .select({ id: entries.id, position: entries.position })
      .from(entries)
      .where(
        sql`${entries.org} = ${p.org} and ${entries.position} is not null and ${entries.at} < ${p.at} and not exists (
          select 1 from ${holds} where ${holds.org} = ${p.org} and ${holds.releasedAt} is null and (
            (${holds.person} is null and ${holds.target} is null) or ${holds.target} = ${entries.target}
            or ${holds.person} in (${entries.actor}, ${entries.impersonator}, ${entries.target})))`,
      )
      .orderBy(asc(entries.position))
      .limit(p.limit as unknown as number),
);
export const removeEntries = query('audit.removeEntries', { org: entries.org, ids: list<string>() }, (q, p, powers) =>
  q.delete(entries).where(and(eq(entries.org, p.org), powers.inList(entries.id, p.ids))),
);
/**
 * Nodes of a height whose sixteen are a perfect subtree with no entry left in it: the node above them stands for all.
 * `span`: leaves of one of them; `size`: of the whole tree.
 */
export const collapse = query(
  'audit.collapse',
  { org, height, from: place, upTo: scalar<number>(), span: scalar<number>(), size: scalar<number>() },
  (q, p) => {
    const block = sql`(${place} / 16)`;
    const span = sql`cast(${p.span} as bigint)`;
    return q.delete(nodes).where(
      sql`${org} = ${p.org} and ${height} = ${p.height} and ${place} >= ${p.from} and ${place} < ${p.upTo}
        and (${block} + 1) * 16 * ${span} <= ${p.size} and not exists (select 1 from ${entries} where ${entries.org} = ${p.org}
          and ${entries.position} > ${block} * 16 * ${span} and ${entries.position} <= (${block} + 1) * 16 * ${span})`,
    );
  },
);
export const dropHeads = query('audit.dropHeads', { org: heads.org, upTo: heads.size }, (q, p) =>
  q.delete(heads).where(and(eq(heads.org, p.org), lte(heads.size, p.upTo))),
);
export const originsOf = query(
  'audit.originsOf',
  { person: entries.actor, org: scalar<string | null>(), limit: scalar<number>() },
  (q, p) => {
    const isTheirs = (of: SQL, sealed: SQL) =>
      sql`select ${entries.id} from ${entries} where ${entries.origin} is not null and ${of} and ${entries.position} is ${sealed}
        and (cast(${p.org} as text) is null or ${entries.org} = ${p.org})`;
    const [did, ordered] = [sql`${entries.actor} = ${p.person}`, sql`${entries.impersonator} = ${p.person}`];
    return q
      .select({ id: entries.id })
      .from(entries)
      .where(
        // Each by its index: `or` would read the whole log.
        sql`${entries.id} in (${isTheirs(did, sql`not null`)} union all ${isTheirs(ordered, sql`not null`)}
          union all ${isTheirs(sql`(${did} or ${ordered})`, sql`null`)})`,
      )
      .limit(p.limit as unknown as number);
  },
);
export const forgetOrigins = query('audit.forgetOrigins', { ids: list<string>() }, (q, p, powers) =>
  q.update(entries).set({ origin: null }).where(powers.inList(entries.id, p.ids)),
);

/** In an order in which nothing is left behind that could be sealed anew. */
export const dropAll = [
  query('audit.dropEntries', { org: entries.org }, (q, p) => q.delete(entries).where(eq(entries.org, p.org))),
  query('audit.dropNodes', { org }, (q, p) => q.delete(nodes).where(eq(org, p.org))),
  query('audit.dropAllHeads', { org: heads.org }, (q, p) => q.delete(heads).where(eq(heads.org, p.org))),
  query('audit.dropStatements', { org: statements.org }, (q, p) =>
    q.delete(statements).where(eq(statements.org, p.org)),
  ),
  query('audit.dropHolds', { org: holds.org }, (q, p) => q.delete(holds).where(eq(holds.org, p.org))),
  query('audit.dropLog', { org: logs.org }, (q, p) => q.delete(logs).where(eq(logs.org, p.org))),
] as const;
