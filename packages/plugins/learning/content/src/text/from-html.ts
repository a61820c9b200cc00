// HTML -> blocks. The one place where markup becomes a lesson: raw HTML in Markdown, and formats whose texts are HTML.
import { type Block, everyBlock, type LessonText, limits } from './blocks.ts';
import { type Flow, finish, flush, newFlow, newLine, push, TooManyBlocks, take, type Walker } from './flow.ts';
import { blockReaders, keepBlock, readBlock } from './html-blocks.ts';
import {
  keptBlocks,
  keptInlines,
  markOf,
  paragraphEnd,
  refused,
  transparentBlocks,
  transparentInlines,
} from './html-elements.ts';
import { pictureOf, readEmbed } from './html-objects.ts';
import { collapse, createReader, type Lost, type Origin, type Resolve } from './html-reader.ts';
import {
  attribute,
  type HtmlElement,
  type HtmlNode,
  idOf,
  isComment,
  isElement,
  isText,
  parseHtml,
  TooMuchMarkup,
  textContent,
} from './html-tree.ts';
import { nameBlocks } from './ids.ts';
import { type Format, formatted, hasMark, joinRuns, plain, withMark } from './inline-builder.ts';
import { everyContent } from './outline.ts';

export interface Conversion {
  text: LessonText;
  /** In the order of the source. */
  lost: Lost[];
}

/** Reads a piece of HTML. What would run is left out, what we do not model is kept as `html` or `raw`, all of it reported. */
export function fromHtml(html: string, resolve: Resolve = {}): Conversion {
  const source = html.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd');
  return readOrigin(
    {
      html: source,
      placeOf: (offset) => `L${source.slice(0, offset).split('\n').length}`,
      sourceOf: (from, to) => ({ format: 'html', source: source.slice(from, to) }),
      restFrom: (from) => ({ format: 'html', source: source.slice(from) }),
    },
    resolve,
  );
}

/** Reads HTML whose source may be something else. */
export function readOrigin(origin: Origin, resolve: Resolve): Conversion {
  const walker = createWalker(origin, resolve);
  const blocks = readAll(walker);
  settleFootnotes({ blocks });
  nameBlocks(blocks);
  return { text: { blocks }, lost: walker.lost };
}

function createWalker(origin: Origin, resolve: Resolve): Walker {
  const walker: Walker = Object.assign(createReader(origin, resolve), {
    children(node: HtmlElement, format: Format, flow: Flow) {
      for (const child of node.childNodes) walk(child, format, flow, walker);
    },
    blocks(nodes: readonly HtmlNode[], format: Format, depth: number, anchors: string[]) {
      const flow = newFlow(depth, anchors);
      for (const node of nodes) walk(node, format, flow, walker);
      return finish(flow, walker);
    },
    line(nodes: readonly HtmlNode[], aside: Block[]) {
      const flow = newLine(aside);
      for (const node of nodes) walk(node, plain, flow, walker);
      return take(flow, nodes[0], walker);
    },
  });
  return walker;
}

function readAll(walker: Walker): Block[] {
  const { origin } = walker;
  const keepAll = (from: number): Block => ({ id: '', type: 'raw', ...origin.restFrom(from) });
  let nodes: HtmlNode[];
  try {
    nodes = parseHtml(origin.html, { locations: true });
  } catch (fault) {
    if (!(fault instanceof TooMuchMarkup)) throw fault;
    walker.lost.push({
      place: 'L1',
      reason: `the text has ${fault.message}: all of it is kept as source and not shown`,
    });
    return [keepAll(0)];
  }
  const flow = newFlow(1, []);
  /** Where each stretch of blocks begins, to cut before the limit. */
  const starts: { node: HtmlNode; length: number; count: number }[] = [];
  for (const node of nodes) {
    starts.push({ node, length: flow.blocks.length, count: walker.blockCount });
    try {
      walk(node, plain, flow, walker);
    } catch (fault) {
      if (!(fault instanceof TooManyBlocks)) throw fault;
      const cut = starts.findLast((start) => start.count < limits.blocks && !isText(start.node)) ?? starts[0]!;
      walker.report(
        cut.node,
        `more than ${limits.blocks} blocks: the rest, from here on, is kept as source and not shown`,
      );
      return [...flow.blocks.slice(0, cut.length), keepAll(cut.node.sourceCodeLocation?.startOffset ?? 0)];
    }
  }
  return finish(flow, walker);
}

/** A mark whose footnote went astray is what it looked like. */
function settleFootnotes(text: LessonText): void {
  let labels: Set<string> | undefined;
  for (const content of everyContent(text)) {
    for (const [at, part] of content.entries()) {
      if (part.type !== 'footnote') continue;
      labels ??= new Set([...everyBlock(text.blocks)].map((block) => (block.type === 'footnote' ? block.label : '')));
      if (!labels.has(part.label)) content[at] = { type: 'text', text: `[^${part.label}]` };
    }
    if (labels) content.splice(0, content.length, ...joinRuns(content));
  }
}

function walk(node: HtmlNode, format: Format, flow: Flow, walker: Walker): void {
  if (walker.consumed.has(node)) return;
  if (isText(node)) flow.inline.text(node.value, format);
  else if (isElement(node)) readElement(node, format, flow, walker);
  else if (isComment(node) && isBetweenBlocks(node, flow)) {
    // Kept for whoever edits the source; within a line a comment has no place.
    flush(flow, walker);
    push(walker.raw(node), flow, walker);
  }
}

