// Lists of HTML.
import { type ListItem, limits } from './blocks.ts';
import { append, type Flow, isOnlyAnchors, type Walker } from './flow.ts';
import { flatten } from './html-flatten.ts';
import { attribute, type HtmlElement, type HtmlNode, idOf, isElement, isText } from './html-tree.ts';
import type { Format } from './inline-builder.ts';
import { isParagraph, withoutBlankLines } from './markdown-forms.ts';

export function readList(node: HtmlElement, format: Format, flow: Flow, walker: Walker): void {
  if (flow.depth >= limits.depth) {
    flatten(node, flow, walker);
    return;
  }
  const items: ListItem[] = [];
  const anchors = flow.anchors.splice(0);
  let strays: HtmlNode[] = [];
  /** What stands in a list outside its items belongs to the item before, as browsers show it. */
  const settleStrays = () => {
    if (strays.length === 0) return;
    const last = items.at(-1)?.blocks.at(-1);
    if (last?.type === 'paragraph' && isOnlyAnchors(last.content)) {
      items.at(-1)!.blocks.pop();
      anchors.unshift(...last.content.map((part) => part.id));
    }
    const blocks = walker.blocks(strays, format, flow.depth + 1, anchors.splice(0));
    if (blocks.length > 0 && items.length > 0) items.at(-1)!.blocks.push(...blocks);
    else if (blocks.length > 0) items.push({ blocks });
    strays = [];
  };
  for (const child of node.childNodes) {
    if (isElement(child) && child.tagName === 'li') {
      settleStrays();
      items.push(readItem(child, format, flow.depth + 1, anchors.splice(0), walker));
    } else if (!isText(child) || child.value.trim() !== '') strays.push(child);
  }
  settleStrays();
  if (items.length === 0) return;
  const ordered = node.tagName === 'ol';
  const start = Number(/^\s*(\d{1,9})\s*$/.exec(attribute(node, 'start') ?? '')?.[1] ?? 1);
  append(
    { id: '', type: 'list', ordered, ...(ordered && start !== 1 && { start }), tight: isTight(node, items), items },
    flow,
    walker,
  );
}

function readItem(node: HtmlElement, format: Format, depth: number, anchors: string[], walker: Walker): ListItem {
  walker.inspect(node);
  const id = idOf(node);
  const checked = takeCheckbox(node, walker);
  const blocks = walker.blocks(node.childNodes, format, depth, [...anchors, ...(id ? [id] : [])]);
  return { ...(checked !== undefined && { checked }), blocks };
}

/** The box at the start of an item, which becomes the item's state. */
function takeCheckbox(item: HtmlElement, walker: Walker): boolean | undefined {
  const first = item.childNodes.find((child) => isElement(child) || (isText(child) && child.value.trim() !== ''));
  if (!first || !isElement(first)) return undefined;
  if (first.tagName === 'p' || first.tagName === 'label') return takeCheckbox(first, walker);
  if (first.tagName !== 'input' || attribute(first, 'type')?.toLowerCase() !== 'checkbox') return undefined;
  walker.consumed.add(first);
  return attribute(first, 'checked') !== undefined;
}

/**
 * Tight: written without paragraphs and of a form that Markdown can write without blank lines (which would make it loose).
 * A list of one item with one block cannot be written loosely, so it counts as tight.
 */
function isTight(list: HtmlElement, items: readonly ListItem[]): boolean {
  const canBeLoose = items.length > 1 || items[0]!.blocks.length > 1;
  const loosely = list.childNodes.some(
    (item) => isElement(item) && item.childNodes.some((child) => isElement(child) && child.tagName === 'p'),
  );
  return (
    items.every(withoutBlankLines) && !(loosely && canBeLoose && items.some((item) => item.blocks.some(isParagraph)))
  );
}
