import { kernelProblems, refuse, StorageLimitError } from '@lectern/kit';
import { errors, type NewAsset } from '../contract.ts';
import { headBytes, judge } from '../judge.ts';
import * as queries from '../queries.ts';
import type { ContentContext } from './context.ts';

/** Files of a course. */
export function assets(ctx: ContentContext) {
  const { data, storage } = ctx;
  type Row = NonNullable<Awaited<ReturnType<typeof data.one<{ id: string }, Stored>>>>;
  interface Stored {
    id: string;
    digest: string;
    size: number;
    name: string;
    mime: string;
    width: number | null;
    height: number | null;
  }
  const told = ({ width, height, ...row }: Row) => ({
    ...row,
    ...(width !== null && height !== null && { width, height }),
  });

  async function inspect({ digest, size, name }: { digest: string; size: number; name: string }): Promise<NewAsset> {
    const stored = size > 0 ? await storage.get(digest, { start: 0, end: Math.min(size, headBytes) - 1 }) : undefined;
    const judgement =
      (await judge(stored ? await whole(stored.body) : new Uint8Array())) ??
      refuse(errors.notServable, { detail: `${name} is a program, which cannot be kept in a lesson.` });
    return { digest, size, name: fileName(name), ...judgement };
  }

  return {
    inspect,

    async addAsset(courseId: string, asset: NewAsset): Promise<string> {
      const id = ctx.id();
      const { width = null, height = null } = asset;
      if (
        (await data.run(queries.insertAsset, { ...asset, width, height, id, course: courseId, addedAt: ctx.now() })) > 0
      ) {
        await ctx.resources.add({ id, type: 'asset', parent: courseId });
        return id;
      }
      return (await data.one(queries.assetByDigest, { course: courseId, digest: asset.digest }))!.id;
    },
    assets: async (courseId: string) => (await data.all(queries.assetsOf, { course: courseId })).map(told),
    asset: async (id: string) => (await data.one(queries.assetById, { id })) ?? refuse(kernelProblems.notFound),

    /** Outside any unit: a body may take as long as its sender likes. @throws too_large, content.not_servable */
    async receive(body: AsyncIterable<Uint8Array>, name: string, limit: number): Promise<NewAsset> {
      try {
        return await inspect({ ...(await storage.put(body, { limit })), name });
      } catch (error) {
        if (error instanceof StorageLimitError)
          return refuse(kernelProblems.tooLarge, {
            detail: `A file of a lesson has at most ${Math.floor(limit / 1e6)} MB.`,
          });
        throw error;
      }
    },
    forgetCourse: async (course: string) => void (await data.run(queries.forgetAssets, { course })),
  };
}

/** The last part of a path, without what would break a header or a path. */
const fileName = (name: string): string =>
  name
    .toWellFormed()
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 200) || 'file';

async function whole(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
