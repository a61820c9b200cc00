// Blocks -> Markdown. What Markdown has no words for is written as HTML, so that reading it again gives the same blocks.
import type { Block, BlockOf, Inline, LessonText } from './blocks.ts';
import { escapeAttribute } from './html-tree.ts';
import { type InlineHtmlOptions, inlineToHtml, pictureToHtml } from './inline-html.ts';
import { defaultAddress, type InlineMarkdownOptions, inlineToMarkdown, readdressed } from './inline-markdown.ts';
import { longestRun } from './markdown-escape.ts';
import { hasWords, isHtmlPicture } from './markdown-forms.ts';

export interface ToMarkdownOptions {
  /** What is written for a reference to a lesson or a file; by default `lesson:KEY#ANCHOR` and `asset:PATH`. */
  address?: InlineMarkdownOptions['address'];
}

/** Ends with a newline, empty for an empty text. */
export function toMarkdown(text: LessonText, { address = defaultAddress }: ToMarkdownOptions = {}): string {
  const markdown = blocks(text.blocks, { address, marker: '' });
  return markdown && `${markdown}\n`;
}

interface Context {
  readonly address: InlineMarkdownOptions['address'];
  /** The bullet of the list around: a list that begins on its line takes another, for `- - -` would be a divider. */
  readonly marker: string;
}

function blocks(list: readonly Block[], context: Context, between = '\n\n'): string {
  let previous = '';
  return list
    .map((block, at) => {
      // Two lists in a row would be one, were their markers the same.
      const neighbour = list[at - 1]?.type === 'list' ? previous : '';
      if (block.type !== 'list') return write(block, context);
      previous = markerOf(block, at === 0 ? context.marker : '', neighbour);
      return writeList(block, previous, context);
    })
    .join(between);
}

function markerOf({ ordered }: BlockOf<'list'>, around: string, before: string): string {
  if (ordered) return before === '.' ? ')' : '.';
  return ['-', '*', '+'].find((marker) => marker !== around && marker !== before)!;
}

function write(block: Exclude<Block, { type: 'list' }>, context: Context): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${line(block.content, context).replace(/(?<=^|[^\\](?:\\\\)*)#$/, '\\#')}`;
    case 'paragraph':
      return inlineToMarkdown(block.content, { ...context, oneLine: false });
    case 'code':
      return fence(block.text, [block.language ?? '', block.meta ?? ''].join(' ').trim());
    case 'math':
      return fence(block.tex, 'math');
    case 'divider':
      return '___';
    case 'quote':
      return quoted(blocks(block.blocks, context));
    case 'callout':
      return quoted(
        [
          `[!${block.kind.toUpperCase()}]${block.title ? ` ${line(block.title, context)}` : ''}`,
          ...(block.blocks.length > 0 ? ['', blocks(block.blocks, context)] : []),
        ].join('\n'),
      );
    case 'table':
      return table(block, context);
    case 'image':
      return image(block, context);
    case 'embed':
      return `<iframe src="${escapeAttribute(sourceAddress(block.source, context))}"${block.title ? ` title="${escapeAttribute(block.title)}"` : ''}></iframe>`;
    case 'details':
      return [
        `<details>\n<summary>${inHtml(block.summary, context)}</summary>`,
        ...(block.blocks.length > 0 ? [blocks(block.blocks, context)] : []),
        '</details>',
      ].join('\n\n');
    case 'footnote':
      return `[^${block.label}]:${block.blocks.length > 0 ? ` ${indented(blocks(block.blocks, context), '    ')}` : ''}`;
    case 'html':
      return html(block.html, context);
    case 'raw':
      return raw(block);
  }
}

function writeList(list: BlockOf<'list'>, marker: string, context: Context): string {
  const start = list.start ?? 1;
  const last = start + list.items.length - 1;
  return list.items
    .map((item, at) => {
      const bullet = list.ordered ? `${last > 999_999_999 ? start : start + at}${marker}` : marker;
      const box = item.checked === undefined ? '' : checkbox(item.checked, item.blocks[0]);
      const content = blocks(item.blocks, { ...context, marker }, list.tight ? '\n' : '\n\n');
      return `${bullet} ${indented(box + content, ' '.repeat(bullet.length + 1))}`.trimEnd();
    })
    .join(list.tight ? '\n' : '\n\n');
}

