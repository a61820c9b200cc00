// The block elements of HTML, one reader for each.
import { type Block, type BlockOf, type CalloutKind, limits } from './blocks.ts';
import { append, type Flow, isOnlyAnchors, push, type Walker } from './flow.ts';
import { calloutKind, classesOf } from './html-elements.ts';
import { flatten } from './html-flatten.ts';
import { readList } from './html-lists.ts';
import { pictureOf } from './html-objects.ts';
import { collapse } from './html-reader.ts';
import { readTable } from './html-table.ts';
import { attribute, descendants, type HtmlElement, isElement, isText, textContent } from './html-tree.ts';
import { type Format, plain } from './inline-builder.ts';

type BlockReader = (node: HtmlElement, format: Format, flow: Flow, walker: Walker) => void;

const headings = Object.fromEntries(
  [1, 2, 3, 4, 5, 6].map((level): [string, BlockReader] => [
    `h${level}`,
    (node, _, flow, walker) => readHeading(node, level, flow, walker),
  ]),
);

/** Elements that become a block of their own; all others are looked through. */
export const blockReaders: Readonly<Record<string, BlockReader>> = {
  ...headings,
  ul: readList,
  ol: readList,
  menu: readList,
  dir: readList,
  pre: (node, _, flow, walker) => push(codeOf(node), flow, walker),
  hr: (_node, _, flow, walker) => push({ id: '', type: 'divider' }, flow, walker),
  table: readGrid,
  figure: readFigure,
  details: readDetails,
  blockquote: (node, format, flow, walker) =>
    container(node, format, flow, walker, (blocks) =>
      blocks.length > 0 ? { id: '', type: 'quote', blocks } : undefined,
    ),
};

/** Reads an element that stands where blocks may stand; its id is among the waiting anchors already. */
export function readBlock(node: HtmlElement, format: Format, flow: Flow, walker: Walker): void {
  const footnote = attribute(node, 'data-footnote');
  const kind =
    node.tagName === 'p' ? undefined : (calloutKind(node) ?? (node.tagName === 'aside' ? 'note' : undefined));
  const reader = blockReaders[node.tagName];
  if (footnote)
    container(node, format, flow, walker, (blocks) => ({ id: '', type: 'footnote', label: footnote, blocks }));
  else if (kind && (!reader || node.tagName === 'blockquote')) readCallout(node, kind, format, flow, walker);
  else if (reader) reader(node, format, flow, walker);
  else {
    readPen(node, flow, walker);
    walker.children(node, format, flow);
  }
}

/** Kept as HTML, unless nothing would be seen. */
export function keepBlock(node: HtmlElement, flow: Flow, walker: Walker): void {
  const html = walker.keep(node);
  if (html.replace(/<(?!img)[^>]*>/g, '').trim()) push({ id: '', type: 'html', html }, flow, walker);
}

function readHeading(node: HtmlElement, level: number, flow: Flow, walker: Walker): void {
  const content = walker.line(node.childNodes, flow.aside);
  if (isOnlyAnchors(content)) flow.anchors.push(...content.map((part) => part.id));
  else push({ id: '', type: 'heading', level, content }, flow, walker);
}

/** A block that holds blocks. */
function container(
  node: HtmlElement,
  format: Format,
  flow: Flow,
  walker: Walker,
  make: (blocks: Block[]) => Block | undefined,
): void {
  if (flow.depth >= limits.depth) {
    flatten(node, flow, walker);
    return;
  }
  const block = make(walker.blocks(node.childNodes, format, flow.depth + 1, flow.anchors.splice(0)));
  if (block) append(block, flow, walker);
}

function codeOf(node: HtmlElement): Block {
  const inner = node.childNodes.filter((child) => isElement(child) || (isText(child) && child.value.trim() !== ''));
  const [only] = inner;
  const code = inner.length === 1 && only && isElement(only) && only.tagName === 'code' ? only : node;
  const language = languageOf(code) ?? languageOf(node);
  const text = textContent(code).replace(/\n$/, '');
  if (language === 'math') return { id: '', type: 'math', tex: text };
  if (language === 'raw-html' || language === 'raw-markdown')
    return { id: '', type: 'raw', format: language === 'raw-html' ? 'html' : 'markdown', source: text };
  const meta = attribute(code, 'data-meta')?.slice(0, 2_000);
  return { id: '', type: 'code', ...(language && { language }), ...(meta && { meta }), text };
}

