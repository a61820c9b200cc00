import { list, query, unitOrg } from '@lectern/kit';
import { and, asc, desc, eq } from 'drizzle-orm';
import { assets, lessonVersions } from './tables.ts';

const { lesson, version, text, digest, minutes, savedAt } = lessonVersions;
const ofLesson = eq(lessonVersions.org, unitOrg);

export const latest = query('content.latest', { lesson }, (q, p) =>
  q
    .select({ version, text, digest, minutes, savedAt })
    .from(lessonVersions)
    .where(and(ofLesson, eq(lesson, p.lesson)))
    .orderBy(desc(version))
    .limit(1),
);
/** Without the text: what a reader's request needs while the projection is remembered. */
export const latestVersion = query('content.latestVersion', { lesson }, (q, p) =>
  q
    .select({ version, digest })
    .from(lessonVersions)
    .where(and(ofLesson, eq(lesson, p.lesson)))
    .orderBy(desc(version))
    .limit(1),
);
/** Changes no row when another writer took the number in the same moment. */
export const insertVersion = query(
  'content.insertVersion',
  { lesson, version, text, digest, minutes, savedAt },
  (q, p) =>
    q
      .insert(lessonVersions)
      .values({ ...p, org: unitOrg })
      .onConflictDoNothing(),
);
export const forgetLesson = query('content.forgetLesson', { lesson }, (q, p) =>
  q.delete(lessonVersions).where(and(ofLesson, eq(lesson, p.lesson))),
);

const inOrg = eq(assets.org, unitOrg);
const asset = {
  id: assets.id,
  digest: assets.digest,
  size: assets.size,
  name: assets.name,
  mime: assets.mime,
  width: assets.width,
  height: assets.height,
};
export const assetById = query('content.asset', { id: assets.id }, (q, p) =>
  q
    .select(asset)
    .from(assets)
    .where(and(inOrg, eq(assets.id, p.id))),
);
export const assetByDigest = query('content.assetByDigest', { course: assets.course, digest: assets.digest }, (q, p) =>
  q
    .select(asset)
    .from(assets)
    .where(and(inOrg, eq(assets.course, p.course), eq(assets.digest, p.digest))),
);
export const assetsOf = query('content.assets', { course: assets.course }, (q, p) =>
  q
    .select(asset)
    .from(assets)
    .where(and(inOrg, eq(assets.course, p.course)))
    .orderBy(asc(assets.name), asc(assets.digest)),
);
export const assetsByIds = query('content.assetsByIds', { ids: list<string>() }, (q, p, powers) =>
  q
    .select(asset)
    .from(assets)
    .where(and(inOrg, powers.inList(assets.id, p.ids))),
);
/** Changes no row when the course has these bytes already. */
export const insertAsset = query(
  'content.insertAsset',
  { ...asset, course: assets.course, addedAt: assets.addedAt },
  (q, p) =>
    q
      .insert(assets)
      .values({ ...p, org: unitOrg })
      .onConflictDoNothing(),
);
export const forgetAssets = query('content.forgetAssets', { course: assets.course }, (q, p) =>
  q.delete(assets).where(and(inOrg, eq(assets.course, p.course))),
);
