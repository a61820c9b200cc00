// Flat runs with marks -> nested marks, as markup needs them. Shared by the Markdown and the HTML writer.
import { type Inline, type Link, type Mark, marks } from './blocks.ts';

export type InlineNode =
  | { readonly kind: 'leaf'; readonly inline: Inline; readonly code: boolean }
  | { readonly kind: 'mark'; readonly mark: Mark; readonly children: readonly InlineNode[] }
  | { readonly kind: 'link'; readonly link: Link; readonly children: readonly InlineNode[] };

/** What is still to be written round a piece: bits of `marks`, then the link. */
interface Piece {
  readonly inline: Inline;
  readonly code: boolean;
  readonly bits: number;
  readonly link: Link | undefined;
  readonly key: string;
}

const wrapping = marks.filter((mark) => mark !== 'code');

/** Each mark and link round as many neighbours as share it, the longest outside; `code` stays with its leaf. */
export function nest(content: readonly Inline[]): InlineNode[] {
  const pieces = content.map(pieceOf);
  // A break, an anchor or a footnote mark between two bold words does not interrupt the bold.
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]!;
    if (!isThin(piece.inline)) continue;
    const before = pieces[at - 1];
    const next = pieces.slice(at, at + 20).find((one) => !isThin(one.inline));
    if (!before || !next) continue;
    // In Markdown a footnote mark cannot stand inside a link.
    const sameLink = before.key === next.key && piece.inline.type !== 'footnote';
    pieces[at] = {
      ...piece,
      bits: before.bits & next.bits,
      link: sameLink ? before.link : undefined,
      key: sameLink ? before.key : '',
    };
  }
  return group(pieces);
}

const isThin = (inline: Inline): boolean =>
  inline.type === 'break' || inline.type === 'anchor' || inline.type === 'footnote';

function pieceOf(inline: Inline): Piece {
  const link = 'link' in inline ? inline.link : undefined;
  const own = 'marks' in inline ? (inline.marks ?? []) : [];
  const bits = wrapping.reduce((sum, mark, at) => (own.includes(mark) ? sum | (1 << at) : sum), 0);
  return { inline, code: own.includes('code'), bits, link, key: link ? JSON.stringify(link) : '' };
}

function group(pieces: readonly Piece[]): InlineNode[] {
  const nodes: InlineNode[] = [];
  for (let at = 0; at < pieces.length; ) {
    const first = pieces[at]!;
    let best = { length: 0, wrap: -1 };
    if (first.key) best = { length: extent(pieces, at, (piece) => piece.key === first.key), wrap: wrapping.length };
    for (let wrap = 0; wrap < wrapping.length; wrap++) {
      if (!(first.bits & (1 << wrap))) continue;
      const length = extent(pieces, at, (piece) => (piece.bits & (1 << wrap)) !== 0);
      if (length > best.length) best = { length, wrap };
    }
    if (best.length === 0) {
      nodes.push({ kind: 'leaf', inline: first.inline, code: first.code });
      at++;
      continue;
    }
    const inside = pieces.slice(at, at + best.length);
    if (best.wrap === wrapping.length)
      nodes.push({
        kind: 'link',
        link: first.link!,
        children: group(inside.map((piece) => ({ ...piece, link: undefined, key: '' }))),
      });
    else
      nodes.push({
        kind: 'mark',
        mark: wrapping[best.wrap]!,
        children: group(inside.map((piece) => ({ ...piece, bits: piece.bits & ~(1 << best.wrap) }))),
      });
    at += best.length;
  }
  return nodes;
}

function extent(pieces: readonly Piece[], at: number, holds: (piece: Piece) => boolean): number {
  let end = at;
  while (end < pieces.length && holds(pieces[end]!)) end++;
  return end - at;
}
