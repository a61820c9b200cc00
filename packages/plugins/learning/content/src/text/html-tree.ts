// The HTML parser: the standard's own algorithm (parse5), bounded. What browsers make of broken markup is what we read.
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parseFragment } from 'parse5';

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode;
export type HtmlElement = DefaultTreeAdapterTypes.Element;

/** Deepest nesting of elements. Everything that walks the tree recurses, and the standard's own searches look upwards. */
export const deepest = 400;
/** Unclosed formatting elements are reopened in every following paragraph: 10 kB of markup can ask for millions of nodes. */
const most = 400_000;

/** Thrown instead of building a tree that is too deep or too large. */
export class TooMuchMarkup extends Error {}

// Scripting is off, so that what stands in `noscript` is content; the context is a `div`, so that stray table cells and
// `body` tags do what they do inside a page.
const context = defaultTreeAdapter.createElement(
  'div',
  'http://www.w3.org/1999/xhtml' as Parameters<typeof defaultTreeAdapter.createElement>[1],
  [],
);

/** @throws TooMuchMarkup */
export function parseHtml(html: string, { locations }: { locations: boolean }): HtmlNode[] {
  let depth = 0;
  let count = 0;
  const treeAdapter: typeof defaultTreeAdapter = {
    ...defaultTreeAdapter,
    createElement(...given) {
      if (++count > most) throw new TooMuchMarkup(`more than ${most} elements`);
      return defaultTreeAdapter.createElement(...given);
    },
    onItemPush() {
      if (++depth > deepest) throw new TooMuchMarkup(`elements nested deeper than ${deepest}`);
    },
    onItemPop() {
      depth--;
    },
    // As the default one, without a new object for each element.
    updateNodeSourceCodeLocation(node, end) {
      if (node.sourceCodeLocation) Object.assign(node.sourceCodeLocation, end);
    },
  };
  return parseFragment(context, html, { treeAdapter, sourceCodeLocationInfo: locations, scriptingEnabled: false })
    .childNodes;
}

export const isElement = (node: HtmlNode): node is HtmlElement => 'tagName' in node;
export const isText = (node: HtmlNode): node is DefaultTreeAdapterTypes.TextNode => node.nodeName === '#text';
export const isComment = (node: HtmlNode): node is DefaultTreeAdapterTypes.CommentNode => node.nodeName === '#comment';

export function attribute(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

/** The name others may link to. */
export function idOf(element: HtmlElement): string | undefined {
  const id = attribute(element, 'id') ?? (element.tagName === 'a' ? attribute(element, 'name') : undefined);
  return id && /^\S{1,200}$/.test(id) ? id : undefined;
}

/** All characters in a node; a line break is a newline. */
export function textContent(node: HtmlNode): string {
  if (isText(node)) return node.value;
  if (!isElement(node)) return '';
  return node.tagName === 'br' ? '\n' : node.childNodes.map(textContent).join('');
}

/** Elements with this name anywhere below, in order. */
export function* descendants(node: HtmlElement, name: string): Generator<HtmlElement> {
  for (const child of node.childNodes) {
    if (!isElement(child)) continue;
    if (child.tagName === name) yield child;
    yield* descendants(child, name);
  }
}

export const escapeText = (text: string): string => text.replace(/[&<>]/g, (character) => entity[character]!);
export const escapeAttribute = (text: string): string =>
  text.replace(/[&<>"\u00a0]/g, (character) => entity[character]!);
const entity: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\u00a0': '&nbsp;' };
