// What a lesson of a folder says of films, sounds and papers. Markdown has no word for them: people write a picture, a link
// alone in its line, or HTML. All become an embedded file.
import type { Block, LessonText } from '@lectern/content/contract';
import type { PlannedAsset } from '../plan.ts';

type Inline = Extract<Block, { type: 'paragraph' }>['content'][number];
type AssetAt = (path: string) => Pick<PlannedAsset, 'mime' | 'name'> | undefined;

export const plays = (mime: string): boolean => /^(?:video|audio)\//.test(mime);
/** Shown in a place of its own, and no picture. */
export const isEmbedded = (mime: string): boolean => plays(mime) || mime === 'application/pdf';

export function withEmbeds(text: LessonText, assetAt: AssetAt): LessonText {
  return { blocks: text.blocks.map((block) => embedded(block, assetAt)) };
}

function embedded(block: Block, assetAt: AssetAt): Block {
  const inside = (blocks: Block[]) => blocks.map((one) => embedded(one, assetAt));
  const line = (content: Inline[]) => content.map((part) => inLine(part, assetAt));
  switch (block.type) {
    case 'image': {
      if (!('asset' in block.source) || !isEmbedded(assetAt(block.source.asset)?.mime ?? '')) return block;
      const title = block.alt || block.title || wordsOf(block.caption ?? []);
      return { id: block.id, type: 'embed', source: block.source, ...(title && { title: title.slice(0, 2_000) }) };
    }
    case 'paragraph': {
      const [only, ...others] = block.content;
      const link = only?.type === 'text' && others.length === 0 ? only.link : undefined;
      if (only?.type === 'text' && link && 'asset' in link && plays(assetAt(link.asset)?.mime ?? ''))
        return { id: block.id, type: 'embed', source: { asset: link.asset }, title: only.text.slice(0, 2_000) };
      return { ...block, content: line(block.content) };
    }
    case 'heading':
      return { ...block, content: line(block.content) };
    case 'table':
      return { ...block, head: block.head.map(line), rows: block.rows.map((row) => row.map(line)) };
    case 'list':
      return { ...block, items: block.items.map((item) => ({ ...item, blocks: inside(item.blocks) })) };
    case 'quote':
    case 'callout':
    case 'details':
    case 'footnote':
      return { ...block, blocks: inside(block.blocks) };
    default:
      return block;
  }
}

/** In the middle of a sentence nothing plays: a link to it. */
function inLine(part: Inline, assetAt: AssetAt): Inline {
  if (part.type !== 'image' || !('asset' in part.source)) return part;
  const asset = assetAt(part.source.asset);
  if (!asset || !isEmbedded(asset.mime)) return part;
  return { type: 'text', text: part.alt || asset.name, link: part.link ?? part.source };
}

const wordsOf = (content: readonly Inline[]): string =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('');
