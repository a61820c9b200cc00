// The HTML we let through where no block fits (definition lists, tables with merged cells, ruby...): an allow-list, written
// out again by ourselves. It is applied when HTML comes in and once more when it goes out.
//
// Why the result stays what it is when a browser parses it: every element on the list is an HTML element whose content is
// parsed as ordinary markup (no script, style, textarea, svg, math, template, select), and every `<`, `>`, `&` and quote
// in text and values is escaped. So a tokenizer never leaves its data state but for the tags written here, whatever the
// tree builder then does with them.
import {
  attribute,
  escapeAttribute,
  escapeText,
  type HtmlElement,
  type HtmlNode,
  isElement,
  isText,
} from './html-tree.ts';

const elements = new Set(
  `a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup data dd del details dfn div dl
  dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp
  section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr`.split(/\s+/),
);
const empty = new Set(['br', 'col', 'hr', 'img', 'wbr']);
/** Gone with all they hold: nothing in them is meant to be read. */
const dropped = new Set(
  `applet audio canvas embed frame frameset iframe link math meta noembed noframes object plaintext script select style svg
  template textarea title video xmp base`.split(/\s+/),
);
const everywhere = new Set(['dir', 'lang', 'title', 'id']);
const attributes: Record<string, readonly string[]> = {
  col: ['span'],
  colgroup: ['span'],
  data: ['value'],
  del: ['datetime'],
  ins: ['datetime'],
  li: ['value'],
  ol: ['start', 'type', 'reversed'],
  td: ['colspan', 'rowspan', 'headers', 'align'],
  th: ['colspan', 'rowspan', 'headers', 'scope', 'align'],
  time: ['datetime'],
};

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export interface SanitizeOptions {
  /** What stands instead of the `href`; undefined keeps the words without a link. */
  link(address: string, element: HtmlElement): Attributes | undefined;
  /** What stands instead of the `src`; undefined leaves the alternative text. */
  picture(address: string, element: HtmlElement): Attributes | undefined;
  /** Told of every element that goes with its content. */
  removed?(element: HtmlElement): void;
}

/** Safe HTML, white space collapsed as a browser shows it. Serializing it again gives the same characters. */
export function sanitize(nodes: readonly HtmlNode[], options: SanitizeOptions): string {
  return writeAll(nodes, options, false);
}

function writeAll(nodes: readonly HtmlNode[], options: SanitizeOptions, preformatted: boolean): string {
  return unwrapped(nodes, options)
    .map((part) => {
      if (typeof part !== 'string') return write(part, options, preformatted);
      return escapeText(preformatted ? part : part.replace(/[\t\n\f\r ]+/g, ' '));
    })
    .join('');
}

/** What is left when elements that may not stand are gone, their words or all of them; neighbouring words are one. */
function unwrapped(nodes: readonly HtmlNode[], options: SanitizeOptions): (string | HtmlElement)[] {
  const parts: (string | HtmlElement)[] = [];
  const add = (text: string) => {
    if (typeof parts.at(-1) === 'string') parts[parts.length - 1] += text;
    else parts.push(text);
  };
  const visit = (node: HtmlNode): void => {
    if (isText(node)) add(node.value);
    else if (isElement(node) && dropped.has(node.tagName)) options.removed?.(node);
    else if (isElement(node)) visitElement(node);
  };
  const visitElement = (node: HtmlElement): void => {
    const allowed = elements.has(node.tagName) && node.namespaceURI === 'http://www.w3.org/1999/xhtml';
    const special = allowed ? attributesOf(node, options) : undefined;
    if (special)
      parts.push({
        ...node,
        attrs: Object.entries(special).flatMap(([name, value]) =>
          value === undefined ? [] : [{ name, value: String(value) }],
        ),
      });
    else if (node.tagName === 'img') add(attribute(node, 'alt') ?? '');
    else node.childNodes.forEach(visit);
  };
  nodes.forEach(visit);
  return parts;
}

/** An element whose attributes are those that stay. */
function write(node: HtmlElement, options: SanitizeOptions, preformatted: boolean): string {
  const tag = `<${node.tagName}${writeAttributes(Object.fromEntries(node.attrs.map((one) => [one.name, one.value])))}>`;
  if (empty.has(node.tagName)) return tag;
  const content = writeAll(node.childNodes, options, preformatted || node.tagName === 'pre');
  // The parser drops a newline right after <pre>, so one that belongs to the text is written twice.
  return `${tag}${node.tagName === 'pre' && content.startsWith('\n') ? '\n' : ''}${content}</${node.tagName}>`;
}

/** The attributes that stay; undefined for a link or picture that may not. */
function attributesOf(node: HtmlElement, options: SanitizeOptions): Attributes | undefined {
  const special =
    node.tagName === 'a'
      ? linkAttributes(node, options)
      : node.tagName === 'img'
        ? pictureAttributes(node, options)
        : {};
  const kept = node.attrs.filter((one) => everywhere.has(one.name) || attributes[node.tagName]?.includes(one.name));
  return special && { ...Object.fromEntries(kept.map((one) => [one.name, one.value])), ...special };
}

function linkAttributes(element: HtmlElement, options: SanitizeOptions): Attributes | undefined {
  const address = attribute(element, 'href');
  return address === undefined ? {} : options.link(address, element);
}

function pictureAttributes(element: HtmlElement, options: SanitizeOptions): Attributes | undefined {
  const source = options.picture(attribute(element, 'src') ?? '', element);
  const sizes = Object.fromEntries(['width', 'height'].map((name) => [name, pixels(attribute(element, name))]));
  return source && { alt: attribute(element, 'alt') ?? '', ...sizes, ...source };
}

/** A width or height in pixels; percentages and nonsense are undefined. */
export function pixels(value: string | undefined): number | undefined {
  const number = /^\s*(\d{1,5})(?:px)?\s*$/.exec(value ?? '')?.[1];
  return number && Number(number) > 0 && Number(number) <= 20_000 ? Number(number) : undefined;
}

export function writeAttributes(values: Attributes): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeAttribute(String(value))}"`))
    .join('');
}
