// Blocks -> HTML for readers, in the design system's words (.prose, .callout, .code, .table, .disclosure). Every address is
// looked at once more and kept HTML is sanitised again: what is stored may be older than the rules.
import { isExternal, isSafeAddress, isSafePicture, readReference } from './addresses.ts';
import type { Block, BlockOf, CalloutKind, Inline, LessonText, Link, Source } from './blocks.ts';
import { escapeText, parseHtml, TooMuchMarkup } from './html-tree.ts';
import { type InlineHtmlOptions, inlineToHtml, pictureToHtml } from './inline-html.ts';
import { outlineOf } from './outline.ts';
import { type Attributes, sanitize, writeAttributes } from './sanitize.ts';

export interface Picture {
  src: string;
  width?: number | undefined;
  height?: number | undefined;
}

/** A file of the course, as a lesson shows it. */
export interface ShownFile extends Picture {
  id: string;
  kind: 'video' | 'audio' | 'image' | 'document' | 'other';
  title: string;
  name: string;
  /** In bytes. */
  size: number;
}

export interface ToHtmlOptions {
  /** The address of a lesson. Without one its words stand without a link. */
  lesson?(lesson: string, anchor: string | undefined): string | undefined;
  /** The address of a file, and the size of a picture. Without one its name or alternative text stands. */
  asset?(asset: string): ShownFile | undefined;
  /** Pictures on other sites: by default a link, for a page of ours loads nothing from elsewhere. */
  externalImages?: 'link' | 'show';
  /** Level of the text's highest heading; 2 by default, below the title of the page. 1 leaves levels as they are. */
  topHeading?: number;
  labels?: Partial<Labels>;
}

export interface Labels extends Record<CalloutKind, string> {
  /** Name of the area in which a wide table scrolls. */
  table: string;
  details: string;
  embed: string;
  broken: string;
  raw: string;
  footnotes: string;
}

const english: Labels = {
  note: 'Note',
  tip: 'Tip',
  warning: 'Warning',
  important: 'Important',
  table: 'Table',
  details: 'Details',
  embed: 'Open what was embedded here',
  broken: 'This link leads nowhere',
  raw: 'A part of the original is kept here and not shown.',
  footnotes: 'Notes',
};
const calloutClass: Record<CalloutKind, string> = {
  note: '',
  tip: ' callout-good',
  warning: ' callout-warn',
  important: ' callout-danger',
};

/** Contains nothing that runs: no script, handler, style or frame, whatever the text holds. */
export function toHtml(text: LessonText, options: ToHtmlOptions = {}): string {
  const writer = createWriter(text, options);
  return text.blocks.map((block) => writer.block(block, block.id)).join('\n') + writer.footnotes();
}

