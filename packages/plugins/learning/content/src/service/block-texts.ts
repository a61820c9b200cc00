import { refuse } from '@lectern/kit';
import { fileAddress } from '@lectern/media/contract';
import { type BlockText, errors } from '../contract.ts';
import { lessonText } from '../text/blocks.ts';
import { nameNewBlocks, newBlock } from '../text/ids.ts';
import { referencesOf } from '../text/references.ts';
import type { ContentContext } from './context.ts';
import type { texts } from './texts.ts';

/** Lessons as the blocks they are, for an editor. */
export function blockTexts({ needs }: ContentContext, { read, write }: ReturnType<typeof texts>) {
  return {
    /** @param site as in `Call.site` */
    async blocks(lessonId: string, site: string): Promise<BlockText> {
      const { version, text } = (await read(lessonId)) ?? { version: 0, text: { blocks: [] } };
      const base = new URL(site).pathname.replace(/\/$/, '');
      const files = [...(await needs.media.many(referencesOf(text).assets))].map(([id, item]) => [
        id,
        { address: fileAddress(base, item), kind: item.kind, title: item.title },
      ]);
      return { lessonId, version, blocks: text.blocks, files: Object.fromEntries(files) as BlockText['files'] };
    },
    /** @returns the version @throws content.not_a_text, changed_meanwhile */
    async writeBlocks(lessonId: string, given: BlockText['blocks'], expected?: string): Promise<number> {
      const parsed = lessonText.safeParse({ blocks: withPlaceholders(given) });
      if (!parsed.success) {
        const { path, message } = parsed.error.issues[0]!;
        return refuse(errors.notAText, { pointer: `/${path.join('/')}`, detail: message });
      }
      nameNewBlocks(parsed.data.blocks);
      return write(lessonId, parsed.data, expected);
    },
  };
}

/** A new block has no id yet; the schema of a stored one asks for it. */
function withPlaceholders(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPlaceholders);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'blocks' || key === 'items' ? withPlaceholders(inner) : inner,
    ]),
  );
  const isBlock = typeof copy.type === 'string';
  return isBlock && (copy.id === undefined || copy.id === '') ? { ...copy, id: newBlock } : copy;
}
