// Where a text points: to lessons and to files. An import changes paths into ids, a copy of a course ids into other ids.
import { readReference, writeReference } from './addresses.ts';
import type { Block, Inline, LessonText, Link, Source } from './blocks.ts';
import { escapeAttribute } from './html-tree.ts';

export interface Targets {
  /** The new name of a lesson; undefined when it is gone. The anchor it was linked with is given for checking. */
  lesson?(lesson: string, anchor: string | undefined): string | { lesson: string; anchor?: string } | undefined;
  /** The new name of a file; undefined when it is gone. */
  asset?(asset: string): string | undefined;
}

/** The same text with other targets, those in kept HTML too. What leads nowhere stays as a broken address. Ids stay. */
export function readdress(text: LessonText, targets: Targets): LessonText {
  return { blocks: text.blocks.map((block) => block_(block, targets)) };
}

function block_(block: Block, targets: Targets): Block {
  const inlines = (content: Inline[]) => content.map((part) => inline(part, targets));
  const blocks = (list: Block[]) => list.map((one) => block_(one, targets));
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return { ...block, content: inlines(block.content) };
    case 'list':
      return { ...block, items: block.items.map((item) => ({ ...item, blocks: blocks(item.blocks) })) };
    case 'table':
      return { ...block, head: block.head.map(inlines), rows: block.rows.map((row) => row.map(inlines)) };
    case 'image':
      return {
        ...block,
        source: source(block.source, targets),
        ...linked(block.link, targets),
        ...(block.caption && { caption: inlines(block.caption) }),
      };
    case 'embed':
      return { ...block, source: source(block.source, targets) };
    case 'details':
      return { ...block, summary: inlines(block.summary), blocks: blocks(block.blocks) };
    case 'callout':
      return { ...block, ...(block.title && { title: inlines(block.title) }), blocks: blocks(block.blocks) };
    case 'quote':
    case 'footnote':
      return { ...block, blocks: blocks(block.blocks) };
    case 'html':
      return { ...block, html: html(block.html, targets) };
    default:
      return block;
  }
}

function inline(part: Inline, targets: Targets): Inline {
  if (part.type === 'text') return part.link ? { ...part, ...linked(part.link, targets) } : part;
  if (part.type === 'image') return { ...part, source: source(part.source, targets), ...linked(part.link, targets) };
  if (part.type === 'html') return { ...part, html: html(part.html, targets), ...linked(part.link, targets) };
  return part;
}

const linked = (link: Link | undefined, targets: Targets): { link?: Link } =>
  link ? { link: target(link, targets) } : {};

function target(link: Link, targets: Targets): Link {
  const title = link.title === undefined ? {} : { title: link.title };
  if ('lesson' in link && targets.lesson) {
    const to = targets.lesson(link.lesson, link.anchor);
    if (to === undefined) return { broken: writeReference(link), ...title };
    return typeof to === 'string' ? { ...link, lesson: to } : { ...to, ...title };
  }
  if ('asset' in link && targets.asset) {
    const to = targets.asset(link.asset);
    return to === undefined ? { broken: writeReference(link), ...title } : { ...link, asset: to };
  }
  return link;
}

function source(of: Source, targets: Targets): Source {
  if (!('asset' in of) || !targets.asset) return of;
  const to = targets.asset(of.asset);
  return to === undefined ? { broken: of.asset } : { asset: to };
}

export interface References {
  readonly lessons: readonly string[];
  readonly assets: readonly string[];
}
/** Everything a text points to, each once. */
export function referencesOf(text: LessonText): References {
  const found = { lessons: new Set<string>(), assets: new Set<string>() };
  const note = (set: Set<string>) => (name: string) => {
    set.add(name);
    return name;
  };
  readdress(text, { lesson: note(found.lessons), asset: note(found.assets) });
  return { lessons: [...found.lessons], assets: [...found.assets] };
}

/** Kept HTML was written by our own serializer, so attributes always look like this. */
function html(kept: string, targets: Targets): string {
  return kept.replace(/ (href|src)="((?:lesson|asset):[^"]*)"/g, (whole, name: string, value: string) => {
    const reference = readReference(value.replaceAll('&amp;', '&'));
    const to = reference && target(reference, targets);
    if (!to || 'href' in to) return whole;
    return 'broken' in to ? '' : ` ${name}="${escapeAttribute(writeReference(to))}"`;
  });
}
