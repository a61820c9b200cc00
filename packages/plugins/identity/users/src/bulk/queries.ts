import { list, query, rowsOf, scalar, unitOrg } from '@lectern/kit';
import { belongings } from '@lectern/organizations/views';
import { and, asc, desc, eq, getTableColumns, gt, isNotNull, lt, or, sql } from 'drizzle-orm';
import { users } from '../tables.ts';
import { externalIds, personImports as imports, importRemarks as remarks } from './tables.ts';

// Of the people whom rows may mean.
const { id, name, email, locale, timeZone, sortKey, createdAt } = users;
const known = {
  id,
  name,
  email,
  locale,
  timeZone,
  /** Null for who does not belong to the organization. */
  state: sql<'active' | 'suspended' | 'removed' | null>`${belongings.state}`,
  externalId: sql<string | null>`${externalIds.externalId}`,
};
const belongsHere = and(eq(belongings.userId, id), eq(belongings.organization, unitOrg));
const knownHereAs = and(eq(externalIds.user, id), eq(externalIds.org, unitOrg));
export const byEmails = query('bulk.byEmails', { emails: list<string>() }, (q, p, powers) =>
  q
    .select(known)
    .from(users)
    .leftJoin(belongings, belongsHere)
    .leftJoin(externalIds, knownHereAs)
    .where(powers.inList(email, p.emails)),
);
export const byExternalIds = query('bulk.byExternalIds', { externalIds: list<string>() }, (q, p, powers) =>
  q
    .select(known)
    .from(externalIds)
    .innerJoin(users, eq(id, externalIds.user))
    .leftJoin(belongings, belongsHere)
    .where(and(eq(externalIds.org, unitOrg), powers.inList(externalIds.externalId, p.externalIds))),
);

// A batch of new people.
const newcomer = { id, name, email, locale, timeZone, sortKey, createdAt };
/** Fewer rows than given when somebody came with one of the addresses meanwhile. */
export const insertAll = query('bulk.insertAll', { people: rowsOf(newcomer) }, (q, p, powers) =>
  q
    .insert(users)
    .select(powers.rows(users, newcomer, p.people))
    .onConflictDoNothing(),
);
const naming = { user: externalIds.user, externalId: externalIds.externalId };
export const nameAll = query('bulk.nameAll', { rows: rowsOf(naming) }, (q, p, powers) =>
  q.insert(externalIds).select(powers.rows(externalIds, naming, p.rows)),
);
export const setExternalId = query('bulk.setExternalId', naming, (q, p) =>
  q
    .insert(externalIds)
    .values({ ...p, org: unitOrg })
    .onConflictDoUpdate({ target: [externalIds.org, externalIds.user], set: { externalId: p.externalId } }),
);
export const dropExternalId = query('bulk.dropExternalId', { user: externalIds.user }, (q, p) =>
  q.delete(externalIds).where(and(eq(externalIds.org, unitOrg), eq(externalIds.user, p.user))),
);

