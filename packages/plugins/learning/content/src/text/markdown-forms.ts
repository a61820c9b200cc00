// Which blocks Markdown can write in which way. The writer uses these rules, and the reader so that it makes no difference
// (tight or loose) that could not be written.
import type { Block, BlockOf, ListItem } from './blocks.ts';

/** A picture that Markdown's own syntax cannot say, and that no link makes part of a paragraph. */
export const isHtmlPicture = ({
  caption,
  link,
  width,
  height,
}: Pick<BlockOf<'image'>, 'caption' | 'link' | 'width' | 'height'>): boolean =>
  caption !== undefined || (link === undefined && (width ?? height) !== undefined);

/** Written as a paragraph. */
export const isParagraph = (block: Block): boolean =>
  block.type === 'paragraph' || (block.type === 'image' && !isHtmlPicture(block));

/** A check box is written before words only. */
export const hasWords = (block: Block | undefined): boolean =>
  block !== undefined &&
  isParagraph(block) &&
  (block.type !== 'paragraph' || block.content.some((part) => part.type !== 'anchor'));

/** An item of a tight list: nothing in it is set off by a blank line. */
export function withoutBlankLines({ checked, blocks: [first, ...rest] }: ListItem): boolean {
  if (checked !== undefined && first && !hasWords(first)) return false;
  if (rest.length === 0) return first?.type !== 'details';
  if (first!.type !== 'paragraph' && first!.type !== 'list' && first!.type !== 'code') return false;
  return rest.every(
    (block, at) =>
      block.type === 'code' || (block.type === 'list' && (at > 0 || first!.type !== 'paragraph' || interrupts(block))),
  );
}

/** May follow a paragraph without a blank line: CommonMark 5.2 wants a first number of 1 and words in the first item. */
function interrupts({ ordered, start, items: [first] }: BlockOf<'list'>): boolean {
  return !(ordered && start !== undefined) && (first!.blocks.length > 0 || first!.checked !== undefined);
}
