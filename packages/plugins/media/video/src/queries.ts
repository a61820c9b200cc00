import { query, unitOrg } from '@lectern/kit';
import { and, asc, eq, gte, ne, or, sql } from 'drizzle-orm';
import { videoCaptions as c, videoPieces as p, videoTracks as t, videos as v } from './tables.ts';

const ofMedia = { media: v.media };

export const video = query('video.one', ofMedia, (q, { media }) =>
  q
    .select()
    .from(v)
    .where(and(eq(v.org, unitOrg), eq(v.media, media))),
);
/** Changes no row when it is known. */
export const begin = query(
  'video.begin',
  { media: v.media, course: v.course, job: v.job, now: v.changedAt },
  (q, { now, ...row }) =>
    q
      .insert(v)
      .values({ ...row, state: 'making', changedAt: now, org: unitOrg })
      .onConflictDoNothing({ target: [v.org, v.media] }),
);
/** Changes a row when it had failed. */
export const again = query('video.again', { media: v.media, job: v.job, now: v.changedAt }, (q, { media, job, now }) =>
  q
    .update(v)
    .set({ state: 'making', job, failure: null, changedAt: now })
    .where(and(eq(v.org, unitOrg), eq(v.media, media))),
);
export const known = query(
  'video.known',
  { media: v.media, seconds: v.seconds, width: v.width, height: v.height, rate: v.rate },
  (q, { media, ...facts }) =>
    q
      .update(v)
      .set(facts)
      .where(and(eq(v.org, unitOrg), eq(v.media, media))),
);
export const ready = query(
  'video.ready',
  { media: v.media, seconds: v.seconds, poster: v.poster, posterSize: v.posterSize, now: v.changedAt },
  (q, { media, now, ...facts }) =>
    q
      .update(v)
      .set({ ...facts, state: 'ready', failure: null, changedAt: now })
      .where(and(eq(v.org, unitOrg), eq(v.media, media))),
);
export const failed = query(
  'video.failed',
  { media: v.media, code: v.failure, now: v.changedAt },
  (q, { media, code, now }) =>
    q
      .update(v)
      .set({ state: 'failed', failure: code, changedAt: now })
      .where(and(eq(v.org, unitOrg), eq(v.media, media))),
);
export const forget = query('video.forget', ofMedia, (q, { media }) =>
  q.delete(v).where(and(eq(v.org, unitOrg), eq(v.media, media))),
);

const { org: _t, ...trackColumns } = {
  media: t.media,
  name: t.name,
  kind: t.kind,
  digest: t.digest,
  size: t.size,
  width: t.width,
  height: t.height,
  codec: t.codec,
  bandwidth: t.bandwidth,
  average: t.average,
  index: t.index,
  org: t.org,
};
export const addTrack = query('video.addTrack', trackColumns, (q, row) => q.insert(t).values({ ...row, org: unitOrg }));
export const tracks = query('video.tracks', { media: t.media }, (q, { media }) =>
  q
    .select()
    .from(t)
    .where(and(eq(t.org, unitOrg), eq(t.media, media))),
);
export const forgetTracks = query('video.forgetTracks', { media: t.media }, (q, { media }) =>
  q.delete(t).where(and(eq(t.org, unitOrg), eq(t.media, media))),
);

export const addPiece = query(
  'video.addPiece',
  {
    media: p.media,
    part: p.part,
    track: p.track,
    recipe: p.recipe,
    digest: p.digest,
    init: p.init,
    segments: p.segments,
    samples: p.samples,
  },
  (q, row) =>
    q
      .insert(p)
      .values({ ...row, org: unitOrg })
      .onConflictDoUpdate({
        target: [p.org, p.media, p.part, p.track],
        set: {
          recipe: row.recipe,
          digest: row.digest,
          init: row.init,
          segments: row.segments,
          samples: row.samples,
        },
      }),
);
export const pieces = query('video.pieces', { media: p.media, recipe: p.recipe }, (q, { media, recipe }) =>
  q
    .select()
    .from(p)
    .where(and(eq(p.org, unitOrg), eq(p.media, media), eq(p.recipe, recipe)))
    .orderBy(asc(p.part)),
);
export const forgetOtherPieces = query(
  'video.forgetOtherPieces',
  { media: p.media, recipe: p.recipe },
  (q, { media, recipe }) => q.delete(p).where(and(eq(p.org, unitOrg), eq(p.media, media), ne(p.recipe, recipe))),
);
export const forgetPieces = query('video.forgetPieces', { media: p.media }, (q, { media }) =>
  q.delete(p).where(and(eq(p.org, unitOrg), eq(p.media, media))),
);

export const setCaptions = query(
  'video.setCaptions',
  { media: c.media, language: c.language, label: c.label, text: c.text, digest: c.digest },
  (q, row) =>
    q
      .insert(c)
      .values({ ...row, org: unitOrg })
      .onConflictDoUpdate({
        target: [c.org, c.media, c.language],
        set: { label: row.label, text: row.text, digest: row.digest },
      }),
);
export const captionsOf = query('video.captionsOf', { media: c.media }, (q, { media }) =>
  q
    .select({ language: c.language, label: c.label, digest: c.digest })
    .from(c)
    .where(and(eq(c.org, unitOrg), eq(c.media, media)))
    .orderBy(asc(c.language)),
);
export const captionText = query(
  'video.captionText',
  { media: c.media, language: c.language },
  (q, { media, language }) =>
    q
      .select({ text: c.text })
      .from(c)
      .where(and(eq(c.org, unitOrg), eq(c.media, media), eq(c.language, language))),
);
export const removeCaptions = query(
  'video.removeCaptions',
  { media: c.media, language: c.language },
  (q, { media, language }) => q.delete(c).where(and(eq(c.org, unitOrg), eq(c.media, media), eq(c.language, language))),
);
export const forgetCaptions = query('video.forgetCaptions', { media: c.media }, (q, { media }) =>
  q.delete(c).where(and(eq(c.org, unitOrg), eq(c.media, media))),
);

export const secondsMade = query('video.secondsMade', { since: v.changedAt }, (q, { since }) =>
  q
    .select({ seconds: sql<number>`coalesce(sum(${v.seconds}), 0)`.mapWith(Number) })
    .from(v)
    .where(and(eq(v.org, unitOrg), ne(v.state, 'failed'), or(eq(v.state, 'making'), gte(v.changedAt, since)))),
);
