// A lesson's text as ProseMirror holds it: the blocks of src/text/blocks.ts one to one, so that nothing is lost between
// them. What an editor cannot change (kept HTML, raw source) is there as a piece that can be moved and removed.
import { type DOMOutputSpec, type NodeSpec, Schema } from 'prosemirror-model';
import { tableNodes } from 'prosemirror-tables';
import type { Link, Source } from '../../src/text/blocks.ts';

/** Of the block; empty until the school has named it. */
const id = { id: { default: '' } };
const piece = (label: string, name: string): DOMOutputSpec => [
  'div',
  { class: 'editor-piece', contenteditable: 'false', 'data-piece': name },
  label,
];
const holder =
  (tag: string, className?: string): NodeSpec['toDOM'] =>
  () =>
    className ? [tag, { class: className }, 0] : [tag, 0];

const nodes = {
  doc: { content: 'block+' },
  paragraph: { group: 'block', content: 'inline*', attrs: id, parseDOM: [{ tag: 'p' }], toDOM: holder('p') },
  heading: {
    group: 'block',
    content: 'inline*',
    attrs: { ...id, level: { default: 2 } },
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: ({ attrs }) => [`h${attrs.level as number}`, 0],
  },
  list: {
    group: 'block',
    content: 'item+',
    attrs: { ...id, ordered: { default: false }, start: { default: null }, tight: { default: true } },
    parseDOM: [
      { tag: 'ul', attrs: { ordered: false } },
      { tag: 'ol', getAttrs: (dom) => ({ ordered: true, start: (dom as HTMLOListElement).start }) },
    ],
    toDOM: ({ attrs }) => (attrs.ordered ? ['ol', { start: attrs.start as number }, 0] : ['ul', 0]),
  },
  item: {
    content: 'block+',
    attrs: { checked: { default: null } },
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: ({ attrs }) =>
      attrs.checked === null
        ? ['li', 0]
        : ['li', { class: 'editor-task', 'data-checked': String(attrs.checked) }, ['div', 0]],
  },
  codeBlock: {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    defining: true,
    attrs: { ...id, language: { default: null }, meta: { default: null } },
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    toDOM: ({ attrs }) => ['pre', { class: 'code', 'data-language': attrs.language as string }, ['code', 0]],
  },
  math: {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    defining: true,
    attrs: id,
    toDOM: () => ['pre', { class: 'code math', 'data-language': 'TeX' }, ['code', 0]],
  },
  quote: {
    group: 'block',
    content: 'block+',
    attrs: id,
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: holder('blockquote'),
  },
  /** What a callout or a disclosure is called. */
  caption: { content: 'inline*', defining: true, isolating: true, toDOM: holder('p', 'title') },
  callout: {
    group: 'block',
    content: 'caption block+',
    attrs: { ...id, kind: { default: 'note' } },
    defining: true,
    toDOM: ({ attrs }) => ['aside', { class: `callout editor-callout is-${attrs.kind as string}` }, 0],
  },
  details: {
    group: 'block',
    content: 'caption block+',
    attrs: id,
    defining: true,
    toDOM: () => ['div', { class: 'disclosure editor-details' }, 0],
  },
  footnote: {
    group: 'block',
    content: 'block+',
    attrs: { ...id, label: { default: '1' } },
    defining: true,
    toDOM: ({ attrs }) => ['div', { class: 'editor-footnote', 'data-label': attrs.label as string }, 0],
  },
  figure: {
    group: 'block',
    content: 'inline*',
    attrs: { ...id, picture: { default: null } },
    isolating: true,
    toDOM: () => ['figure', 0],
  },
  embed: {
    group: 'block',
    atom: true,
    attrs: { ...id, source: { default: null }, title: { default: null } },
    toDOM: ({ attrs }) => piece((attrs.title as string) ?? '', 'embed'),
  },
  divider: { group: 'block', attrs: id, parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
  html: { group: 'block', atom: true, attrs: { ...id, html: { default: '' } }, toDOM: () => piece('HTML', 'html') },
  raw: {
    group: 'block',
    atom: true,
    attrs: { ...id, format: { default: 'markdown' }, source: { default: '' } },
    toDOM: ({ attrs }) => piece(attrs.format as string, 'raw'),
  },
  ...tableNodes({
    tableGroup: 'block',
    cellContent: 'inline*',
    cellAttributes: {},
  }),
  text: { group: 'inline' },
  break: {
    group: 'inline',
    inline: true,
    selectable: false,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
    leafText: () => '\n',
  },
  image: {
    group: 'inline',
    inline: true,
    attrs: { picture: { default: null } },
    toDOM: () => ['span', { class: 'editor-inline-piece' }],
  },
  anchor: {
    group: 'inline',
    inline: true,
    attrs: { id: {} },
    toDOM: ({ attrs }) => ['span', { class: 'editor-inline-piece', title: `#${attrs.id as string}` }, '⚓'],
  },
  note: {
    group: 'inline',
    inline: true,
    attrs: { label: {} },
    toDOM: ({ attrs }) => ['sup', { class: 'editor-inline-piece' }, attrs.label as string],
  },
  inlineHtml: {
    group: 'inline',
    inline: true,
    attrs: { html: {} },
    toDOM: () => ['span', { class: 'editor-inline-piece' }, '‹›'],
  },
} satisfies Record<string, NodeSpec>;
nodes.table.attrs = { ...nodes.table.attrs, ...id, align: { default: null }, headless: { default: false } };

const tags = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  highlight: 'mark',
  kbd: 'kbd',
  sub: 'sub',
  sup: 'sup',
} as const;
const parsed: Record<keyof typeof tags, readonly string[]> = {
  bold: ['strong', 'b'],
  italic: ['em', 'i'],
  strike: ['s', 'del', 'strike'],
  highlight: ['mark'],
  kbd: ['kbd'],
  sub: ['sub'],
  sup: ['sup'],
};
/** In the order in which they nest, outermost first. */
const marks = {
  link: {
    attrs: { link: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (dom: HTMLElement) => {
          const href = dom.getAttribute('href') ?? '';
          return /^(https?:|mailto:|tel:)/i.test(href) ? { link: { href } satisfies Link } : false;
        },
      },
    ],
    toDOM: ({ attrs }: { attrs: { link?: Link } }): DOMOutputSpec => ['a', { title: addressOf(attrs.link!) }, 0],
  },
  ...Object.fromEntries(
    Object.entries(tags).map(([name, tag]) => [
      name,
      {
        parseDOM: parsed[name as keyof typeof tags].map((one) => ({ tag: one })),
        toDOM: (): DOMOutputSpec => [tag, 0],
      },
    ]),
  ),
  code: { code: true, parseDOM: [{ tag: 'code' }], toDOM: (): DOMOutputSpec => ['code', 0] },
};
export const addressOf = (link: Link): string =>
  'href' in link ? link.href : 'lesson' in link ? link.lesson : 'asset' in link ? link.asset : link.broken;

export const schema = new Schema({ nodes, marks: marks as never });
export type PictureAttributes = {
  readonly source: Source;
  readonly alt: string;
  readonly title?: string;
  readonly width?: number;
  readonly height?: number;
  readonly link?: Link;
};
