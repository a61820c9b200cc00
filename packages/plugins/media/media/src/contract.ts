import {
  Done,
  defineContract,
  event,
  get,
  Id,
  Line,
  Moment,
  pageInput,
  pageOf,
  patch,
  post,
  raw,
  remove,
  service,
  slot,
} from '@lectern/kit/contract';
import { z } from 'zod';

export const MediaKind = z.enum(['video', 'audio', 'image', 'document', 'other']);
export type MediaKind = z.infer<typeof MediaKind>;

/** A file of a course. What it is, is told by its bytes, never by its name. */
export const MediaItem = z.object({
  id: Id,
  courseId: Id,
  name: z.string().describe('File name, as it is saved under'),
  title: Line,
  kind: MediaKind,
  mime: z.string(),
  size: z.number().int().describe('In bytes'),
  width: z.number().int().optional().describe('In pixels, of pictures'),
  height: z.number().int().optional(),
  addedAt: Moment,
});
export type MediaItem = z.infer<typeof MediaItem>;
const Use = z.object({ lessonId: Id, title: z.string() });
export type MediaUse = z.infer<typeof Use>;
export const ListedMedia = MediaItem.extend({
  address: z.string().describe('Of the file; whoever may read the course may open it'),
  usedIn: z.array(Use).describe('Lessons that show it'),
});
export type ListedMedia = z.infer<typeof ListedMedia>;

const onCourse = { permission: 'media.write', on: 'courseId' } as const;
export const mediaAdded = event('media.added', z.object({ mediaId: Id, courseId: Id, kind: MediaKind }), {
  heardBy: [onCourse],
});
export const mediaRemoved = event('media.removed', z.object({ mediaId: Id, courseId: Id }), { heardBy: [onCourse] });

export const errors = {
  notServable: { code: 'media.not_servable', status: 415, message: 'This kind of file cannot be kept in a course.' },
  inUse: {
    code: 'media.in_use',
    status: 409,
    message: 'A lesson shows this file. Take it out of the lesson first.',
  },
  linkExpired: {
    code: 'media.link_expired',
    status: 403,
    message: 'This link was good for a time that is over. Ask whoever sent it for a new one.',
  },
  linkWrong: {
    code: 'media.link_wrong',
    status: 403,
    message: 'This link is not complete or was changed. Copy it again, whole.',
  },
  uploadRefused: {
    code: 'media.upload_refused',
    status: 400,
    message: 'This is not how an upload is asked for. The protocol is tus 1.0.0: tus.io.',
  },
  uploadElsewhere: {
    code: 'media.upload_moved_on',
    status: 409,
    message: 'Somebody else sends this file at this moment. Ask where it stands (HEAD) and go on from there.',
  },
} as const;

/** Bytes that are in storage already, with what they are. */
export interface NewMedia {
  digest: string;
  size: number;
  name: string;
  mime: string;
  width?: number | undefined;
  height?: number | undefined;
}
export interface Judgement {
  readonly mime: string;
  readonly width?: number;
  readonly height?: number;
}
export interface StoredMedia {
  readonly digest: string;
  readonly size: number;
  readonly mime: string;
  readonly name: string;
}

export interface MediaService {
  find(id: string): Promise<MediaItem | undefined>;
  /** Those that are there, by id. */
  many(ids: readonly string[]): Promise<ReadonlyMap<string, MediaItem>>;
  /** By name, each with the SHA-256 of its bytes. */
  ofCourse(courseId: string): Promise<(MediaItem & { digest: string })[]>;
  /** In the caller's unit. The same bytes in one course are one item. */
  add(courseId: string, file: NewMedia): Promise<MediaItem>;
  /** What bytes in storage are, judged by themselves. It reads them, so before a unit. @throws media.not_servable */
  inspect(file: { digest: string; size: number; name: string }): Promise<NewMedia>;
  /** Puts bytes into storage and inspects them, outside any unit. @throws too_large, media.not_servable */
  receive(body: AsyncIterable<Uint8Array>, name: string, limit?: number): Promise<NewMedia>;
  /** What a file is, by its first 256 kB; undefined for one that cannot be kept. */
  judge(head: Uint8Array): Promise<Judgement | undefined>;
  /** In the caller's unit; nothing, when there is none. @throws media.in_use */
  remove(id: string): Promise<void>;
  /** Where its bytes are: `ctx.storage.get(digest)`. */
  stored(id: string): Promise<StoredMedia | undefined>;
  /** An address of the file that works without a session for so many seconds, 7 days at most. @throws not_found */
  signedAddress(site: string, id: string, seconds: number): Promise<string>;
}
export const mediaService = service<MediaService>('media');

