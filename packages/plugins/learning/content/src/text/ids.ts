// Ids for the blocks of an imported text. The rule, so that notes, comments and progress that point at a block survive
// the next import:
//
// - A block that says something itself (paragraph, heading, code, picture, table, a callout with a title...) is named
//   after its type and its words. Its place is not part of the name: it may move, and changing a paragraph, a format or
//   the target of a link changes no other block's id.
// - A block that only holds others (list, quote, untitled callout, divider) has no words of its own. It is named after
//   its type, the container it stands in, the heading before it there, and how many of its type stand between. So what
//   is written inside it does not change its name, and a new list shifts only the lists after it under the same heading.
// - Blocks that would get the same name are told apart by their order (`-2`, `-3`): of two identical paragraphs, the
//   second takes over the first one's id when the first is changed. Nothing better is knowable from one text alone.
import { type Block, childrenOf, everyBlock } from './blocks.ts';
import { wordsOf } from './to-plain.ts';

/** Names every block, replacing the ids it has. Changes the blocks it is given. */
export function nameBlocks(blocks: readonly Block[]): void {
  nameSiblings(blocks, '', new Map());
}

/** What an editor calls a block that has no name yet. */
export const newBlock = 'new';

/**
 * Names the blocks that have none, and the second of two with one name (a block that was copied), by the same rule. Those
 * with a name keep it, whatever was written into them since. Changes the blocks it is given.
 */
export function nameNewBlocks(blocks: Block[]): void {
  const taken = new Set<string>();
  const nameless = [...everyBlock(blocks)].filter((block) => {
    if (block.id === newBlock || taken.has(block.id)) return true;
    taken.add(block.id);
    return false;
  });
  if (nameless.length === 0) return;
  const names = structuredClone(blocks);
  nameBlocks(names);
  const named = new Map([...everyBlock(blocks)].map((block, at) => [block, at]));
  const suggested = [...everyBlock(names)].map(({ id }) => id);
  for (const block of nameless) {
    const name = suggested[named.get(block)!]!;
    let id = name;
    for (let twin = 2; taken.has(id); twin++) id = `${name}-${twin}`;
    taken.add(id);
    block.id = id;
  }
}

function nameSiblings(blocks: readonly Block[], parent: string, taken: Map<string, number>): void {
  let section = '';
  let seen = new Map<string, number>();
  for (const block of blocks) {
    const words = ownWords(block);
    if (words) block.id = unique(hash(`${block.type}\n${words}`), taken);
    else {
      const before = seen.get(block.type) ?? 0;
      seen.set(block.type, before + 1);
      block.id = unique(hash(`${block.type}\n${parent}\n${section}\n${before}`), taken);
    }
    if (block.type === 'heading') {
      section = block.id;
      seen = new Map();
    }
    const children = childrenOf(block);
    if (children.length > 0) nameSiblings(children, block.id, taken);
  }
}

function ownWords(block: Block): string {
  switch (block.type) {
    case 'image':
    case 'embed':
      return `${JSON.stringify(block.source)}${wordsOf(block)}`;
    case 'code':
      return `${block.language ?? ''}\n${block.text}`;
    case 'html':
      return block.html;
    case 'raw':
      return block.source;
    case 'footnote':
      return block.label;
    default:
      return wordsOf(block);
  }
}

function unique(name: string, taken: Map<string, number>): string {
  const twins = (taken.get(name) ?? 0) + 1;
  taken.set(name, twins);
  return twins === 1 ? name : `${name}-${twins}`;
}

/** 64 bits in 14 characters: two rounds of FNV-1a with different offsets. It must run in a browser, and is no secret. */
function hash(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code ^ (low >>> 15), 0x85ebca6b);
  }
  return [low, high].map((half) => (half >>> 0).toString(36).padStart(7, '0')).join('');
}
