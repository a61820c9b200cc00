import { kernelProblems, keysOf, type Page, pageFrom, refuse } from '@lectern/kit';
import {
  errors,
  fileAddress,
  type ListedMedia,
  type MediaItem,
  MediaKind,
  type MediaUse,
  mediaAdded,
  mediaRemoved,
  mediaUsage,
  type NewMedia,
  type StoredMedia,
} from '../contract.ts';
import { kindOf } from '../judge.ts';
import * as queries from '../queries.ts';
import type { MediaContext } from './context.ts';

/** After every id. */
const beyond = '~';

export function items(ctx: MediaContext) {
  const { data } = ctx;
  type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;
  const rowOf = (id: string) => data.one(queries.itemById, { id });
  const there = async (id: string) => (await rowOf(id)) ?? refuse(kernelProblems.notFound);

  const itemOf = ({ course, digest: _, width, height, addedAt, ...row }: Row): MediaItem => ({
    ...row,
    courseId: course,
    ...(width !== null && height !== null && { width, height }),
    addedAt: addedAt.toISOString(),
  });
  async function usedBy(ids: readonly string[]): Promise<ReadonlyMap<string, readonly MediaUse[]>> {
    const told = new Map<string, readonly MediaUse[]>();
    for (const usage of ctx.fills(mediaUsage))
      for (const [id, uses] of await usage.usedBy(ids)) told.set(id, [...(told.get(id) ?? []), ...uses]);
    return told;
  }
  async function listed(rows: readonly Row[], site: string): Promise<ListedMedia[]> {
    const uses = await usedBy(rows.map(({ id }) => id));
    return rows.map((row) => ({
      ...itemOf(row),
      address: fileAddress(site, row),
      usedIn: [...(uses.get(row.id) ?? [])],
    }));
  }
  async function forget(row: Row): Promise<void> {
    await data.run(queries.deleteItem, { id: row.id });
    await ctx.emit(mediaRemoved, { mediaId: row.id, courseId: row.course });
  }

  async function keep(courseId: string, file: NewMedia): Promise<MediaItem> {
    const { digest, size, name, mime, width = null, height = null } = file;
    const row = {
      ...{ id: ctx.id(), course: courseId, digest, size, name, mime, width, height },
      title: titleOf(name),
      kind: kindOf(mime),
      addedAt: ctx.now(),
    };
    if ((await data.run(queries.insertItem, row)) === 0)
      return itemOf((await data.one(queries.itemByDigest, { course: courseId, digest }))!);
    await ctx.resources.add({ id: row.id, type: 'media', parent: courseId });
    await ctx.emit(mediaAdded, { mediaId: row.id, courseId, kind: row.kind });
    return itemOf(row);
  }

  return {
    async find(id: string): Promise<MediaItem | undefined> {
      const row = await rowOf(id);
      return row && itemOf(row);
    },
    async many(ids: readonly string[]): Promise<ReadonlyMap<string, MediaItem>> {
      const rows = ids.length > 0 ? await data.all(queries.itemsByIds, { ids }) : [];
      return new Map(rows.map((row) => [row.id, itemOf(row)]));
    },
    ofCourse: async (courseId: string) =>
      (await data.all(queries.ofCourse, { course: courseId })).map((row) => ({ ...itemOf(row), digest: row.digest })),
    async stored(id: string): Promise<StoredMedia | undefined> {
      const row = await rowOf(id);
      return row && { digest: row.digest, size: row.size, mime: row.mime, name: row.name };
    },
    async add(courseId: string, file: NewMedia): Promise<MediaItem> {
      await ctx.needs.organizations.room('bytes', file.size);
      return keep(courseId, file);
    },
    /** Of an upload, for which there was room when it began. */
    keep,
    /** Files that are there and those that are on their way. */
    async bytesUsed(): Promise<number> {
      const [there, coming] = [await data.one(queries.bytesThere), await data.one(queries.bytesComing)];
      return (there?.bytes ?? 0) + (coming?.bytes ?? 0);
    },
    async list({ courseId, search, kind, cursor, limit }: ListInput, site: string): Promise<Page<ListedMedia>> {
      const [before = beyond] = (keysOf(cursor) ?? []).map(String);
      const asked = { course: courseId, kinds: kind ? [kind] : MediaKind.options, before, rows: limit + 1 };
      const rows = search?.trim()
        ? await data.all(queries.pageMatching, { ...asked, search })
        : await data.all(queries.pageOfCourse, asked);
      const { items, next } = pageFrom(rows, limit, ({ id }) => [id]);
      return { items: await listed(items, site), next };
    },
    told: async (id: string, site: string) => (await listed([await there(id)], site))[0]!,
    async rename(id: string, title: string): Promise<void> {
      if ((await data.run(queries.retitle, { id, title })) === 0) refuse(kernelProblems.notFound);
    },
    async remove(id: string): Promise<void> {
      const row = await rowOf(id);
      if (!row) return;
      const [use] = (await usedBy([id])).get(id) ?? [];
      if (use)
        refuse(errors.inUse, {
          detail: `The lesson “${use.title}” shows this file. Take it out of the lesson first.`,
          facts: { lessonId: use.lessonId },
        });
      await forget(row);
      await ctx.resources.remove(id);
    },
    async forgetCourse(courseId: string): Promise<void> {
      for (const row of await data.all(queries.ofCourse, { course: courseId })) await forget(row);
    },
  };
}
interface ListInput {
  readonly courseId: string;
  readonly search?: string | undefined;
  readonly kind?: MediaKind | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** `02_harbour-map.png` -> `02 harbour-map`. */
const titleOf = (name: string): string =>
  name
    .replace(/(?<=.)\.[^.\s]{1,10}$/, '')
    .replaceAll('_', ' ')
    .trim() || name;
