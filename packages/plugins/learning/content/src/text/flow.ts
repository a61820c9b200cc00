// Blocks being collected from a stretch of HTML, and the rules of collecting: when a paragraph ends, what stands beside it.
import { type Block, childrenOf, type Inline, limits } from './blocks.ts';
import type { Reader } from './html-reader.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';
import { type Format, type InlineBuilder, inlineBuilder, joinRuns, plain } from './inline-builder.ts';

/** `aside` holds what was pulled out of the line being read, `anchors` names waiting for words. */
export interface Flow {
  readonly blocks: Block[];
  readonly inline: InlineBuilder;
  readonly aside: Block[];
  readonly anchors: string[];
  readonly depth: number;
  /** Only a line fits here (a heading, a table cell): blocks inside give up their form. */
  readonly flat: boolean;
}

/** Reads what is inside an element; given to the readers of single elements (html-blocks.ts). */
export interface Walker extends Reader {
  children(node: HtmlElement, format: Format, flow: Flow): void;
  blocks(nodes: readonly HtmlNode[], format: Format, depth: number, anchors: string[]): Block[];
  /** Content for one line. What cannot stand in it goes to `aside`. */
  line(nodes: readonly HtmlNode[], aside: Block[]): Inline[];
}

export class TooManyBlocks extends Error {}

export const newFlow = (depth: number, anchors: string[]): Flow => ({
  blocks: [],
  inline: inlineBuilder(),
  aside: [],
  anchors,
  depth,
  flat: false,
});

/** For one line: blocks that cannot stand in it go to the `aside` of what it belongs to. */
export const newLine = (aside: Block[]): Flow => ({ ...newFlow(0, []), aside, flat: true });

export function take(flow: Flow, near: HtmlNode | undefined, reader: Reader): Inline[] {
  const { content, simplified } = flow.inline.take();
  if (simplified && near)
    reader.report(
      near,
      `more than ${limits.inlines} changes of format in one paragraph: its words are kept without them`,
    );
  return content;
}

/** Ends the paragraph being collected. */
export function flush(flow: Flow, reader: Reader, near?: HtmlNode): void {
  if (flow.flat) {
    flow.inline.text(' ', plain);
    return;
  }
  const content = take(flow, near, reader);
  const [only] = content;
  if (isOnlyAnchors(content)) flow.anchors.push(...content.map((part) => part.id));
  else if (content.length === 1 && only?.type === 'image') push({ id: '', ...only }, flow, reader);
  else push({ id: '', type: 'paragraph', content }, flow, reader);
  for (const block of flow.aside.splice(0)) {
    for (const one of flow.depth < limits.depth || childrenOf(block).length === 0 ? [block] : childrenOf(block))
      push(one, flow, reader);
  }
}

export const isOnlyAnchors = (content: readonly Inline[]): content is Extract<Inline, { type: 'anchor' }>[] =>
  content.every((part) => part.type === 'anchor');

/** Adds a block. Names that wait go to its words, or before it. */
export function push(block: Block, flow: Flow, reader: Reader): void {
  if (block.type === 'paragraph' || block.type === 'heading') {
    const names = new Set(flow.anchors);
    if (names.size > 0)
      block.content = [
        ...takeAnchors(flow),
        ...joinRuns(block.content.filter((part) => part.type !== 'anchor' || !names.has(part.id))),
      ];
  } else placeAnchors(flow, reader);
  append(block, flow, reader);
}

/** Adds a block that has taken the waiting names itself. @throws TooManyBlocks */
export function append(block: Block, flow: Flow, reader: Reader): void {
  if (++reader.blockCount > limits.blocks) throw new TooManyBlocks();
  flow.blocks.push(block);
}

/** The blocks, when nothing more comes. */
export function finish(flow: Flow, reader: Reader): Block[] {
  flush(flow, reader);
  placeAnchors(flow, reader);
  return flow.blocks;
}

/** Names that found no words after them get a paragraph of their own. */
function placeAnchors(flow: Flow, reader: Reader): void {
  if (flow.anchors.length > 0) append({ id: '', type: 'paragraph', content: takeAnchors(flow) }, flow, reader);
}

const takeAnchors = (flow: Flow): Inline[] =>
  [...new Set(flow.anchors.splice(0))].map((id) => ({ type: 'anchor', id }));
