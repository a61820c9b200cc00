// What is left of blocks where no more blocks fit.
import { limits } from './blocks.ts';
import { type Flow, push, type Walker } from './flow.ts';
import type { HtmlElement } from './html-tree.ts';

/** The words of a block that lies too deep become a paragraph. */
export function flatten(node: HtmlElement, flow: Flow, walker: Walker): void {
  walker.report(node, `nested deeper than ${limits.depth} blocks: its words are kept as one paragraph`);
  const content = walker.line(node.childNodes, flow.aside);
  if (content.length > 0) push({ id: '', type: 'paragraph', content }, flow, walker);
}
