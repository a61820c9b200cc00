// Inline content as HTML. Addresses are given by the caller; everything else is the same wherever HTML is written.
import type { Inline, Link, Mark, Source } from './blocks.ts';
import { escapeText } from './html-tree.ts';
import { type InlineNode, nest } from './inline-tree.ts';
import { type Attributes, writeAttributes } from './sanitize.ts';

export interface InlineHtmlOptions {
  /** Attributes of the `a`; undefined leaves its words. */
  link(link: Link): Attributes | undefined;
  /** Attributes of the `img` besides `alt`, `title` and its size; undefined leaves the alternative text. */
  picture(source: Source): Attributes | undefined;
  footnote(label: string): string;
  anchor(id: string): string;
  /** HTML that was kept, made safe again. */
  kept(html: string): string;
}

const tags: Record<Mark, string> = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  highlight: 'mark',
  kbd: 'kbd',
  sub: 'sub',
  sup: 'sup',
  code: 'code',
};

export function inlineToHtml(content: readonly Inline[], options: InlineHtmlOptions): string {
  return nest(content)
    .map((node) => write(node, options))
    .join('');
}

function write(node: InlineNode, options: InlineHtmlOptions): string {
  if (node.kind === 'leaf') return leaf(node.inline, node.code, options);
  const inside = node.children.map((child) => write(child, options)).join('');
  if (node.kind === 'mark') return `<${tags[node.mark]}>${inside}</${tags[node.mark]}>`;
  const attributes = options.link(node.link);
  return attributes ? `<a${writeAttributes(attributes)}>${inside}</a>` : inside;
}

function leaf(inline: Inline, code: boolean, options: InlineHtmlOptions): string {
  switch (inline.type) {
    case 'text':
      return code ? `<code>${escapeText(inline.text)}</code>` : escapeText(inline.text);
    case 'break':
      return '<br>';
    case 'anchor':
      return options.anchor(inline.id);
    case 'footnote':
      return options.footnote(inline.label);
    case 'html':
      return options.kept(inline.html);
    case 'image':
      return pictureToHtml(inline, options);
  }
}

interface Picture {
  source: Source;
  alt: string;
  title?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
}

export function pictureToHtml(
  { source, alt, title, width, height }: Picture,
  options: Pick<InlineHtmlOptions, 'picture'>,
): string {
  const attributes = options.picture(source);
  return attributes ? `<img${writeAttributes({ alt, title, width, height, ...attributes })}>` : escapeText(alt);
}