/** Which lessons show files; asked before one is removed. */
export interface MediaUsage {
  usedBy(ids: readonly string[]): Promise<ReadonlyMap<string, readonly MediaUse[]>>;
}
export const mediaUsage = slot<MediaUsage>('media.usage', 'Says which lessons show a file');

/** @param base `Call.site`, or only its path */
export const fileAddress = (base: string, { id, name }: { readonly id: string; readonly name: string }): string =>
  `${base}/api/media/items/${encodeURIComponent(id)}/${encodeURIComponent(name)}`;

/** Of a signed link, in seconds. */
export const longestLink = 7 * 24 * 3_600;
/** On the answer to the last part of an upload: the id of the item that it became. */
export const mediaHeader = 'Lectern-Media';

const item: MediaItem = {
  id: 'med-1',
  courseId: 'crs-1',
  name: 'harbour-map.png',
  title: 'harbour-map',
  kind: 'image',
  mime: 'image/png',
  size: 48_211,
  width: 1_280,
  height: 720,
  addedAt: '2026-02-01T08:00:00.000Z',
};
const listed: ListedMedia = {
  ...item,
  address: 'https://learn.example.org/api/media/items/med-1/harbour-map.png',
  usedIn: [{ lessonId: 'lsn-1', title: 'What a map wants' }],
};
const fileName = z.string().min(1).max(255);
const onItem = { permission: 'media.write', on: 'mediaId' } as const;
const onUpload = { permission: 'media.write', on: 'uploadId' } as const;
const tus = { 'Tus-Resumable': '1.0.0' };

