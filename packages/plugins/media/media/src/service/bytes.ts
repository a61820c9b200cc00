// From bytes that somebody sends to a file that a course can keep.
import { kernelProblems, refuse, StorageLimitError } from '@lectern/kit';
import { errors, type NewMedia } from '../contract.ts';
import { headBytes, judge } from '../judge.ts';
import type { MediaContext } from './context.ts';

export function bytes({ storage, settings }: MediaContext) {
  async function inspect({ digest, size, name }: { digest: string; size: number; name: string }): Promise<NewMedia> {
    const stored = size > 0 ? await storage.get(digest, { start: 0, end: Math.min(size, headBytes) - 1 }) : undefined;
    const judgement =
      (await judge(stored ? await whole(stored.body) : new Uint8Array())) ??
      refuse(errors.notServable, { detail: `${fileName(name)} is a program, which cannot be kept in a course.` });
    return { digest, size, name: fileName(name), ...judgement };
  }
  return {
    inspect,
    async receive(
      body: AsyncIterable<Uint8Array>,
      name: string,
      limit: number = settings.largestFile,
    ): Promise<NewMedia> {
      try {
        return await inspect({ ...(await storage.put(body, { limit })), name });
      } catch (error) {
        if (error instanceof StorageLimitError)
          return refuse(kernelProblems.tooLarge, { detail: `A file has at most ${Math.floor(limit / 1e6)} MB here.` });
        throw error;
      }
    },
  };
}

/** The last part of a path, without what would break a header, a path or a line. */
export const fileName = (name: string): string =>
  name
    .toWellFormed()
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '')
    .trim()
    .replace(/^\.+$/, '') // an address or a folder that ends with it is another
    .slice(0, 200)
    .toWellFormed() || 'file';

async function whole(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
