import { bigint, fileRef, integer, json, real, tenantTable, text, time } from '@lectern/kit';
import type { Segment } from './cmaf/piece.ts';
import type { TrackIndex } from './cmaf/track.ts';

export const videos = tenantTable(
  'videos',
  {
    media: text().notNull(),
    course: text().notNull(),
    /** `making` is waiting or working: its job knows which. */
    state: text().$type<'making' | 'ready' | 'failed'>().notNull(),
    job: text(),
    seconds: real(),
    width: integer(),
    height: integer(),
    rate: text(),
    failure: text(),
    poster: fileRef(),
    posterSize: integer(),
    changedAt: time().notNull(),
  },
  { key: ['org', 'media'], indexes: [{ on: ['org', 'course'] }] },
);

/** What is played: each an object in storage. */
export const videoTracks = tenantTable(
  'video_tracks',
  {
    media: text().notNull(),
    name: text().notNull(),
    kind: text().$type<'video' | 'audio'>().notNull(),
    digest: fileRef().notNull(),
    size: bigint().notNull(),
    width: integer(),
    height: integer(),
    codec: text().notNull(),
    bandwidth: integer().notNull(),
    average: integer().notNull(),
    index: json<TrackIndex>().notNull(),
  },
  { key: ['org', 'media', 'name'] },
);

/** What a job has finished of a video that is not ready: it goes on behind them. Gone when the video is there. */
export const videoPieces = tenantTable(
  'video_pieces',
  {
    media: text().notNull(),
    part: integer().notNull(),
    track: text().notNull(),
    /** What made it: pieces of another recipe do not fit. */
    recipe: text().notNull(),
    digest: fileRef().notNull(),
    /** The init segment, in Base64. */
    init: text().notNull(),
    segments: json<readonly Segment[]>().notNull(),
    samples: integer().notNull(),
  },
  { key: ['org', 'media', 'part', 'track'] },
);

export const videoCaptions = tenantTable(
  'video_captions',
  {
    media: text().notNull(),
    language: text().notNull(),
    label: text().notNull(),
    /** WebVTT of ours: read and written anew. */
    text: text().notNull(),
    /** Of the text: part of its address, which is then good for ever. */
    digest: text().notNull(),
  },
  { key: ['org', 'media', 'language'] },
);
