import { list, query, scalar, searchText, unitOrg } from '@lectern/kit';
import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { mediaItems as items, mediaParts as parts, mediaUploads as uploads } from './tables.ts';

const here = eq(items.org, unitOrg);
const item = {
  id: items.id,
  course: items.course,
  digest: items.digest,
  size: items.size,
  name: items.name,
  title: items.title,
  kind: items.kind,
  mime: items.mime,
  width: items.width,
  height: items.height,
  addedAt: items.addedAt,
};
export const itemById = query('media.item', { id: items.id }, (q, p) =>
  q
    .select(item)
    .from(items)
    .where(and(here, eq(items.id, p.id))),
);
export const itemsByIds = query('media.items', { ids: list<string>() }, (q, p, powers) =>
  q
    .select(item)
    .from(items)
    .where(and(here, powers.inList(items.id, p.ids))),
);
export const itemByDigest = query('media.byDigest', { course: items.course, digest: items.digest }, (q, p) =>
  q
    .select(item)
    .from(items)
    .where(and(here, eq(items.course, p.course), eq(items.digest, p.digest))),
);
export const ofCourse = query('media.ofCourse', { course: items.course }, (q, p) =>
  q
    .select(item)
    .from(items)
    .where(and(here, eq(items.course, p.course)))
    .orderBy(asc(items.name), asc(items.digest)),
);
/** Ids are given in order of time, so the newest item has the highest. */
const page = { course: items.course, kinds: list<string>(), before: items.id, rows: scalar<number>() };
export const pageOfCourse = query('media.page', page, (q, p, powers) =>
  q
    .select(item)
    .from(items)
    .where(and(here, eq(items.course, p.course), powers.inList(items.kind, p.kinds), lt(items.id, p.before)))
    .orderBy(desc(items.id))
    .limit(p.rows),
);
export const pageMatching = query('media.pageMatching', { ...page, search: searchText() }, (q, p, powers) =>
  q
    .select(item)
    .from(items)
    .where(
      and(
        here,
        eq(items.course, p.course),
        powers.inList(items.kind, p.kinds),
        lt(items.id, p.before),
        powers.matches(items, p.search),
      ),
    )
    .orderBy(desc(items.id))
    .limit(p.rows),
);
/** Changes no row when the course has these bytes already. */
export const insertItem = query('media.insert', item, (q, p) =>
  q
    .insert(items)
    .values({ ...p, org: unitOrg })
    .onConflictDoNothing(),
);
export const retitle = query('media.retitle', { id: items.id, title: items.title }, (q, p) =>
  q
    .update(items)
    .set({ title: p.title })
    .where(and(here, eq(items.id, p.id))),
);
export const deleteItem = query('media.delete', { id: items.id }, (q, p) =>
  q.delete(items).where(and(here, eq(items.id, p.id))),
);

const ours = eq(uploads.org, unitOrg);
const upload = {
  id: uploads.id,
  course: uploads.course,
  name: uploads.name,
  metadata: uploads.metadata,
  length: uploads.length,
  received: uploads.received,
  media: uploads.media,
  activeAt: uploads.activeAt,
};
export const uploadById = query('media.upload', { id: uploads.id }, (q, p) =>
  q
    .select(upload)
    .from(uploads)
    .where(and(ours, eq(uploads.id, p.id))),
);
export const insertUpload = query('media.insertUpload', upload, (q, p) =>
  q.insert(uploads).values({ ...p, org: unitOrg }),
);
/** Changes a row only where nobody has gone on before: of two who send the same upload one is told. */
export const advance = query(
  'media.advance',
  { id: uploads.id, from: uploads.received, to: uploads.received, media: uploads.media, now: uploads.activeAt },
  (q, p) =>
    q
      .update(uploads)
      .set({ received: p.to, media: p.media, activeAt: p.now })
      .where(and(ours, eq(uploads.id, p.id), eq(uploads.received, p.from))),
);
export const idleUploads = query('media.idleUploads', { before: uploads.activeAt }, (q, p) =>
  q
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(ours, lt(uploads.activeAt, p.before)))
    .limit(100),
);
export const uploadsOf = query('media.uploadsOf', { course: uploads.course }, (q, p) =>
  q
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(ours, eq(uploads.course, p.course))),
);
export const deleteUpload = query('media.deleteUpload', { id: uploads.id }, (q, p) =>
  q.delete(uploads).where(and(ours, eq(uploads.id, p.id))),
);

const within = eq(parts.org, unitOrg);
const part = { upload: parts.upload, start: parts.start, size: parts.size, digest: parts.digest };
export const insertPart = query('media.insertPart', part, (q, p) => q.insert(parts).values({ ...p, org: unitOrg }));
export const partsOf = query('media.parts', { upload: parts.upload }, (q, p) =>
  q
    .select({ start: parts.start, size: parts.size, digest: parts.digest })
    .from(parts)
    .where(and(within, eq(parts.upload, p.upload)))
    .orderBy(asc(parts.start)),
);
export const deleteParts = query('media.deleteParts', { upload: parts.upload }, (q, p) =>
  q.delete(parts).where(and(within, eq(parts.upload, p.upload))),
);

export const bytesThere = query('media.bytesThere', {}, (q) =>
  q
    .select({ bytes: sql<number>`coalesce(sum(${items.size}), 0)`.mapWith(Number) })
    .from(items)
    .where(here),
);
export const bytesComing = query('media.bytesComing', {}, (q) =>
  q
    .select({ bytes: sql<number>`coalesce(sum(${uploads.length}), 0)`.mapWith(Number) })
    .from(uploads)
    .where(and(eq(uploads.org, unitOrg), isNull(uploads.media))),
);
