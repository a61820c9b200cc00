// HTML -> blocks. The one place where markup becomes a lesson: raw HTML in Markdown, and formats whose texts are HTML.
// Long for one file because it is one recursion: block, line and what stands between them read each other.
import {
  type Block,
  type BlockOf,
  childrenOf,
  everyBlock,
  type Inline,
  type LessonText,
  type ListItem,
  limits,
} from './blocks.ts';
import { embedAddress } from './embeds.ts';
import {
  calloutKind,
  classesOf,
  headingLevel,
  keptBlocks,
  keptInlines,
  markOf,
  refused,
  transparentBlocks,
  transparentInlines,
} from './html-elements.ts';
import { collapse, createReader, type Lost, type Origin, type Reader, type Resolve, titleOf } from './html-reader.ts';
import { readTable } from './html-table.ts';
import {
  attribute,
  descendants,
  type HtmlElement,
  type HtmlNode,
  isElement,
  isText,
  parseHtml,
  TooMuchMarkup,
  textContent,
} from './html-tree.ts';
import { nameBlocks } from './ids.ts';
import {
  type Format,
  formatted,
  hasMark,
  type InlineBuilder,
  inlineBuilder,
  joinRuns,
  plain,
  withMark,
} from './inline-builder.ts';
import { isParagraph, withoutBlankLines } from './markdown-forms.ts';
import { everyContent } from './outline.ts';
import { pixels } from './sanitize.ts';

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
    },
    resolve,
  );
}

