import {
  Done,
  defineContract,
  event,
  get,
  Id,
  Language,
  Line,
  post,
  raw,
  remove,
  service,
} from '@lectern/kit/contract';
import { z } from 'zod';
import type { TrackIndex } from './cmaf/track.ts';

export type { TrackIndex } from './cmaf/track.ts';

const Caption = z.object({ language: Language, label: Line });
export type Caption = z.infer<typeof Caption>;
export const Video = z.object({
  mediaId: Id,
  state: z.enum(['waiting', 'working', 'ready', 'failed']),
  percent: z.number().int().min(0).max(100).describe('How far the work has come'),
  seconds: z.number().nullable().describe('How long it lasts; null until that is known'),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  failure: z
    .object({
      code: z.string(),
      message: z.string(),
      mayRetry: z.boolean().describe('Whether who asks may have it made again'),
    })
    .nullable()
    .describe('Why it failed, for people'),
  captions: z.array(Caption),
});
export type Video = z.infer<typeof Video>;

const onMedia = { permission: 'media.read', on: 'mediaId' } as const;
const byAuthors = { permission: 'media.write', on: 'mediaId' } as const;
const facts = z.object({ mediaId: Id, courseId: Id });
export const videoAdvanced = event('video.advanced', facts.extend({ percent: z.number().int() }), {
  heardBy: [onMedia],
});
export const videoReady = event('video.ready', facts, { heardBy: [onMedia] });
export const videoFailed = event('video.failed', facts.extend({ code: z.string() }), { heardBy: [onMedia] });

export const errors = {
  notFailed: {
    code: 'video.not_failed',
    status: 409,
    message: 'This video is ready or still being made, so there is nothing to try again.',
  },
  captionsUnreadable: {
    code: 'video.captions_unreadable',
    status: 422,
    message: 'These are no captions in WebVTT or SubRip (.vtt, .srt). Save them as one of these and send them again.',
  },
} as const;

/** One rung of the picture, or the sound: one object in storage, a CMAF track with its index in front. */
export interface VideoTrack {
  readonly kind: 'video' | 'audio';
  readonly name: string;
  readonly digest: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  /** RFC 6381. */
  readonly codec: string;
  /** Bits in a second: most, and on average. */
  readonly bandwidth: number;
  readonly average: number;
  readonly index: TrackIndex;
}
export interface StreamedVideo {
  readonly mediaId: string;
  readonly courseId: string;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  /** Frames in a second, as `30000/1001`. */
  readonly rate: string;
  /** Of a JPEG in storage. */
  readonly poster: { readonly digest: string; readonly size: number } | undefined;
  /** Largest picture first, sound last. */
  readonly tracks: readonly VideoTrack[];
  readonly captions: readonly (Caption & { readonly digest: string })[];
}
export interface VideoService {
  /** What there is to play; undefined until it is ready. */
  streamed(mediaId: string): Promise<StreamedVideo | undefined>;
  /** WebVTT. */
  captionText(mediaId: string, language: string): Promise<string | undefined>;
  /** In the caller's unit: for importers. `text` is WebVTT or SubRip. @throws video.captions_unreadable */
  captions(mediaId: string, language: string, text: string, label?: string): Promise<void>;
}
export const videoService = service<VideoService>('video');

const example: Video = {
  mediaId: 'med-1',
  state: 'working',
  percent: 47,
  seconds: 754.2,
  width: 1_920,
  height: 1_080,
  failure: null,
  captions: [{ language: 'en', label: 'English' }],
};
export const videoContract = defineContract({
  id: 'video',
  summary: 'Films made ready to play anywhere',
  service: videoService,
  events: { videoAdvanced, videoReady, videoFailed },
  errors,
  operations: {
    get: get('/:mediaId', {
      summary: 'Whether a video can be played, and what is still to do',
      needs: onMedia,
      input: z.object({ mediaId: Id }),
      output: Video,
      example: { input: { mediaId: 'med-1' }, output: example },
    }),
    retry: post('/:mediaId/retry', {
      summary: 'Make a video that failed once more',
      needs: byAuthors,
      input: z.object({ mediaId: Id }),
      output: Video,
      errors: [errors.notFailed],
      example: { input: { mediaId: 'med-1' }, output: { ...example, state: 'waiting', percent: 0 } },
    }),
    addCaptions: raw('PUT', '/:mediaId/captions/:language', {
      summary: 'Add captions in a language, or replace them',
      description: 'WebVTT or SubRip, told apart by themselves. `label` is what a menu shows.',
      needs: byAuthors,
      input: z.object({ mediaId: Id, language: Language, label: Line.max(80).optional() }),
      accepts: ['text/vtt', 'application/x-subrip', 'text/plain'],
      produces: ['application/json'],
      limit: 2_000_000,
      errors: [errors.captionsUnreadable],
      example: {
        input: { mediaId: 'med-1', language: 'en', label: 'English' },
        body: 'WEBVTT\n\n00:00.500 --> 00:02.000\nHigh water\n',
      },
    }),
    removeCaptions: remove('/:mediaId/captions/:language', {
      summary: 'Remove the captions in a language',
      needs: byAuthors,
      input: z.object({ mediaId: Id, language: Language }),
      output: Done,
      example: { input: { mediaId: 'med-1', language: 'en' }, output: { done: true } },
    }),
  },
});
