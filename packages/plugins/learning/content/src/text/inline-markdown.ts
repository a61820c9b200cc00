// Inline content as Markdown.
import { readReference, writeReference } from './addresses.ts';
import type { Inline, Link, Mark, Source } from './blocks.ts';
import { escapeAttribute, type HtmlNode, isElement, isText, parseHtml } from './html-tree.ts';
import { pictureToHtml } from './inline-html.ts';
import { type InlineNode, nest } from './inline-tree.ts';
import { codeSpan, destination, escapeMarkdown, titlePart } from './markdown-escape.ts';
import { writeAttributes } from './sanitize.ts';

export interface InlineMarkdownOptions {
  address(reference: { lesson: string; anchor?: string | undefined } | { asset: string }): string;
  /** A heading or a table cell: breaks cannot be written as line ends. */
  readonly oneLine: boolean;
}

const delimiters: Partial<Record<Mark, { sign: string; tag: string }>> = {
  bold: { sign: '**', tag: 'strong' },
  italic: { sign: '_', tag: 'em' },
  strike: { sign: '~~', tag: 's' },
};
const tags: Partial<Record<Mark, string>> = { highlight: 'mark', kbd: 'kbd', sub: 'sub', sup: 'sup' };

export function inlineToMarkdown(content: readonly Inline[], options: InlineMarkdownOptions): string {
  const out: string[] = [];
  const emit = (markdown: string): void => {
    if (markdown) out.push(markdown);
  };
  const nodes = nest(content);

  /** `before` and `after`: the characters that will stand at the edges, for CommonMark's flanking rules. */
  function write(list: readonly InlineNode[], before: string, after: string): void {
    list.forEach((node, at) => {
      const left = at > 0 ? lastOf(list[at - 1]!) : before;
      const right = at + 1 < list.length ? firstOf(list[at + 1]!) : after;
      if (node.kind === 'leaf') emit(leaf(node.inline, node.code, left, right));
      else if (node.kind === 'link') writeLink(node.link, node.children);
      else writeMark(node.mark, node.children, left, right);
    });
  }

  function writeMark(mark: Mark, children: readonly InlineNode[], left: string, right: string): void {
    const delimiter = delimiters[mark];
    const clear = delimiter && opens(left, firstOf(children[0]!)) && opens(right, lastOf(children.at(-1)!));
    const tag = tags[mark] ?? delimiter!.tag;
    emit(clear ? delimiter.sign : `<${tag}>`);
    write(children, '*', '*');
    emit(clear ? delimiter.sign : `</${tag}>`);
  }

  function writeLink(link: Link, children: readonly InlineNode[]): void {
    const address = addressOf(link);
    const [only] = children;
    if (
      children.length === 1 &&
      only?.kind === 'leaf' &&
      !only.code &&
      only.inline.type === 'text' &&
      only.inline.text === address &&
      !link.title &&
      /^[a-z][a-z0-9+.-]{1,31}:[^<>\s]+$/i.test(address)
    ) {
      emit(`<${address}>`);
      return;
    }
    emit('[');
    write(children, '[', ']');
    emit(`](${destination(address)}${titlePart(link.title)})`);
  }

  const addressOf = (link: Link | Source): string =>
    'href' in link ? link.href : 'broken' in link ? link.broken : options.address(link);

  function leaf(inline: Inline, code: boolean, left: string, right: string): string {
    switch (inline.type) {
      case 'text': {
        if (code) return codeSpan(inline.text);
        const lineStart = out.at(-1)?.endsWith('\n') ?? false;
        const place = lineStart ? 'line' : left === '' || out.length === 0 ? 'block' : 'within';
        // `[^1]:` would begin a footnote's text
        const colon = left === ']' && inline.text.startsWith(':') ? '\\' : '';
        return colon + escapeMarkdown(inline.text, { place, next: right });
      }
      case 'break':
        return options.oneLine ? '<br>' : '\\\n';
      case 'anchor':
        return `<span id="${escapeAttribute(inline.id)}"></span>`;
      case 'footnote':
        return `[^${inline.label}]`;
      case 'html':
        return parseHtml(inline.html, { locations: false })
          .map((node) => htmlInLine(node, options))
          .join('');
      case 'image': {
        const address = addressOf(inline.source);
        const sized = inline.width !== undefined || inline.height !== undefined;
        return sized
          ? pictureToHtml(inline, { picture: () => ({ src: address }) }).replaceAll('\n', '&#10;')
          : `![${escapeMarkdown(inline.alt)}](${destination(address)}${titlePart(inline.title)})`;
      }
    }
  }

  write(nodes, '', '');
  return out.join('');
}

/** Kept HTML: its tags as they are, its words escaped, for they are read as Markdown. */
function htmlInLine(node: HtmlNode, options: InlineMarkdownOptions): string {
  if (isText(node)) return escapeMarkdown(node.value);
  if (!isElement(node)) return '';
  const attributes = Object.fromEntries(node.attrs.map((one) => [one.name, readdressed(one.name, one.value, options)]));
  const tag = `<${node.tagName}${writeAttributes(attributes).replaceAll('\n', '&#10;')}>`;
  if (['br', 'img', 'wbr'].includes(node.tagName)) return tag;
  return `${tag}${node.childNodes.map((child) => htmlInLine(child, options)).join('')}</${node.tagName}>`;
}

/** Addresses in kept HTML are references too. */
export function readdressed(name: string, value: string, options: Pick<InlineMarkdownOptions, 'address'>): string {
  const reference = name === 'href' || name === 'src' ? readReference(value) : undefined;
  return reference ? options.address(reference) : value;
}

export const defaultAddress = (
  reference: { lesson: string; anchor?: string | undefined } | { asset: string },
): string =>
  writeReference(
    'asset' in reference
      ? { asset: reference.asset }
      : { lesson: reference.lesson, ...(reference.anchor && { anchor: reference.anchor }) },
  );

const edge = (node: InlineNode, side: 0 | -1): string => {
  if (node.kind === 'mark') return '*';
  if (node.kind === 'link') return side === 0 ? '[' : ')';
  if (node.inline.type === 'footnote') return side === 0 ? '[' : ']';
  if (node.inline.type === 'image') return side === 0 ? '!' : ')';
  if (node.inline.type === 'break') return '\\';
  if (node.inline.type !== 'text') return side === 0 ? '<' : '>';
  return node.code ? '`' : [...(side === 0 ? node.inline.text.slice(0, 2) : node.inline.text.slice(-2))].at(side)!;
};
const firstOf = (node: InlineNode): string => edge(node, 0);
const lastOf = (node: InlineNode): string => edge(node, -1);

/**
 * Between `outside` and `inside` a delimiter can only open (or, mirrored, only close) emphasis: CommonMark 0.31 section 6.2,
 * left-flanking and not right-flanking. A delimiter that could do both might pair with another one; tags are used then.
 */
function opens(outside: string, inside: string): boolean {
  const space = (character: string) => character === '' || /\s/.test(character);
  const word = (character: string) => /[\p{L}\p{N}]/u.test(character) && character.length === 1;
  if (space(inside)) return false;
  if (space(outside)) return true;
  return word(inside) && /[!-/:-@[-`{-~]/.test(outside);
}