function isBetweenBlocks({ parentNode }: HtmlNode, flow: Flow): boolean {
  return !flow.flat && flow.inline.empty && !(parentNode && 'tagName' in parentNode && parentNode.tagName === 'p');
}

function readElement(node: HtmlElement, format: Format, flow: Flow, walker: Walker): void {
  walker.inspect(node);
  const name = node.tagName;
  const mark = markOf[name];
  const footnote = name === 'sup' ? attribute(node, 'data-footnote') : undefined;
  if (refused[name]) refuse(node, refused[name], flow, walker);
  else if (footnote) flow.inline.object({ type: 'footnote', label: footnote });
  else if (mark) lookThrough(node, withMark(format, mark), flow, walker);
  else if (keptInlines.has(name) && !hasMark(format, 'code') && fitsInLine(node))
    flow.inline.object({ type: 'html', html: walker.keep(node), ...formatted(format) });
  else if (inlineReaders[name]) inlineReaders[name](node, format, flow, walker);
  else if (isBlock(name)) readSetOff(node, format, flow, walker);
  else {
    if (!transparentInlines.has(name) && !keptInlines.has(name)) madeUp(node, format, flow, walker);
    lookThrough(node, format, flow, walker);
  }
}

type ElementReader = (node: HtmlElement, format: Format, flow: Flow, walker: Walker) => void;

const inlineReaders: Readonly<Record<string, ElementReader>> = {
  br: (_node, _, flow) => flow.inline.lineBreak(),
  wbr: () => {},
  [paragraphEnd]: (node, _, flow, walker) => flush(flow, walker, node),
  a(node, format, flow, walker) {
    const address = attribute(node, 'href');
    const link = address === undefined ? undefined : walker.link(address, node);
    lookThrough(node, link ? { ...format, link } : format, flow, walker);
  },
  img(node, format, flow, walker) {
    if (node.attrs.length === 0) flow.inline.text('<img>', format);
    else {
      noteId(node, flow);
      flow.inline.object(pictureOf(node, format, walker));
    }
  },
  input: (node, _, _flow, walker) => walker.report(node, 'a form control is not shown'),
  button(node, format, flow, walker) {
    walker.report(node, 'a button does nothing here, its words are kept');
    lookThrough(node, format, flow, walker);
  },
  iframe: readEmbed,
  video: readEmbed,
  audio: readEmbed,
  embed: readEmbed,
};

const isBlock = (name: string): boolean =>
  name === 'p' || name in blockReaders || transparentBlocks.has(name) || keptBlocks.has(name);

/** Only what is in it counts, and its name. */
function lookThrough(node: HtmlElement, format: Format, flow: Flow, walker: Walker): void {
  noteId(node, flow);
  walker.children(node, format, flow);
}

function noteId(node: HtmlElement, flow: Flow): void {
  const id = idOf(node);
  if (id) flow.inline.anchor(id);
}

/** An element that ends the paragraph before it and begins a new one after it. */
function readSetOff(node: HtmlElement, format: Format, flow: Flow, walker: Walker): void {
  flush(flow, walker, node);
  const footnote = attribute(node, 'data-footnote');
  if (flow.flat && footnote)
    flow.aside.push({
      id: '',
      type: 'footnote',
      label: footnote,
      blocks: walker.blocks(node.childNodes, format, limits.depth, []),
    });
  else if (flow.flat) lookThrough(node, format, flow, walker);
  else if (keptBlocks.has(node.tagName)) keepBlock(node, flow, walker);
  else {
    const id = idOf(node);
    if (id) flow.anchors.push(id);
    readBlock(node, format, flow, walker);
  }
  flush(flow, walker, node);
}

const notInALine = new Set(['br', 'iframe', 'video', 'audio', 'input']);

function fitsInLine(node: HtmlElement): boolean {
  if (node.tagName === 'abbr' && !attribute(node, 'title')) return false;
  const lone = (child: HtmlNode): boolean =>
    !isElement(child) ||
    (!isBlock(child.tagName) &&
      !refused[child.tagName] &&
      !notInALine.has(child.tagName) &&
      child.childNodes.every(lone));
  return node.childNodes.every(lone) && collapse(textContent(node)) !== '';
}

/** `<branch_name>` in running text is a forgotten escape: it is shown. A made-up element with an end is a component. */
function madeUp(node: HtmlElement, format: Format, flow: Flow, walker: Walker): void {
  const location = node.sourceCodeLocation;
  if (!location || location.endTag)
    walker.report(node, `<${node.tagName}> is not an element of HTML, only what is in it is kept`);
  else flow.inline.text(walker.origin.html.slice(location.startTag!.startOffset, location.startTag!.endOffset), format);
}

function refuse(node: HtmlElement, reason: string, flow: Flow, walker: Walker): void {
  const address = collapse(attribute(node, 'src') ?? attribute(node, 'href') ?? attribute(node, 'data') ?? '').slice(
    0,
    200,
  );
  walker.report(node, `${reason}, its source is kept${address && ` (${address})`}`);
  const raw = walker.raw(node);
  if (flow.flat || !flow.inline.empty) flow.aside.push(raw);
  else {
    flush(flow, walker);
    push(raw, flow, walker);
  }
}
