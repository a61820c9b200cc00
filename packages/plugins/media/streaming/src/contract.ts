import { Done, defineContract, get, Id, Language, Moment, put, raw } from '@lectern/kit/contract';
import { z } from 'zod';

const seconds = z.number().min(0).max(1_000_000);
export const Playing = z.object({
  mediaId: Id,
  hls: z.string().describe('Address of the HLS playlist (RFC 8216)'),
  dash: z.string().describe('Address of the DASH manifest, over the same segments'),
  poster: z.string().nullable(),
  captions: z.array(z.object({ language: Language, label: z.string(), address: z.string() })),
  seconds: z.number(),
  width: z.number().int(),
  height: z.number().int(),
  position: seconds.describe('Where this person left off'),
  expiresAt: Moment.describe('Until then the addresses work, for whoever has them'),
});
export type Playing = z.infer<typeof Playing>;

export const errors = {
  notReady: {
    code: 'streaming.not_ready',
    status: 409,
    message: 'This video cannot be played yet. video.get says how far it is, or why it failed.',
  },
  linkExpired: {
    code: 'streaming.link_expired',
    status: 403,
    message: 'This address was good for a time that is over. Open the lesson again.',
  },
  linkWrong: {
    code: 'streaming.link_wrong',
    status: 403,
    message: 'This address is not complete or was changed. Open the lesson again.',
  },
} as const;

const onMedia = { permission: 'media.read', on: 'mediaId' } as const;
const below = 'https://learn.example.org/api/streaming/play/t0rq8k.9f2c41d07be3.Zm9v/med-1';
const example: Playing = {
  mediaId: 'med-1',
  hls: `${below}/master.m3u8`,
  dash: `${below}/manifest.mpd`,
  poster: `${below}/poster.jpg`,
  captions: [{ language: 'en', label: 'English', address: `${below}/captions-en-4bf1c09a2e6d7781.vtt` }],
  seconds: 754.2,
  width: 1_920,
  height: 1_080,
  position: 312.5,
  expiresAt: '2026-02-01T15:00:00.000Z',
};
const place = z.object({ seconds });

export const streamingContract = defineContract({
  id: 'streaming',
  summary: 'Films that play anywhere, from where one left off',
  errors,
  operations: {
    play: get('/:mediaId', {
      summary: 'Addresses to play a video with, without a session, for a few hours',
      description: 'They carry their own permission, so a player elsewhere, a television or a CDN needs no other.',
      needs: onMedia,
      input: z.object({ mediaId: Id }),
      output: Playing,
      secret: ['hls', 'dash', 'poster', 'captions'],
      errors: [errors.notReady],
      example: { input: { mediaId: 'med-1' }, output: example },
    }),
    position: get('/:mediaId/position', {
      summary: 'Where I left off in a video',
      needs: onMedia,
      input: z.object({ mediaId: Id }),
      output: place,
      example: { input: { mediaId: 'med-1' }, output: { seconds: 312.5 } },
    }),
    setPosition: put('/:mediaId/position', {
      summary: 'Remember where I am in a video',
      needs: onMedia,
      input: z.object({ mediaId: Id, seconds }),
      output: Done,
      audit: 'sampled',
      example: { input: { mediaId: 'med-1', seconds: 312.5 }, output: { done: true } },
    }),
    file: raw('GET', '/play/:token/:mediaId/:name', {
      summary: 'Playlists, segments, captions and the poster of a video',
      needs: 'public',
      input: z.object({ token: z.string().max(120), mediaId: Id, name: z.string().max(120) }),
      secret: ['token'],
      produces: [
        'application/vnd.apple.mpegurl',
        'application/dash+xml',
        'video/mp4',
        'audio/mp4',
        'text/vtt',
        'image/jpeg',
      ],
      errors: [errors.linkExpired, errors.linkWrong],
      example: { input: { token: 't0rq8k.9f2c41d07be3.Zm9v', mediaId: 'med-1', name: 'master.m3u8' } },
    }),
  },
});
