// What a lesson's text is. One schema, used by the server, the importers and the editor in the browser; the TypeScript
// types are inferred from it. Markdown, HTML and plain text are projections of it (to-*.ts), never stored.
import { z } from 'zod';
import { isSafeAddress, isSafePicture } from './addresses.ts';

/**
 * Bounds of one text. They keep every later step (render, diff, index, edit) linear in something small: the longest real
 * lesson measured has 340 blocks, 5 levels and 60 kB. Importers keep what goes beyond as `raw` and report it.
 */
export const limits = {
  blocks: 20_000,
  depth: 24,
  inlines: 50_000,
  cells: 20_000,
  columns: 200,
  characters: 5_000_000,
  /** Pieces of Markdown while it is read. A book of 3 MB has 400,000; 5 MB of `- a` had six million, in 2.7 GB. */
  tokens: 500_000,
  /** Brackets and addresses in Markdown, each of which may be a link: 5 MB of `![` took 17 s, 5 MB of `a@b.c` 2 GB. */
  links: 100_000,
} as const;

/** Character formats in the order in which they nest, outermost first; `code` is always innermost. */
export const marks = ['bold', 'italic', 'strike', 'highlight', 'kbd', 'sub', 'sup', 'code'] as const;
export type Mark = (typeof marks)[number];

export const calloutKinds = ['note', 'tip', 'warning', 'important'] as const;
export type CalloutKind = (typeof calloutKinds)[number];

const characters = z.string().max(limits.characters);
const short = z.string().max(2_000);
const id = z.string().regex(/^[\w-]{1,64}$/);
const anchor = z.string().regex(/^\S{1,200}$/);
const href = z.string().max(8_000).refine(isSafeAddress, 'only http, https, mailto, tel and relative addresses');
const pictureHref = z.string().max(8_000).refine(isSafePicture, 'only http, https and relative addresses');
const title = short.optional();

/** `lesson` is the key or id of a lesson, `asset` of a file; `broken` keeps an address that leads nowhere. */
const link = z.union([
  z.strictObject({ href, title }),
  z.strictObject({ lesson: short.min(1), anchor: anchor.optional(), title }),
  z.strictObject({ asset: short.min(1), title }),
  z.strictObject({ broken: z.string().max(8_000), title }),
]);
export type Link = z.infer<typeof link>;

const source = z.union([
  z.strictObject({ asset: short.min(1) }),
  z.strictObject({ href: pictureHref }),
  z.strictObject({ broken: z.string().max(8_000) }),
]);
export type Source = z.infer<typeof source>;

const size = z.int().min(1).max(20_000).optional();
const picture = { source, alt: characters, title, width: size, height: size, link: link.optional() };
const formatted = { marks: z.array(z.enum(marks)).min(1).max(marks.length).optional(), link: link.optional() };

const inline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: characters.min(1), ...formatted }),
  z.strictObject({ type: z.literal('image'), ...picture }),
  z.strictObject({ type: z.literal('break') }),
  z.strictObject({ type: z.literal('anchor'), id: anchor }),
  z.strictObject({ type: z.literal('footnote'), label: anchor }),
  z.strictObject({ type: z.literal('html'), html: characters.min(1), ...formatted }),
]);
export type Inline = z.infer<typeof inline>;

const inlines = z.array(inline).max(limits.inlines);
const cell = inlines;
const row = z.array(cell).max(limits.columns);

const heading = z.strictObject({ id, type: z.literal('heading'), level: z.int().min(1).max(6), content: inlines });
const paragraph = z.strictObject({ id, type: z.literal('paragraph'), content: inlines });
const code = z.strictObject({
  id,
  type: z.literal('code'),
  language: short.optional(),
  meta: short.optional(),
  text: characters,
});
const table = z.strictObject({
  id,
  type: z.literal('table'),
  align: z
    .array(z.enum(['left', 'center', 'right']).nullable())
    .min(1)
    .max(limits.columns),
  head: row,
  rows: z.array(row).max(limits.cells),
});
const image = z.strictObject({ id, type: z.literal('image'), ...picture, caption: inlines.optional() });
const divider = z.strictObject({ id, type: z.literal('divider') });
const embed = z.strictObject({ id, type: z.literal('embed'), source, title });
const math = z.strictObject({ id, type: z.literal('math'), tex: characters });
const html = z.strictObject({ id, type: z.literal('html'), html: characters.min(1) });
const raw = z.strictObject({ id, type: z.literal('raw'), format: z.enum(['html', 'markdown']), source: characters });

const quote = z.strictObject({
  id,
  type: z.literal('quote'),
  get blocks() {
    return blocks;
  },
});
const callout = z.strictObject({
  id,
  type: z.literal('callout'),
  kind: z.enum(calloutKinds),
  title: inlines.optional(),
  get blocks() {
    return blocks;
  },
});
const details = z.strictObject({
  id,
  type: z.literal('details'),
  summary: inlines,
  get blocks() {
    return blocks;
  },
});
const footnote = z.strictObject({
  id,
  type: z.literal('footnote'),
  label: anchor,
  get blocks() {
    return blocks;
  },
});
const listItem = z.strictObject({
  /** Present on a task: done or not. */
  checked: z.boolean().optional(),
  get blocks() {
    return blocks;
  },
});
const list = z.strictObject({
  id,
  type: z.literal('list'),
  ordered: z.boolean(),
  start: z.int().min(0).max(999_999_999).optional(),
  /** Tight lists are set without space between their items. */
  tight: z.boolean(),
  items: z.array(listItem).max(limits.blocks),
});

const block = z.discriminatedUnion('type', [
  heading,
  paragraph,
  list,
  code,
  quote,
  table,
  image,
  callout,
  divider,
  details,
  embed,
  math,
  footnote,
  html,
  raw,
]);
const blocks = z.array(block).max(limits.blocks);

export type Block = z.infer<typeof block>;
export type BlockType = Block['type'];
export type BlockOf<Type extends BlockType> = Extract<Block, { type: Type }>;
export type ListItem = z.infer<typeof listItem>;

/** Depth and count are looked at first: zod walks recursively, and 10,000 nested quotes would end its stack. */
export const lessonText = z.preprocess((input, context) => {
  const fault = tooMuch(input);
  if (!fault) return input;
  context.addIssue({ code: 'custom', message: fault });
  return z.NEVER;
}, z.strictObject({ blocks }));
export type LessonText = z.infer<typeof lessonText>;

function tooMuch(input: unknown): string | undefined {
  const open: [value: unknown, depth: number][] = [[input, 0]];
  let count = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value !== 'object' || value === null) continue;
    if ('type' in value && 'id' in value && ++count > limits.blocks) return `more than ${limits.blocks} blocks`;
    for (const [key, part] of Object.entries(value)) {
      if (key !== 'blocks') {
        if (key === 'items' && Array.isArray(part)) for (const item of part) open.push([item, depth]);
        continue;
      }
      if (depth >= limits.depth) return `blocks nested deeper than ${limits.depth}`;
      if (Array.isArray(part)) for (const child of part) open.push([child, depth + 1]);
    }
  }
  return undefined;
}

/** The blocks directly inside a block, items of a list in order; empty for a block that holds no blocks. */
export function childrenOf(of: Block): readonly Block[] {
  if (of.type === 'list') return of.items.flatMap((item) => item.blocks);
  return 'blocks' in of ? of.blocks : [];
}

/** Every block in reading order, containers before what they hold. */
export function* everyBlock(of: readonly Block[]): Generator<Block> {
  for (const one of of) {
    yield one;
    yield* everyBlock(childrenOf(one));
  }
}