export const mediaContract = defineContract({
  id: 'media',
  summary: 'The files of courses',
  service: mediaService,
  permissions: {
    'media.read': {
      summary: 'Open the files of a course',
      roles: [
        'manager',
        'instructor',
        'teaching-assistant',
        'reviewer',
        'moderator',
        'support-agent',
        'learner',
        'guest',
      ],
    },
    'media.write': { summary: 'Add, rename and remove the files of a course', roles: ['manager', 'instructor'] },
  },
  events: { mediaAdded, mediaRemoved },
  slots: { mediaUsage },
  errors,
  operations: {
    list: get('/courses/:courseId/items', {
      summary: 'The files of a course, newest first',
      needs: onCourse,
      input: z.object({
        courseId: Id,
        search: z.string().max(200).optional(),
        kind: MediaKind.optional(),
        ...pageInput,
      }),
      output: pageOf(ListedMedia),
      example: { input: { courseId: 'crs-1' }, output: { items: [listed], next: null } },
    }),
    get: get('/items/:mediaId', {
      summary: 'What is known of a file',
      needs: { permission: 'media.read', on: 'mediaId' },
      input: z.object({ mediaId: Id }),
      output: ListedMedia,
      example: { input: { mediaId: 'med-1' }, output: listed },
    }),
    rename: patch('/items/:mediaId', {
      summary: 'Give a file another title',
      needs: onItem,
      input: z.object({ mediaId: Id, title: Line }),
      output: ListedMedia,
      example: { input: { mediaId: 'med-1', title: 'The harbour' }, output: { ...listed, title: 'The harbour' } },
    }),
    remove: remove('/items/:mediaId', {
      summary: 'Remove a file that no lesson shows',
      needs: onItem,
      input: z.object({ mediaId: Id }),
      output: Done,
      errors: [errors.inUse],
      example: { input: { mediaId: 'med-1' }, output: { done: true } },
    }),
    file: raw('GET', '/items/:mediaId/:name', {
      summary: 'The bytes of a file, whole or in ranges (RFC 9110)',
      needs: { permission: 'media.read', on: 'mediaId' },
      input: z.object({ mediaId: Id, name: fileName }),
      produces: ['image/*', 'video/*', 'audio/*', 'application/octet-stream'],
      example: { input: { mediaId: 'med-1', name: 'harbour-map.png' } },
    }),
    link: post('/items/:mediaId/link', {
      summary: 'A link to a file for whoever has it, without signing in',
      description:
        'Good for so many seconds, seven days at most. It cannot be taken back before, except with the file.',
      needs: onItem,
      input: z.object({
        mediaId: Id,
        seconds: z
          .number()
          .int()
          .min(1)
          .max(longestLink)
          .default(24 * 3_600),
      }),
      output: z.object({ address: z.string(), expiresAt: Moment }),
      secret: ['address'],
      example: {
        input: { mediaId: 'med-1', seconds: 3_600 },
        output: {
          address: 'https://learn.example.org/api/media/signed/med-1/1769936400/Zm9v/harbour-map.png',
          expiresAt: '2026-02-01T09:00:00.000Z',
        },
      },
    }),
    signed: raw('GET', '/signed/:mediaId/:expires/:signature/:name', {
      summary: 'The bytes of a file behind a link that was signed',
      needs: 'public',
      input: z.object({ mediaId: Id, expires: z.string().max(20), signature: z.string().max(100), name: fileName }),
      secret: ['signature'],
      produces: ['image/*', 'video/*', 'audio/*', 'application/octet-stream'],
      errors: [errors.linkExpired, errors.linkWrong],
      example: { input: { mediaId: 'med-1', expires: '1769936400', signature: 'Zm9v', name: 'harbour-map.png' } },
    }),
    add: raw('POST', '/courses/:courseId/items', {
      summary: 'Add a small file to a course in one request',
      description: 'Larger ones go by `createUpload`, which goes on after an interruption.',
      needs: onCourse,
      input: z.object({ courseId: Id, name: fileName }),
      accepts: ['*/*'],
      produces: ['application/json'],
      limit: 50_000_000,
      errors: [errors.notServable],
      example: {
        input: { courseId: 'crs-1', name: 'square.svg' },
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>',
      },
    }),
    createUpload: raw('POST', '/courses/:courseId/uploads', {
      summary: 'Begin an upload (tus 1.0.0)',
      errors: [errors.uploadRefused],
      description: '`Upload-Metadata` has `filename`. The answer’s `Location` takes the bytes, for a day.',
      needs: onCourse,
      input: z.object({ courseId: Id }),
      produces: ['text/plain'],
      example: {
        input: { courseId: 'crs-1' },
        headers: { ...tus, 'Upload-Length': '4', 'Upload-Metadata': `filename ${btoa('a.svg')}` },
      },
    }),
    upload: raw('GET', '/uploads/:uploadId', {
      summary: 'How far an upload has come: asked with HEAD (tus 1.0.0)',
      needs: onUpload,
      input: z.object({ uploadId: Id }),
      produces: ['text/plain'],
      example: { input: { uploadId: 'upl-1' }, headers: tus, method: 'HEAD' },
    }),
    append: raw('PATCH', '/uploads/:uploadId', {
      summary: 'More bytes of an upload (tus 1.0.0)',
      description: `What arrived stays, whatever becomes of the request. The last answer names the item in ${mediaHeader}.`,
      needs: onUpload,
      input: z.object({ uploadId: Id }),
      accepts: ['application/offset+octet-stream'],
      produces: ['text/plain'],
      errors: [errors.notServable, errors.uploadElsewhere, errors.uploadRefused],
      example: {
        input: { uploadId: 'upl-1' },
        headers: { ...tus, 'Upload-Offset': '0' },
        body: '<svg',
      },
    }),
    cancelUpload: raw('DELETE', '/uploads/:uploadId', {
      summary: 'Give an upload up (tus 1.0.0)',
      needs: onUpload,
      input: z.object({ uploadId: Id }),
      produces: ['text/plain'],
      example: { input: { uploadId: 'upl-1' }, headers: tus },
    }),
  },
});
