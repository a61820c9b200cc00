// What reading one text needs at hand: where things stand in the source, what links and pictures lead to, what is lost.
import { cleanAddress, isSafeAddress, isSafePicture, readReference, schemeOf, writeReference } from './addresses.ts';
import type { BlockOf, Link, Source } from './blocks.ts';
import { attribute, type HtmlElement, type HtmlNode, isElement } from './html-tree.ts';
import { sanitize } from './sanitize.ts';

/** Something a reader of the lesson will not get. `place` is `L12`, in a very long line `L12C3456`. */
export interface Lost {
  readonly place: string;
  readonly reason: string;
}

export type LinkTarget =
  | { lesson: string; anchor?: string }
  | { asset: string }
  | { href: string }
  | { broken: string };
export type ImageTarget = { asset: string } | { href: string } | { broken: string };

/** Where addresses lead, asked of whoever knows the surroundings of the text. `broken` is the reason, for the report. */
export interface Resolve {
  link?(href: string, place: string): LinkTarget;
  image?(src: string, place: string): ImageTarget;
}

/** The source behind the HTML that is read. For Markdown the HTML is a step in between (markdown-to-html.ts). */
export interface Origin {
  readonly html: string;
  /** `L12` for a position in `html`. */
  placeOf(offset: number): string;
  /** The source of the block between two positions in `html`. */
  sourceOf(from: number, to: number): Pick<BlockOf<'raw'>, 'format' | 'source'>;
  /** The source from a position to its end. */
  restFrom(from: number): Pick<BlockOf<'raw'>, 'format' | 'source'>;
}

export interface Reader {
  readonly origin: Origin;
  readonly lost: Lost[];
  /** Check boxes that became the state of a list item. */
  readonly consumed: Set<HtmlNode>;
  /** Blocks made so far. */
  blockCount: number;
  report(node: HtmlNode, reason: string): void;
  link(address: string, node: HtmlElement): Link | undefined;
  picture(address: string, node: HtmlElement): Source;
  /** Safe HTML of an element that no block or mark fits. */
  keep(node: HtmlElement): string;
  /** Reports what would run in a browser when this element is used. */
  inspect(node: HtmlElement): void;
  raw(node: HtmlNode): BlockOf<'raw'>;
}

const longestKept = 200;
/** As in the schema. */
const longestAddress = 8_000;

export function createReader(origin: Origin, resolve: Resolve): Reader {
  const lost: Lost[] = [];
  const reported = new Set<string>();

  const placeOf = (node: HtmlNode): string => {
    for (
      let at: HtmlNode | null = node;
      at;
      at = isElement(at) || 'parentNode' in at ? (at.parentNode as HtmlNode | null) : null
    ) {
      if (at.sourceCodeLocation) return origin.placeOf(at.sourceCodeLocation.startOffset);
    }
    return 'L1';
  };

  const reader: Reader = {
    origin,
    lost,
    consumed: new Set(),
    blockCount: 0,
    report(node, reason) {
      const place = placeOf(node);
      if (reported.has(`${place} ${reason}`)) return;
      reported.add(`${place} ${reason}`);
      lost.push({ place, reason });
    },
    link(address, node) {
      const href = cleanAddress(address);
      const reference = readReference(href);
      if (!reference && !isSafeAddress(href)) {
        reader.report(node, `a link to a ${schemeOf(href)}: address is removed, its words are kept`);
        return undefined;
      }
      if (href.length > longestAddress) {
        reader.report(
          node,
          `a link to an address of more than ${longestAddress} characters is removed, its words are kept`,
        );
        return undefined;
      }
      const target = resolve.link?.(href, placeOf(node)) ?? reference ?? { href };
      const title = titleOf(node);
      if (!('broken' in target)) return { ...target, ...title };
      reader.report(node, target.broken);
      return { broken: href, ...title };
    },
    picture(address, node) {
      const src = cleanAddress(address);
      const reference = readReference(src);
      const broken = { broken: src.slice(0, longestKept) };
      if (!(reference && 'asset' in reference) && !isSafePicture(src)) {
        reader.report(
          node,
          schemeOf(src) === 'data'
            ? 'a picture written into the text (data: address) is not carried'
            : `a picture from a ${schemeOf(src)}: address is removed`,
        );
        return broken;
      }
      const target =
        resolve.image?.(src, placeOf(node)) ?? (reference && 'asset' in reference ? reference : { href: src });
      if (!('broken' in target)) return target;
      reader.report(node, target.broken);
      return broken;
    },
    keep(node) {
      inspectAll(node, reader);
      return sanitize([node], {
        link: (address, element) => addressOf(reader.link(address, element)),
        picture: (address, element) => {
          const source = reader.picture(address, element);
          return 'broken' in source ? undefined : { src: 'asset' in source ? writeReference(source) : source.href };
        },
        removed: (element) =>
          reader.report(element, `a ${element.tagName} element is removed from HTML that is kept as it is`),
      });
    },
    inspect(node) {
      for (const { name } of node.attrs)
        if (/^on[a-z]/.test(name)) reader.report(node, `${name} is not run and is removed`);
    },
    raw(node) {
      const location = node.sourceCodeLocation;
      const from = location?.startOffset ?? 0;
      return { id: '', type: 'raw', ...origin.sourceOf(from, location?.endOffset ?? from) };
    },
  };
  return reader;
}

function inspectAll(node: HtmlElement, reader: Reader): void {
  reader.inspect(node);
  for (const child of node.childNodes) if (isElement(child)) inspectAll(child, reader);
}

function addressOf(link: Link | undefined): { href: string } | undefined {
  if (!link || 'broken' in link) return undefined;
  return { href: 'href' in link ? link.href : writeReference(link) };
}

/** The `title` attribute as an optional field. */
export function titleOf(node: HtmlElement): { title?: string } {
  const title = collapse(attribute(node, 'title') ?? '').slice(0, 2_000);
  return title ? { title } : {};
}

export const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();