/** `[x] ` needs words after it; before anything else stands the box itself. */
function checkbox(checked: boolean, first: Block | undefined): string {
  if (hasWords(first)) return `[${checked ? 'x' : ' '}] `;
  return `<input type="checkbox"${checked ? ' checked' : ''}>${first ? '\n\n' : ''}`;
}

const line = (content: readonly Inline[], context: Context): string =>
  inlineToMarkdown(content, { ...context, oneLine: true });
const indented = (text: string, indent: string): string => text.replace(/\n(?!\n|$)/g, `\n${indent}`);
const quoted = (text: string): string =>
  text
    .split('\n')
    .map((one) => (one ? `> ${one}` : '>'))
    .join('\n');

/** Backticks may not stand in the info string of a fence of backticks (CommonMark 4.5). */
function fence(text: string, info: string): string {
  const sign = info.includes('`') ? '~' : '`';
  const ticks = sign.repeat(Math.max(3, longestRun(text, sign) + 1));
  return `${ticks}${info.replace(/\\(?=[!-/:-@[-`{-~])|&(?=#?\w+;)/g, '\\$&')}\n${text}${text ? '\n' : ''}${ticks}`;
}

function table({ align, head, rows }: BlockOf<'table'>, context: Context): string {
  const written = (cells: readonly Inline[][]) =>
    `| ${align.map((_, at) => line(cells[at] ?? [], context).replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = align.map((side) => ({ left: ':--', center: ':-:', right: '--:', none: '---' })[side ?? 'none']);
  return [written(head), `| ${rule.join(' | ')} |`, ...rows.map(written)].join('\n');
}

const sourceAddress = (source: BlockOf<'image'>['source'], context: Context): string =>
  'href' in source ? source.href : 'broken' in source ? source.broken : context.address(source);

function image({ id: _, caption, ...picture }: BlockOf<'image'>, context: Context): string {
  const written = inlineToMarkdown([picture], { ...context, oneLine: false });
  // Alone on its line an <img> would run together with the block after it.
  if (!caption) return isHtmlPicture(picture) ? `<div>${written}</div>` : written;
  const inside = pictureToHtml(picture, { picture: (source) => ({ src: sourceAddress(source, context) }) });
  const linked = picture.link ? inHtml([picture], context) : inside.replaceAll('\n', '&#10;');
  return `<figure>${linked}<figcaption>${inHtml(caption, context)}</figcaption></figure>`;
}

/** Inside an HTML block nothing is read as Markdown, and a blank line would end the block. */
function inHtml(content: readonly Inline[], context: Context): string {
  const options: InlineHtmlOptions = {
    link: ({ title, ...link }) => ({
      href: 'href' in link ? link.href : 'broken' in link ? link.broken : context.address(link),
      title,
    }),
    picture: (source) => ({ src: sourceAddress(source, context) }),
    footnote: (label) => `<sup data-footnote="${escapeAttribute(label)}"></sup>`,
    anchor: (id) => `<span id="${escapeAttribute(id)}"></span>`,
    kept: (kept) => html(kept, context),
  };
  return inlineToHtml(content, options).replaceAll('\n', '&#10;');
}

function html(kept: string, context: Context): string {
  return kept
    .replace(
      / (href|src)="((?:lesson|asset):[^"]*)"/g,
      (_, name: string, value: string) =>
        ` ${name}="${escapeAttribute(readdressed(name, value.replaceAll('&amp;', '&'), context))}"`,
    )
    .replaceAll('\n', '&#10;');
}

/** Scripts, styles and comments as they were; a fence keeps everything else from being read. */
function raw({ format, source }: BlockOf<'raw'>): string {
  const comment = /^<!--(?!-?>)/.test(source) && source.search(/--!?>/) === source.length - 3 && source.endsWith('-->');
  const name = /^<(script|style)[\s>]/i.exec(source)?.[1]?.toLowerCase();
  const end = source.search(/<\/(?:script|style|pre|textarea)/i);
  const once = name !== undefined && end > 0 && source.slice(end).toLowerCase() === `</${name}>`;
  return format === 'html' && (comment || once) ? source : fence(source, `raw-${format}`);
}