// Imports.
const { org: _org, ...row } = getTableColumns(imports);
const mine = (p: { id: unknown }) => and(eq(imports.org, unitOrg), eq(imports.id, p.id as never));
export const add = query('bulk.add', row, (q, p) => q.insert(imports).values({ ...p, org: unitOrg }));
export const find = query('bulk.find', { id: imports.id }, (q, p) => q.select(row).from(imports).where(mine(p)));
export const latest = query('bulk.latest', { before: imports.id, rows: scalar<number>() }, (q, p) =>
  q
    .select(row)
    .from(imports)
    .where(and(eq(imports.org, unitOrg), lt(imports.id, p.before)))
    .orderBy(desc(imports.id))
    .limit(p.rows),
);
const found = {
  encoding: imports.encoding,
  delimiter: imports.delimiter,
  columns: imports.columns,
  sample: imports.sample,
};
export const readAs = query('bulk.readAs', { id: imports.id, ...found }, (q, { id: importId, ...p }) =>
  q
    .update(imports)
    .set({ ...p, state: 'ready', finishedAt: null })
    .where(mine({ id: importId })),
);
const begun = {
  job: imports.job,
  columns: imports.columns,
  key: imports.key,
  dryRun: imports.dryRun,
  invite: imports.invite,
  site: imports.site,
  locale: imports.locale,
  granted: imports.granted,
  startedBy: imports.startedBy,
  counts: imports.counts,
};
export const begin = query('bulk.begin', { id: imports.id, ...begun }, (q, { id: importId, ...p }) =>
  q
    .update(imports)
    .set({ ...p, state: 'started', rows: 0, bytesRead: 0, stopped: null, finishedAt: null })
    .where(mine({ id: importId })),
);
/** Once for each batch, whoever else believes to be at it: nothing when the import is at another row, or another job's. */
export const advance = query(
  'bulk.advance',
  {
    id: imports.id,
    job: imports.job,
    from: scalar<number>(),
    rows: imports.rows,
    bytesRead: imports.bytesRead,
    counts: imports.counts,
  },
  (q, p) =>
    q
      .update(imports)
      .set({ rows: p.rows, bytesRead: p.bytesRead, counts: p.counts })
      .where(and(mine(p), eq(imports.job, p.job), eq(imports.state, 'started'), sql`${imports.rows} = ${p.from}`)),
);
export const end = query(
  'bulk.end',
  { id: imports.id, job: imports.job, state: imports.state, stopped: imports.stopped, now: imports.finishedAt },
  (q, p) =>
    q
      .update(imports)
      .set({ state: p.state, stopped: p.stopped, finishedAt: p.now })
      .where(and(mine(p), eq(imports.job, p.job), eq(imports.state, 'started'))),
);
export const forgetFile = query('bulk.forgetFile', { id: imports.id }, (q, p) =>
  q.update(imports).set({ file: null, sample: [] }).where(mine(p)),
);
export const remove = query('bulk.remove', { id: imports.id }, (q, p) => q.delete(imports).where(mine(p)));

// Remarks.
const { org: _remarkOrg, ...remark } = getTableColumns(remarks);
export const remarkAll = query('bulk.remarkAll', { rows: rowsOf(remark) }, (q, p, powers) =>
  q.insert(remarks).select(powers.rows(remarks, remark, p.rows)),
);
const about = (p: { import: unknown }) => and(eq(remarks.org, unitOrg), eq(remarks.import, p.import as never));
export const forgetRemarks = query('bulk.forgetRemarks', { import: remarks.import }, (q, p) =>
  q.delete(remarks).where(about(p)),
);
export const remarksAfter = query(
  'bulk.remarksAfter',
  {
    import: remarks.import,
    line: remarks.line,
    place: remarks.place,
    onlyRefused: scalar<number>(),
    rows: scalar<number>(),
  },
  (q, p) =>
    q
      .select(remark)
      .from(remarks)
      .where(
        and(
          about(p),
          or(sql`${p.onlyRefused} = 0`, eq(remarks.refused, true)),
          or(gt(remarks.line, p.line), and(eq(remarks.line, p.line), gt(remarks.place, p.place))),
        ),
      )
      .orderBy(asc(remarks.line), asc(remarks.place))
      .limit(p.rows),
);

// The nightly broom.
export const forgetFiles = query('bulk.forgetFiles', { before: imports.createdAt }, (q, p) =>
  q
    .update(imports)
    .set({ file: null, sample: [] })
    .where(and(eq(imports.org, unitOrg), isNotNull(imports.file), lt(imports.createdAt, p.before))),
);
export const forgetImports = query('bulk.forgetImports', { before: imports.createdAt }, (q, p) =>
  q.delete(imports).where(and(eq(imports.org, unitOrg), lt(imports.createdAt, p.before))),
);
