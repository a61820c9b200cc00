import type { MediaService } from './contract.ts';
import { judge } from './judge.ts';
import { bytes } from './service/bytes.ts';
import type { MediaContext } from './service/context.ts';
import { items } from './service/items.ts';
import { links } from './service/links.ts';
import { uploads } from './service/uploads.ts';

export function createMedia(ctx: MediaContext) {
  return { ...items(ctx), ...bytes(ctx), ...links(ctx), ...uploads(ctx), judge } satisfies MediaService;
}
export type Media = ReturnType<typeof createMedia>;
