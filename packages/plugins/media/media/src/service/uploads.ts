// Files that arrive in pieces. What was kept once is there, whoever is killed when: each piece is an object in storage with
// a row that names it. The last piece gets no row of its own: it, the whole and the item are one unit, so that an upload
// of which all bytes are there has its item too.
import { refuse } from '@lectern/kit';
import { errors, type NewMedia } from '../contract.ts';
import * as queries from '../queries.ts';
import { bytes, fileName } from './bytes.ts';
import type { MediaContext } from './context.ts';
import { items } from './items.ts';
import { piecesOf } from './pieces.ts';

/** Unfinished uploads are kept for a day after the last byte. */
export const uploadLife = 24 * 3_600_000;

export interface Upload {
  readonly id: string;
  readonly course: string;
  readonly name: string;
  readonly metadata: string;
  readonly length: number;
  readonly received: number;
  readonly media: string | null;
  readonly activeAt: Date;
}
interface Piece {
  readonly start: number;
  readonly size: number;
  readonly digest: string;
}
/** What is left to do in a unit when the last byte is there. */
export interface Ending {
  readonly upload: Upload;
  readonly last: Piece;
  readonly file: NewMedia;
}

export function uploads(ctx: MediaContext) {
  const { data, storage, settings } = ctx;
  const { keep: keepItem } = items(ctx);
  const { inspect } = bytes(ctx);

  const advance = async (upload: Upload, from: number, to: number, media: string | null) =>
    (await data.run(queries.advance, { id: upload.id, from, to, media, now: ctx.now() })) > 0 ||
    refuse(errors.uploadElsewhere);

  async function assemble(upload: Upload, last: Piece): Promise<NewMedia> {
    const pieces = [...(await data.all(queries.partsOf, { upload: upload.id })), last];
    const end = pieces.reduce((at, { start, size }) => (start === at ? at + size : Number.NaN), 0);
    // Another has gone on, or given it up, since this one asked where it stands.
    if (end !== upload.length) refuse(errors.uploadElsewhere);
    const whole = pieces.length === 1 ? last : await storage.put(oneAfterAnother(pieces));
    return inspect({ digest: whole.digest, size: whole.size, name: upload.name });
  }
  async function* oneAfterAnother(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
    for (const { digest } of pieces) {
      const stored = await storage.get(digest);
      if (!stored) throw new Error(`a part of an upload (${digest}) is not in storage`);
      yield* stored.body;
    }
  }
  async function forget(id: string): Promise<void> {
    await data.run(queries.deleteParts, { upload: id });
    await data.run(queries.deleteUpload, { id });
  }

  return {
    upload: (id: string): Promise<Upload | undefined> => data.one(queries.uploadById, { id }),

    async begin({ id, course, name, metadata, length }: Omit<Upload, 'received' | 'media' | 'activeAt'>) {
      await ctx.needs.organizations.room('bytes', length);
      const row = { id, course, name: fileName(name), metadata, length, received: 0, media: null, activeAt: ctx.now() };
      await data.run(queries.insertUpload, row);
      await ctx.resources.add({ id, type: 'upload', parent: course });
    },
    /** An empty file is whole before its first byte. */
    async empty(name: string): Promise<NewMedia> {
      return inspect({ ...(await storage.put(oneAfterAnother([]))), name: fileName(name) });
    },

    /**
     * Outside any unit. @returns bytes that are kept now, and what remains to be done where that is all of them
     * @throws media.upload_moved_on, media.not_servable, and what the body throws: what came before is kept
     */
    async keep(upload: Upload, body: AsyncIterable<Uint8Array>): Promise<{ received: number; ending?: Ending }> {
      let at = upload.received;
      for await (const { digest, size } of piecesOf(body, settings.partSize, storage)) {
        const piece: Piece = { start: at, size, digest };
        if (at + size === upload.length)
          return { received: upload.length, ending: { upload, last: piece, file: await assemble(upload, piece) } };
        await data.unit(async () => {
          await advance(upload, piece.start, piece.start + size, null);
          await data.run(queries.insertPart, { upload: upload.id, ...piece });
        });
        at += size;
      }
      return { received: at };
    },
    /** In the caller's unit. @returns the id of the item. @throws media.upload_moved_on */
    async finish({ upload, last, file }: Ending): Promise<string> {
      const { id } = await keepItem(upload.course, file);
      await advance(upload, last.start, upload.length, id);
      await data.run(queries.deleteParts, { upload: upload.id });
      return id;
    },
    /** In the caller's unit, as `finish`. */
    async finishEmpty(upload: string, course: string, file: NewMedia): Promise<string> {
      const { id } = await keepItem(course, file);
      await data.run(queries.advance, { id: upload, from: 0, to: 0, media: id, now: ctx.now() });
      return id;
    },
    async giveUp(id: string): Promise<void> {
      await forget(id);
      await ctx.resources.remove(id);
    },
    async forgetUploads(course: string): Promise<void> {
      for (const { id } of await data.all(queries.uploadsOf, { course })) await forget(id);
    },
    /** Those to which nothing has come for a day. */
    async expire(): Promise<void> {
      const before = new Date(ctx.now().getTime() - uploadLife);
      for (;;) {
        const idle = await data.all(queries.idleUploads, { before });
        if (idle.length === 0) return;
        await data.unit(async () => {
          for (const { id } of idle) {
            await forget(id);
            await ctx.resources.remove(id);
          }
        });
      }
    },
  };
}