/** `language-js`, `lang-js`, `highlight-source-js`, `brush: js`. */
function languageOf(node: HtmlElement): string | undefined {
  return /(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*)(\S{1,200})/.exec(attribute(node, 'class') ?? '')?.[1];
}

function readGrid(node: HtmlElement, _: Format, flow: Flow, walker: Walker): void {
  const table = readTable(node, (cell) => walker.line(cell.childNodes, flow.aside));
  if (table === 'empty') walker.children(node, plain, flow);
  else if (table === 'complex') keepBlock(node, flow, walker);
  else if (table === 'huge') {
    walker.report(
      node,
      `a table of more than ${limits.columns} columns or ${limits.cells} cells: its source is kept and not shown`,
    );
    push(walker.raw(node), flow, walker);
  } else push(table, flow, walker);
}

const notInAPicture = ['table', 'pre', 'iframe', 'video', 'hr'];

function readFigure(node: HtmlElement, format: Format, flow: Flow, walker: Walker): void {
  const captions = [...descendants(node, 'figcaption')];
  const pictures = [...descendants(node, 'img')];
  const words = node.childNodes
    .filter((child) => !captions.some((caption) => caption === child))
    .map(textContent)
    .join('')
    .trim();
  const [picture] = pictures;
  if (
    !picture ||
    pictures.length > 1 ||
    captions.length > 1 ||
    words !== '' ||
    notInAPicture.some((name) => !descendants(node, name).next().done)
  ) {
    walker.children(node, format, flow);
    return;
  }
  const holder = [...descendants(node, 'a')].find((one) => [...descendants(one, 'img')].length > 0);
  const address = holder && attribute(holder, 'href');
  const link = holder && address !== undefined ? walker.link(address, holder) : undefined;
  walker.inspect(picture);
  const caption = captions[0] ? walker.line(captions[0].childNodes, flow.aside) : [];
  push(
    { id: '', ...pictureOf(picture, { ...plain, link }, walker), ...(caption.length > 0 && { caption }) },
    flow,
    walker,
  );
}

function readDetails(node: HtmlElement, format: Format, flow: Flow, walker: Walker): void {
  const summary = node.childNodes.filter(isElement).find((child) => child.tagName === 'summary');
  withLine(node, summary, flow, walker, (words, aside) =>
    container(node, format, flow, walker, (blocks) => ({
      id: '',
      type: 'details',
      summary: words,
      blocks: [...aside, ...blocks],
    })),
  );
}

function readCallout(node: HtmlElement, kind: CalloutKind, format: Format, flow: Flow, walker: Walker): void {
  const first = node.childNodes.find(isElement);
  const titled = first && classesOf(first).some((one) => /(?:^|-)title$/.test(one)) ? first : undefined;
  withLine(node, titled, flow, walker, (title, aside) =>
    container(node, format, flow, walker, (inside) => {
      const blocks = [...aside, ...inside];
      return blocks.length + title.length === 0
        ? undefined
        : { id: '', type: 'callout', kind, ...(title.length > 0 && { title }), blocks };
    }),
  );
}

/** Reads a part of a container apart from the rest: its summary, its title. */
function withLine(
  node: HtmlElement,
  part: HtmlElement | undefined,
  flow: Flow,
  walker: Walker,
  then: (words: BlockOf<'details'>['summary'], aside: Block[]) => void,
): void {
  if (flow.depth >= limits.depth) {
    flatten(node, flow, walker);
    return;
  }
  const aside: Block[] = [];
  const words = part ? walker.line(part.childNodes, aside) : [];
  if (part) walker.consumed.add(part);
  then(words, aside);
}

/** CodePen's placeholder, which its script would turn into a frame: a link to the pen. */
function readPen(node: HtmlElement, flow: Flow, walker: Walker): void {
  const [user, pen] = [attribute(node, 'data-user') ?? '', attribute(node, 'data-slug-hash') ?? ''];
  if (!classesOf(node).includes('codepen') || !/^[\w-]+$/.test(user) || !/^[\w-]+$/.test(pen)) return;
  const title = collapse(attribute(node, 'data-pen-title') ?? '');
  push(
    { id: '', type: 'embed', source: { href: `https://codepen.io/${user}/pen/${pen}` }, ...(title && { title }) },
    flow,
    walker,
  );
}