/** Reads HTML whose source may be something else. */
export function readOrigin(origin: Origin, resolve: Resolve): Conversion {
  const reader = createReader(origin, resolve);
  const blocks = readAll(reader);
  settleFootnotes({ blocks });
  nameBlocks(blocks);
  return { text: { blocks }, lost: reader.lost };
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

class TooManyBlocks extends Error {}

function readAll(reader: Reader): Block[] {
  const { html } = reader.origin;
  let nodes: HtmlNode[];
  try {
    nodes = parseHtml(html, { locations: true });
  } catch (fault) {
    if (!(fault instanceof TooMuchMarkup)) throw fault;
    reader.lost.push({
      place: 'L1',
      reason: `the text has ${fault.message}: all of it is kept as source and not shown`,
    });
    return [{ id: '', type: 'raw', ...reader.origin.sourceOf(0, html.length) }];
  }
  const flow = newFlow(1, []);
  for (const node of nodes) {
    const before = flow.blocks.length;
    try {
      walk(node, plain, flow, reader);
    } catch (fault) {
      if (!(fault instanceof TooManyBlocks)) throw fault;
      reader.report(node, `more than ${limits.blocks} blocks: the rest, from here on, is kept as source and not shown`);
      const rest = reader.origin.sourceOf(node.sourceCodeLocation?.startOffset ?? 0, html.length);
      return [...flow.blocks.slice(0, before), { id: '', type: 'raw', ...rest }];
    }
  }
  return finish(flow, reader);
}

/** Blocks being collected. `aside` holds what was pulled out of the line being read, `anchors` names waiting for words. */
interface Flow {
  readonly blocks: Block[];
  readonly inline: InlineBuilder;
  readonly aside: Block[];
  readonly anchors: string[];
  readonly depth: number;
  /** Only a line fits here (a heading, a table cell): blocks inside give up their form. */
  readonly flat: boolean;
}

const newFlow = (depth: number, anchors: string[], flat = false): Flow => ({
  blocks: [],
  inline: inlineBuilder(),
  aside: [],
  anchors,
  depth,
  flat,
});

function readBlocks(
  nodes: readonly HtmlNode[],
  format: Format,
  reader: Reader,
  depth: number,
  anchors: string[],
): Block[] {
  const flow = newFlow(depth, anchors);
  for (const node of nodes) walk(node, format, flow, reader);
  return finish(flow, reader);
}

function finish(flow: Flow, reader: Reader): Block[] {
  flush(flow, reader);
  placeAnchors(flow, reader);
  return flow.blocks;
}

/** Content for one line. What cannot stand in it goes to `aside`. */
function readLine(nodes: readonly HtmlNode[], reader: Reader, aside: Block[]): Inline[] {
  const flow: Flow = { ...newFlow(0, [], true), aside };
  for (const node of nodes) walk(node, plain, flow, reader);
  return take(flow, nodes[0], reader);
}

function take(flow: Flow, near: HtmlNode | undefined, reader: Reader): Inline[] {
  const { content, simplified } = flow.inline.take();
  if (simplified && near)
    reader.report(
      near,
      `more than ${limits.inlines} changes of format in one paragraph: its words are kept without them`,
    );
  return content;
}

/** Ends the paragraph being collected. */
function flush(flow: Flow, reader: Reader, near?: HtmlNode): void {
  if (flow.flat) return flow.inline.text(' ', plain);
  const content = take(flow, near, reader);
  if (content.every((part) => part.type === 'anchor'))
    flow.anchors.push(...content.map((part) => (part.type === 'anchor' ? part.id : '')));
  else {
    const [only] = content;
    if (content.length === 1 && only?.type === 'image') push({ id: '', ...only }, flow, reader);
    else push({ id: '', type: 'paragraph', content }, flow, reader);
  }
  for (const block of flow.aside.splice(0)) {
    for (const one of flow.depth < limits.depth || childrenOf(block).length === 0 ? [block] : childrenOf(block))
      push(one, flow, reader);
  }
}

function push(block: Block, flow: Flow, reader: Reader): void {
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

function append(block: Block, flow: Flow, reader: Reader): void {
  if (++reader.blocks > limits.blocks) throw new TooManyBlocks();
  flow.blocks.push(block);
}

/** Names that found no words after them get a paragraph of their own. */
function placeAnchors(flow: Flow, reader: Reader): void {
  if (flow.anchors.length > 0) append({ id: '', type: 'paragraph', content: takeAnchors(flow) }, flow, reader);
}

const takeAnchors = (flow: Flow): Inline[] =>
  [...new Set(flow.anchors.splice(0))].map((id) => ({ type: 'anchor', id }));

function walk(node: HtmlNode, format: Format, flow: Flow, reader: Reader): void {
  if (reader.consumed.has(node)) return;
  if (isText(node)) return flow.inline.text(node.value, format);
  if (isElement(node)) return walkElement(node, format, flow, reader);
  // A comment between blocks is kept for whoever edits the source; within a line it has no place.
  const betweenBlocks =
    !flow.flat &&
    flow.inline.empty &&
    node.parentNode &&
    !('tagName' in node.parentNode && node.parentNode.tagName === 'p');
  if (!betweenBlocks || node.nodeName !== '#comment') return;
  flush(flow, reader);
  push(reader.raw(node), flow, reader);
}

function children(node: HtmlElement, format: Format, flow: Flow, reader: Reader): void {
  for (const child of node.childNodes) walk(child, format, flow, reader);
}

function walkElement(node: HtmlElement, format: Format, flow: Flow, reader: Reader): void {
  reader.inspect(node);
  const name = node.tagName;
  if (refused[name]) return refuse(node, refused[name], flow, reader);
  if (name === 'sup' && attribute(node, 'data-footnote'))
    return flow.inline.object({ type: 'footnote', label: attribute(node, 'data-footnote')! });
  const mark = markOf[name];
  if (mark) {
    anchorInLine(node, flow);
    return children(node, withMark(format, mark), flow, reader);
  }
  if (keptInlines.has(name) && !hasMark(format, 'code') && fitsInLine(node))
    return flow.inline.object({ type: 'html', html: reader.keep(node), ...formatted(format) });
  switch (name) {
    case 'br':
      return flow.inline.lineBreak();
    case 'wbr':
      return;
    case 'a':
      return readLink(node, format, flow, reader);
    case 'img':
      return readPicture(node, format, flow, reader);
    case 'input':
      return reader.report(node, 'a form control is not shown');
    case 'button':
      reader.report(node, 'a button does nothing here, its words are kept');
      return children(node, format, flow, reader);
    case 'iframe':
    case 'video':
    case 'audio':
    case 'embed':
      return readEmbed(node, format, flow, reader);
  }
  if (isBlock(name)) return readBlock(node, format, flow, reader);
  if (!transparentInlines.has(name) && !keptInlines.has(name)) madeUp(node, format, flow, reader);
  anchorInLine(node, flow);
  children(node, format, flow, reader);
}

const blockNames = new Set('p ul ol menu dir pre blockquote table hr figure details h1 h2 h3 h4 h5 h6'.split(' '));
const isBlock = (name: string): boolean => blockNames.has(name) || transparentBlocks.has(name) || keptBlocks.has(name);

function fitsInLine(node: HtmlElement): boolean {
  if (node.tagName === 'abbr' && !attribute(node, 'title')) return false;
  const lone = (child: HtmlNode): boolean =>
    !isElement(child) ||
    (!isBlock(child.tagName) &&
      !refused[child.tagName] &&
      !['br', 'iframe', 'video', 'audio', 'input'].includes(child.tagName) &&
      child.childNodes.every(lone));
  return node.childNodes.every(lone) && collapse(textContent(node)) !== '';
}

function anchorInLine(node: HtmlElement, flow: Flow): void {
  const id = idOf(node);
  if (id) flow.inline.anchor(id);
}

function idOf(node: HtmlElement): string | undefined {
  const id = attribute(node, 'id') ?? (node.tagName === 'a' ? attribute(node, 'name') : undefined);
  return id && /^\S{1,200}$/.test(id) ? id : undefined;
}

/** `<branch_name>` in running text is a forgotten escape: it is shown. A made-up element with an end is a component. */
function madeUp(node: HtmlElement, format: Format, flow: Flow, reader: Reader): void {
  const location = node.sourceCodeLocation;
  if (!location || location.endTag)
    reader.report(node, `<${node.tagName}> is not an element of HTML, only what is in it is kept`);
  else flow.inline.text(reader.origin.html.slice(location.startTag!.startOffset, location.startTag!.endOffset), format);
}

function refuse(node: HtmlElement, reason: string, flow: Flow, reader: Reader): void {
  const address = collapse(attribute(node, 'src') ?? attribute(node, 'href') ?? attribute(node, 'data') ?? '').slice(
    0,
    200,
  );
  reader.report(node, `${reason}, its source is kept${address && ` (${address})`}`);
  const raw = reader.raw(node);
  if (flow.flat || !flow.inline.empty) flow.aside.push(raw);
  else {
    flush(flow, reader);
    push(raw, flow, reader);
  }
}

function readLink(node: HtmlElement, format: Format, flow: Flow, reader: Reader): void {
  anchorInLine(node, flow);
  const address = attribute(node, 'href');
  const link = address === undefined ? undefined : reader.link(address, node);
  children(node, link ? { ...format, link } : format, flow, reader);
}

function readPicture(node: HtmlElement, format: Format, flow: Flow, reader: Reader): void {
  if (node.attrs.length === 0) return flow.inline.text('<img>', format);
  anchorInLine(node, flow);
  flow.inline.object(pictureOf(node, format, reader));
}

function pictureOf(node: HtmlElement, { link }: Format, reader: Reader): Extract<Inline, { type: 'image' }> {
  const width = pixels(attribute(node, 'width'));
  const height = pixels(attribute(node, 'height'));
  return {
    type: 'image',
    source: reader.picture(attribute(node, 'src') ?? '', node),
    alt: collapse(attribute(node, 'alt') ?? ''),
    ...titleOf(node),
    ...(width && { width }),
    ...(height && { height }),
    ...(link && { link }),
  };
}

function readEmbed(node: HtmlElement, format: Format, flow: Flow, reader: Reader): void {
  const address =
    attribute(node, 'src') ?? [...descendants(node, 'source')].map((one) => attribute(one, 'src')).find(Boolean);
  if (!address) return reader.report(node, `${node.tagName} without an address is removed`);
  const link = reader.link(embedAddress(address), node);
  if (!link || 'lesson' in link) return;
  const { title, ...source } = link;
  if (flow.flat) return flow.inline.text(title ?? address, { ...format, link });
  flush(flow, reader);
  push({ id: '', type: 'embed', source, ...(title && { title }) }, flow, reader);
}

function readBlock(node: HtmlElement, format: Format, flow: Flow, reader: Reader): void {
  flush(flow, reader, node);
  const footnote = attribute(node, 'data-footnote');
  if (footnote && flow.flat)
    flow.aside.push({
      id: '',
      type: 'footnote',
      label: footnote,
      blocks: readBlocks(node.childNodes, format, reader, limits.depth, []),
    });
  else if (keptBlocks.has(node.tagName) && !flow.flat) keepBlock(node, flow, reader);
  else {
    const id = idOf(node);
    if (id && flow.flat) flow.inline.anchor(id);
    else if (id) flow.anchors.push(id);
    if (flow.flat) children(node, format, flow, reader);
    else readForm(node, format, flow, reader);
  }
  flush(flow, reader, node);
}

function keepBlock(node: HtmlElement, flow: Flow, reader: Reader): void {
  const html = reader.keep(node);
  if (html.replace(/<(?!img)[^>]*>/g, '').trim()) push({ id: '', type: 'html', html }, flow, reader);
}

/** A block element where blocks may stand, its name already noted. */
function readForm(node: HtmlElement, format: Format, flow: Flow, reader: Reader): void {
  const level = headingLevel(node);
  if (level) return readHeading(node, level, flow, reader);
  const footnote = attribute(node, 'data-footnote');
  if (footnote)
    return container(node, format, flow, reader, (blocks) => ({ id: '', type: 'footnote', label: footnote, blocks }));
  switch (node.tagName) {
    case 'ul':
    case 'ol':
    case 'menu':
    case 'dir':
      return readList(node, format, flow, reader);
    case 'pre':
      return push(codeOf(node), flow, reader);
    case 'hr':
      return push({ id: '', type: 'divider' }, flow, reader);
    case 'table':
      return readGrid(node, flow, reader);
    case 'figure':
      return readFigure(node, format, flow, reader);
    case 'details':
      return readDetails(node, format, flow, reader);
  }
  const kind = node.tagName === 'aside' ? (calloutKind(node) ?? 'note') : calloutKind(node);
  if (kind && node.tagName !== 'p') return readCallout(node, kind, format, flow, reader);
  if (node.tagName === 'blockquote')
    return container(node, format, flow, reader, (blocks) =>
      blocks.length > 0 ? { id: '', type: 'quote', blocks } : undefined,
    );
  readPen(node, flow, reader);
  children(node, format, flow, reader);
}

function readHeading(node: HtmlElement, level: number, flow: Flow, reader: Reader): void {
  const content = readLine(node.childNodes, reader, flow.aside);
  if (content.every((part) => part.type === 'anchor')) flow.anchors.push(...content.map((part) => part.id));
  else push({ id: '', type: 'heading', level, content }, flow, reader);
}

/** A block that holds blocks, unless it would lie too deep: then its words become a paragraph. */
function container(
  node: HtmlElement,
  format: Format,
  flow: Flow,
  reader: Reader,
  make: (blocks: Block[]) => Block | undefined,
): void {
  if (flow.depth >= limits.depth) return flatten(node, flow, reader);
  const block = make(readBlocks(node.childNodes, format, reader, flow.depth + 1, flow.anchors.splice(0)));
  if (block) append(block, flow, reader);
}

function flatten(node: HtmlElement, flow: Flow, reader: Reader): void {
  reader.report(node, `nested deeper than ${limits.depth} blocks: its words are kept as one paragraph`);
  const content = readLine(node.childNodes, reader, flow.aside);
  if (content.length > 0) push({ id: '', type: 'paragraph', content }, flow, reader);
}

function readList(node: HtmlElement, format: Format, flow: Flow, reader: Reader): void {
  if (flow.depth >= limits.depth) return flatten(node, flow, reader);
  const items: ListItem[] = [];
  const anchors = flow.anchors.splice(0);
  let strays: HtmlNode[] = [];
  /** What stands in a list outside its items belongs to the item before, as browsers show it. */
  const settleStrays = () => {
    if (strays.length === 0) return;
    const last = items.at(-1)?.blocks.at(-1);
    if (last?.type === 'paragraph' && last.content.every((part) => part.type === 'anchor')) {
      items.at(-1)!.blocks.pop();
      anchors.unshift(...last.content.map((part) => part.id));
    }
    const blocks = readBlocks(strays, format, reader, flow.depth + 1, anchors.splice(0));
    if (blocks.length > 0 && items.length > 0) items.at(-1)!.blocks.push(...blocks);
    else if (blocks.length > 0) items.push({ blocks });
    strays = [];
  };
  for (const child of node.childNodes) {
    if (isElement(child) && child.tagName === 'li') {
      settleStrays();
      items.push(readItem(child, format, flow.depth + 1, anchors.splice(0), reader));
    } else if (!isText(child) || child.value.trim() !== '') strays.push(child);
  }
  settleStrays();
  if (items.length === 0) return;
  const ordered = node.tagName === 'ol';
  const start = Number(/^\s*(\d{1,9})\s*$/.exec(attribute(node, 'start') ?? '')?.[1] ?? 1);
  append(
    { id: '', type: 'list', ordered, ...(ordered && start !== 1 && { start }), tight: isTight(node, items), items },
    flow,
    reader,
  );
}

function readItem(node: HtmlElement, format: Format, depth: number, anchors: string[], reader: Reader): ListItem {
  reader.inspect(node);
  const id = idOf(node);
  const checked = takeCheckbox(node, reader);
  const blocks = readBlocks(node.childNodes, format, reader, depth, [...anchors, ...(id ? [id] : [])]);
  return { ...(checked !== undefined && { checked }), blocks };
}

/** The box at the start of an item, which becomes the item's state. */
function takeCheckbox(item: HtmlElement, reader: Reader): boolean | undefined {
  const first = item.childNodes.find((child) => isElement(child) || (isText(child) && child.value.trim() !== ''));
  if (!first || !isElement(first)) return undefined;
  if (first.tagName === 'p' || first.tagName === 'label') return takeCheckbox(first, reader);
  if (first.tagName !== 'input' || attribute(first, 'type')?.toLowerCase() !== 'checkbox') return undefined;
  reader.consumed.add(first);
  return attribute(first, 'checked') !== undefined;
}

/**
 * Tight: written without paragraphs and of a form that Markdown can write without blank lines (which would make it loose).
 * A list of one item with one block cannot be written loosely, so it counts as tight.
 */
function isTight(list: HtmlElement, items: readonly ListItem[]): boolean {
  const canBeTight = items.every(withoutBlankLines);
  const canBeLoose = items.length > 1 || items[0]!.blocks.length > 1;
  const loosely = list.childNodes.some(
    (item) => isElement(item) && item.childNodes.some((child) => isElement(child) && child.tagName === 'p'),
  );
  return canBeTight && !(loosely && canBeLoose && items.some((item) => item.blocks.some(isParagraph)));
}

function codeOf(node: HtmlElement): Block {
  const inner = node.childNodes.filter((child) => isElement(child) || (isText(child) && child.value.trim() !== ''));
  const code = inner.length === 1 && isElement(inner[0]!) && inner[0].tagName === 'code' ? inner[0] : node;
  const language = [...classesOf(code), ...classesOf(node)]
    .map((one) => /^(?:language|lang|highlight-source|brush:?)-?(\S+)$/.exec(one)?.[1])
    .find(Boolean);
  const text = textContent(code).replace(/\n$/, '');
  if (language === 'math') return { id: '', type: 'math', tex: text };
  if (language === 'raw-html' || language === 'raw-markdown')
    return { id: '', type: 'raw', format: language === 'raw-html' ? 'html' : 'markdown', source: text };
  const meta = attribute(code, 'data-meta');
  return {
    id: '',
    type: 'code',
    ...(language && { language: originalCase(code, node, language) }),
    ...(meta && { meta }),
    text,
  };
}

/** Class names were compared in lower case; a language keeps its writing. */
function originalCase(code: HtmlElement, pre: HtmlElement, language: string): string {
  const written = `${attribute(code, 'class') ?? ''} ${attribute(pre, 'class') ?? ''}`;
  const at = written.toLowerCase().indexOf(language);
  return at < 0 ? language : written.slice(at, at + language.length);
}

function readGrid(node: HtmlElement, flow: Flow, reader: Reader): void {
  const table = readTable(node, (cell) => readLine(cell.childNodes, reader, flow.aside));
  if (table === 'empty') return children(node, plain, flow, reader);
  if (table === 'complex') return keepBlock(node, flow, reader);
  if (table === 'huge') {
    reader.report(
      node,
      `a table of more than ${limits.columns} columns or ${limits.cells} cells: its source is kept and not shown`,
    );
    return push(reader.raw(node), flow, reader);
  }
  push(table, flow, reader);
}

function readFigure(node: HtmlElement, format: Format, flow: Flow, reader: Reader): void {
  const captions = [...descendants(node, 'figcaption')];
  const pictures = [...descendants(node, 'img')];
  const others = node.childNodes.filter((child) => !captions.includes(child as HtmlElement));
  const words = others.map(textContent).join('').trim();
  const plainOne =
    pictures.length === 1 &&
    captions.length <= 1 &&
    words === '' &&
    !['table', 'pre', 'iframe', 'video', 'hr'].some((name) => !descendants(node, name).next().done);
  if (!plainOne) return children(node, format, flow, reader);
  const [holder] = [...descendants(node, 'a')].filter((one) => [...descendants(one, 'img')].length > 0);
  const address = holder && attribute(holder, 'href');
  const link = holder && address !== undefined ? reader.link(address, holder) : undefined;
  reader.inspect(pictures[0]!);
  const caption = captions[0] ? readLine(captions[0].childNodes, reader, flow.aside) : [];
  push(
    { id: '', ...pictureOf(pictures[0]!, { ...plain, link }, reader), ...(caption.length > 0 && { caption }) },
    flow,
    reader,
  );
}

function readDetails(node: HtmlElement, format: Format, flow: Flow, reader: Reader): void {
  if (flow.depth >= limits.depth) return flatten(node, flow, reader);
  const summary = node.childNodes.find(
    (child): child is HtmlElement => isElement(child) && child.tagName === 'summary',
  );
  const aside: Block[] = [];
  const words = summary ? readLine(summary.childNodes, reader, aside) : [];
  if (summary) reader.consumed.add(summary);
  container(node, format, flow, reader, (blocks) => ({
    id: '',
    type: 'details',
    summary: words,
    blocks: [...aside, ...blocks],
  }));
}

function readCallout(
  node: HtmlElement,
  kind: BlockOf<'callout'>['kind'],
  format: Format,
  flow: Flow,
  reader: Reader,
): void {
  if (flow.depth >= limits.depth) return flatten(node, flow, reader);
  const first = node.childNodes.find(isElement);
  const titled = first && classesOf(first).some((one) => /(?:^|-)title$/.test(one)) ? first : undefined;
  const aside: Block[] = [];
  const title = titled ? readLine(titled.childNodes, reader, aside) : [];
  if (titled) reader.consumed.add(titled);
  container(node, format, flow, reader, (blocks) => {
    const all = [...aside, ...blocks];
    return all.length + title.length === 0
      ? undefined
      : { id: '', type: 'callout', kind, ...(title.length > 0 && { title }), blocks: all };
  });
}

/** CodePen's placeholder, which its script would turn into a frame: a link to the pen. */
function readPen(node: HtmlElement, flow: Flow, reader: Reader): void {
  const [user, pen] = [attribute(node, 'data-user'), attribute(node, 'data-slug-hash')];
  if (!classesOf(node).includes('codepen') || !/^[\w-]+$/.test(user ?? '') || !/^[\w-]+$/.test(pen ?? '')) return;
  const title = collapse(attribute(node, 'data-pen-title') ?? '');
  push(
    { id: '', type: 'embed', source: { href: `https://codepen.io/${user}/pen/${pen}` }, ...(title && { title }) },
    flow,
    reader,
  );
}