function createWriter(text: LessonText, options: ToHtmlOptions) {
  const labels: Labels = { ...english, ...options.labels };
  const slugs = new Map(outlineOf(text).map((entry) => [entry.block, entry.id]));
  const taken = new Set(slugs.values());
  const lift = options.topHeading === 1 ? 0 : (options.topHeading ?? 2) - highestHeading(text.blocks);
  const notes: BlockOf<'footnote'>[] = [];

  const address = (link: Link): string | undefined => {
    if ('href' in link) return isSafeAddress(link.href) ? link.href : undefined;
    if ('lesson' in link) return options.lesson?.(link.lesson, link.anchor);
    return 'asset' in link ? options.asset?.(link.asset)?.src : undefined;
  };
  const anchorTag = (link: Link): Attributes => {
    const href = address(link);
    if (href === undefined || !isSafeAddress(href))
      return { role: 'link', 'aria-disabled': 'true', title: labels.broken };
    const kind = 'asset' in link ? options.asset?.(link.asset)?.kind : undefined;
    // What a browser shows by itself is opened.
    const download = 'asset' in link && kind !== 'video' && kind !== 'audio' && kind !== 'image' ? '' : undefined;
    return {
      href,
      title: link.title,
      rel: 'href' in link && isExternal(href) ? 'noopener noreferrer' : undefined,
      download,
    };
  };
  const picture = (source: Source): Attributes | undefined => {
    if ('broken' in source) return undefined;
    const found =
      'asset' in source
        ? options.asset?.(source.asset)
        : options.externalImages === 'show' || !isExternal(source.href)
          ? { src: source.href }
          : undefined;
    if (!found || !isSafePicture(found.src)) return undefined;
    const { src, width, height }: Picture = found;
    return { src, width, height, loading: 'lazy', decoding: 'async' };
  };
  const inlineOptions: InlineHtmlOptions = {
    link: anchorTag,
    picture,
    footnote: (label) => `<sup><a href="#fn-${escapeId(label)}">${escapeText(label)}</a></sup>`,
    anchor(name) {
      if (taken.has(name)) return '';
      taken.add(name);
      return `<span id="${escapeId(name)}"></span>`;
    },
    kept,
  };
  const line = (content: readonly Inline[]): string => inlineToHtml(content.map(shown), inlineOptions);

  /** A picture that is not shown here, or is none, is a link to where it is. */
  function shown(part: Inline): Inline {
    if (part.type !== 'image') return part;
    if ('asset' in part.source) {
      const file = options.asset?.(part.source.asset);
      if (!file || file.kind === 'image') return part;
      return { type: 'text', text: part.alt || file.title, link: part.link ?? part.source };
    }
    if (!('href' in part.source) || picture(part.source)) return part;
    return { type: 'text', text: part.alt || part.source.href, link: part.link ?? { href: part.source.href } };
  }

  function kept(html: string): string {
    try {
      return sanitize(parseHtml(html, { locations: false }), {
        link: (value) => anchorTag(readReference(value) ?? { href: value }),
        picture: (value) => {
          const reference = readReference(value);
          return picture(reference && 'asset' in reference ? reference : { href: value });
        },
      });
    } catch (fault) {
      if (fault instanceof TooMuchMarkup) return '';
      throw fault;
    }
  }

  const blocks = (list: readonly Block[]): string => list.map((one) => block(one)).join('\n');

  /** @param id of a block of the first level, by which the reader's place is kept */
  function block(of: Block, id?: string): string {
    const attributes = (values: Attributes = {}): string => writeAttributes({ id, ...values });
    switch (of.type) {
      case 'heading': {
        const level = Math.min(6, Math.max(1, of.level + lift));
        return `<h${level} id="${escapeId(slugs.get(of.id) ?? '')}">${line(of.content)}</h${level}>`;
      }
      case 'paragraph':
        return `<p${attributes()}>${line(of.content)}</p>`;
      case 'list':
        return list(of, attributes);
      case 'code':
        return `<figure${attributes({ class: 'code' })}>${of.language ? `<figcaption>${escapeText(of.language)}</figcaption>` : ''}<pre tabindex="0"><code${of.language ? writeAttributes({ class: `language-${of.language.replace(/\s.*/, '')}` }) : ''}>${escapeText(of.text)}</code></pre></figure>`;
      case 'math':
        return `<figure${attributes({ class: 'code math' })}><pre tabindex="0"><code class="language-math">${escapeText(of.tex)}</code></pre></figure>`;
      case 'quote':
        return `<blockquote${attributes()}>${blocks(of.blocks)}</blockquote>`;
      case 'table':
        return table(of, attributes);
      case 'image':
        return image(of, attributes);
      case 'callout':
        return `<aside${attributes({ class: `callout${calloutClass[of.kind]}` })}><p class="title">${of.title ? `<span class="visually-hidden">${escapeText(labels[of.kind])}: </span>${line(of.title)}` : escapeText(labels[of.kind])}</p><div>${blocks(of.blocks)}</div></aside>`;
      case 'divider':
        return `<hr${attributes()}>`;
      case 'details':
        return `<details${attributes({ class: 'disclosure' })}><summary>${of.summary.length > 0 ? line(of.summary) : escapeText(labels.details)}</summary><div>${blocks(of.blocks)}</div></details>`;
      case 'embed': {
        const file = 'asset' in of.source ? options.asset?.(of.source.asset) : undefined;
        if (file) return embeddedFile(file, of.title ?? file.title, attributes);
        const link = 'broken' in of.source ? undefined : of.source;
        const words = of.title ?? ('href' in of.source ? of.source.href : labels.embed);
        return `<p${attributes({ class: 'embed' })}><a${writeAttributes(anchorTag(link ?? { broken: '' }))}>${escapeText(words)}</a></p>`;
      }
      case 'footnote':
        notes.push(of);
        return '';
      case 'html':
        return `<div${attributes()}>${kept(of.html)}</div>`;
      case 'raw':
        return of.source.startsWith('<!--')
          ? ''
          : `<aside${attributes({ class: 'callout' })}><p>${escapeText(labels.raw)}</p></aside>`;
    }
  }

  function list(
    { ordered, start, tight, items }: BlockOf<'list'>,
    attributes: (values?: Attributes) => string,
  ): string {
    const tag = ordered ? 'ol' : 'ul';
    const written = items.map(({ checked, blocks: inside }) => {
      const box = checked === undefined ? '' : `<input type="checkbox" disabled${checked ? ' checked' : ''}> `;
      const [first, ...rest] = inside;
      const content =
        tight && first?.type === 'paragraph'
          ? [box + line(first.content), ...rest.map((one) => block(one))].join('\n')
          : box + blocks(inside);
      return `<li>${content}</li>`;
    });
    return `<${tag}${attributes({ start: ordered ? start : undefined })}>${written.join('')}</${tag}>`;
  }

  function table({ align, head, rows }: BlockOf<'table'>, attributes: (values?: Attributes) => string): string {
    const classOf = { left: undefined, center: 'center', right: 'n', none: undefined };
    const row = (cells: readonly Inline[][], tag: 'td' | 'th') =>
      `<tr>${align.map((side, at) => `<${tag}${writeAttributes({ scope: tag === 'th' ? 'col' : undefined, class: classOf[side ?? 'none'] })}>${line(cells[at] ?? [])}</${tag}>`).join('')}</tr>`;
    const body = `<tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody>`;
    return `<div${attributes({ class: 'table-wrap', tabindex: 0, role: 'region', 'aria-label': labels.table })}><table class="table">${head.length > 0 ? `<thead>${row(head, 'th')}</thead>` : ''}${body}</table></div>`;
  }

  function image(of: BlockOf<'image'>, attributes: (values?: Attributes) => string): string {
    const { id: _, caption, ...part } = of;
    const file = 'asset' in of.source ? options.asset?.(of.source.asset) : undefined;
    if (file && file.kind !== 'image') return embeddedFile(file, of.alt || file.title, attributes);
    const inside = picture(of.source) ? linkedPicture(part) : line([part]);
    if (!inside) return '';
    return `<figure${attributes()}>${inside}${caption ? `<figcaption>${line(caption)}</figcaption>` : ''}</figure>`;
  }

  /** What plays is a figure into which the reader puts its player; without one the link opens the file. */
  function embeddedFile(
    { id: media, kind, src, name, size, ...rest }: ShownFile,
    title: string,
    attributes: (values?: Attributes) => string,
  ): string {
    const link = (values: Attributes) => `<a${writeAttributes({ href: src, ...values })}>${escapeText(title)}</a>`;
    if (kind === 'video' || kind === 'audio')
      return `<figure${attributes({ class: 'media', 'data-media': media, 'data-kind': kind })}>${link({})}</figure>`;
    if (kind === 'image') {
      const { width, height } = rest;
      return `<figure${attributes()}><img${writeAttributes({ src, alt: title, width, height, loading: 'lazy', decoding: 'async' })}></figure>`;
    }
    const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toUpperCase();
    const facts = [ending, writtenSize(size)].filter(Boolean).join(', ');
    return `<p${attributes({ class: 'embed file' })}>${link({ download: name.endsWith('.pdf') ? undefined : '' })} <span class="muted">(${escapeText(facts)})</span></p>`;
  }

  function linkedPicture({ link, ...part }: Extract<Inline, { type: 'image' }>): string {
    const written = pictureToHtml(part, { picture });
    return link ? `<a${writeAttributes(anchorTag(link))}>${written}</a>` : written;
  }

  /** All notes at the end, each with what it says. */
  function footnotes(): string {
    if (notes.length === 0) return '';
    const items: string[] = [];
    // A note may hold another one, which then joins the list.
    for (let at = 0; at < notes.length; at++)
      items.push(`<li id="fn-${escapeId(notes[at]!.label)}" value="${at + 1}">${blocks(notes[at]!.blocks)}</li>`);
    return `\n<section class="footnotes" aria-label="${escapeText(labels.footnotes)}"><ol>${items.join('')}</ol></section>`;
  }

  return { block, footnotes };
}

/** `48 kB`, `1.2 MB`: powers of a thousand, as disks are sold. */
function writtenSize(bytes: number): string {
  const unit = bytes < 1e6 ? ([1e3, 'kB'] as const) : bytes < 1e9 ? ([1e6, 'MB'] as const) : ([1e9, 'GB'] as const);
  const value = bytes / unit[0];
  return `${value < 10 ? Math.max(0.1, Math.round(value * 10) / 10) : Math.round(value)} ${unit[1]}`;
}

const escapeId = (id: string): string => escapeText(id).replaceAll('"', '&quot;');

function highestHeading(list: readonly Block[]): number {
  const levels = list.flatMap((block) =>
    block.type === 'heading' ? [block.level] : 'blocks' in block ? [highestHeading(block.blocks)] : [],
  );
  return levels.reduce((highest, level) => Math.min(highest, level), 6);
}
