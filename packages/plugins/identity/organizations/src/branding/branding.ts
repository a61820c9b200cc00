// The school's logo. What a picture is, its bytes say; SVG is refused, for it can hold scripts and ask other servers.
import { type Context, kernelProblems, refuse } from '@lectern/kit';
import { errors } from '../contract/errors.ts';
import { logosOf, setDarkLogo, setLogo } from './queries.ts';

export type Surroundings = 'light' | 'dark';
export interface Picture {
  readonly digest: string;
  readonly mime: string;
}
export interface Branding {
  /** Outside a unit. @throws organizations.not_a_logo, too_large */
  take(body: ReadableStream<Uint8Array> | null): Promise<Picture>;
  set(on: Surroundings, picture: Picture | undefined): Promise<void>;
  /** @throws not_found */
  open(on: Surroundings): Promise<Picture & { readonly size: number; readonly body: AsyncIterable<Uint8Array> }>;
}

const largest = 524_288;
const widest = 2_000;
const kinds = new Set(['image/png', 'image/jpeg', 'image/webp']);

export function createBranding(ctx: Context, changed: () => Promise<void>): Branding {
  const { data, storage } = ctx;
  const here = () => ({ id: ctx.scope().org ?? '' });
  return {
    async take(body) {
      const bytes = await whole(body);
      const { fileTypeFromBuffer } = await import('file-type');
      const mime = (await fileTypeFromBuffer(bytes))?.mime;
      if (mime === undefined || !kinds.has(mime) || !(await isSmall(bytes))) return refuse(errors.notAPicture);
      const { digest } = await storage.put(once(bytes));
      return { digest, mime };
    },
    async set(on, picture) {
      const { digest = null, mime = null } = picture ?? {};
      await data.run(on === 'dark' ? setDarkLogo : setLogo, { ...here(), digest, mime });
      await changed();
    },
    async open(on) {
      const row = await data.one(logosOf, here());
      const [digest, mime] = on === 'dark' ? [row?.darkLogo, row?.darkLogoMime] : [row?.logo, row?.logoMime];
      const stored = digest ? await storage.get(digest) : undefined;
      return stored && digest && mime ? { ...stored, digest, mime } : refuse(kernelProblems.notFound);
    },
  };
}

async function whole(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > largest) refuse(kernelProblems.tooLarge, { detail: errors.notAPicture.message });
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
async function isSmall(bytes: Uint8Array): Promise<boolean> {
  const { imageSize } = await import('image-size');
  try {
    const { width, height } = imageSize(bytes);
    return width > 0 && height > 0 && width <= widest && height <= widest;
  } catch {
    return false;
  }
}
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
