// Headings and anchors of a text.
import { everyBlock, type Inline, type LessonText } from './blocks.ts';
import { plainOf } from './to-plain.ts';

export interface OutlineEntry {
  /** What a link writes behind `#`. Unique in the text. */
  readonly id: string;
  readonly level: number;
  readonly text: string;
  /** Id of the heading block. */
  readonly block: string;
}

/** The headings in reading order, those inside callouts and details too. */
export function outlineOf(text: LessonText): OutlineEntry[] {
  const slugs = createSlugs();
  const entries: OutlineEntry[] = [];
  for (const block of everyBlock(text.blocks)) {
    if (block.type !== 'heading') continue;
    const words = plainOf(block.content);
    entries.push({ id: slugs(words), level: block.level, text: words, block: block.id });
  }
  return entries;
}

/** Every name a link into this text may use: slugs of headings, anchors the author set, ids in kept HTML. */
export function anchorsOf(text: LessonText): Set<string> {
  const anchors = new Set(outlineOf(text).map((entry) => entry.id));
  const addFrom = (html: string) => {
    for (const [, id] of html.matchAll(/ id="([^"]+)"/g)) anchors.add(id!);
  };
  for (const content of everyContent(text)) {
    for (const part of content) {
      if (part.type === 'anchor') anchors.add(part.id);
      else if (part.type === 'html') addFrom(part.html);
    }
  }
  for (const block of everyBlock(text.blocks)) if (block.type === 'html') addFrom(block.html);
  return anchors;
}

/** Every run of inline content, in reading order. */
export function* everyContent(text: LessonText): Generator<Inline[]> {
  for (const block of everyBlock(text.blocks)) {
    if (block.type === 'heading' || block.type === 'paragraph') yield block.content;
    else if (block.type === 'table') for (const row of [block.head, ...block.rows]) yield* row;
    else if (block.type === 'details') yield block.summary;
    else if (block.type === 'callout' && block.title) yield block.title;
    else if (block.type === 'image' && block.caption) yield block.caption;
  }
}

/**
 * Slugs as GitHub makes them: lower case, only letters, digits, `-` and `_`, spaces become hyphens, a repeated one gets
 * `-1`, `-2`. Many Markdown tools agree on this form, so links written for them keep working.
 */
export function createSlugs(): (words: string) => string {
  const taken = new Map<string, number>();
  return (words) => {
    const slug = slugOf(words);
    let twins = taken.get(slug) ?? 0;
    let unique = slug;
    while (taken.has(unique)) unique = `${slug}-${++twins}`;
    taken.set(slug, twins);
    taken.set(unique, 0);
    return unique;
  };
}

/** One slug, without regard to others. A heading without letters is called `section`. */
export function slugOf(words: string): string {
  const slug = words
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-');
  return slug.slice(0, 200) || 'section';
}
