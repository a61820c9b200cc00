import { bigint, fileRef, id, integer, tenantTable, text, time } from '@lectern/kit';
import type { MediaKind } from './contract.ts';

/** Files of courses; their bytes are in storage, by digest. */
export const mediaItems = tenantTable(
  'media_items',
  {
    id: id(),
    course: text().notNull(),
    digest: fileRef().notNull(),
    size: bigint().notNull(),
    name: text().notNull(),
    title: text().notNull(),
    kind: text().$type<MediaKind>().notNull(),
    mime: text().notNull(),
    width: integer(),
    height: integer(),
    addedAt: time().notNull(),
  },
  {
    indexes: [{ on: ['course', 'digest'], unique: true }, { on: ['org', 'course', 'id'] }],
    search: ['title', 'name'],
  },
);

/** Files that are on their way. */
export const mediaUploads = tenantTable(
  'media_uploads',
  {
    id: id(),
    course: text().notNull(),
    name: text().notNull(),
    /** `Upload-Metadata` as it was sent, which every HEAD repeats. */
    metadata: text().notNull(),
    length: bigint().notNull(),
    /** Bytes that are kept: the end of the last part. */
    received: bigint().notNull(),
    /** The item that it became. */
    media: text(),
    /** When bytes last came. */
    activeAt: time().notNull(),
  },
  { indexes: [{ on: ['course'] }, { on: ['org', 'activeAt'] }] },
);

/** What has arrived, in pieces, each an object in storage: named here it is kept, though the upload be interrupted. */
export const mediaParts = tenantTable(
  'media_parts',
  {
    upload: text().notNull(),
    start: bigint().notNull(),
    size: bigint().notNull(),
    digest: fileRef().notNull(),
  },
  { key: ['upload', 'start'] },
);
