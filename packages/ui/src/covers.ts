// Course covers generated from the title: patterned paper with a pasted label, after the Insel and King Penguin books.
// Pure: the same title gives the same SVG on server, client, PDF and shared link. No dependency, no DOM.
import { hash, keyOf, stream } from './covers/chance.ts';
import { HUES, hex, ROLES } from './covers/cloth.ts';
import { fit, wide } from './covers/lettering.ts';
import { escaped, short as n } from './covers/markup.ts';
import { type Inks, PAPERS, type Paper, UPRIGHT } from './covers/papers.ts';

export interface CoverOptions {
  readonly title: string;
  /** The author, printed small under a short rule. */
  readonly by?: string;
  /** 300 x 400 for a shelf, 1200 x 630 for a shared link; taller than wide centres the label. */
  readonly width?: number;
  readonly height?: number;
  /** Address of an uploaded picture: tipped in on the plain cloth, never filling the cover. */
  readonly plate?: string | undefined;
  readonly rtl?: boolean;
  /** Tells two drawings of one title in the same document apart; a pattern inside a hidden cover would not paint. */
  readonly id?: string;
}

const FACE = 'font-family="Literata Variable, Noto Naskh Arabic Variable, Georgia, serif" font-weight="520"';
const SMALL_FACE = 'font-family="Commissioner Variable, Vazirmatn Variable, sans-serif" font-weight="450"';

/** A whole cover as one `<svg>` element, decorative (`aria-hidden`): the title stands in the page beside it. */
export function coverSvg(options: CoverOptions): string {
  const {
    title,
    by = '',
    width: W = 300,
    height: H = 400,
    plate,
    rtl = /[\u0590-\u08FF]/.test(title),
    id = '0',
  } = options;
  const { h, hue, g, sheet } = printed(title, W, H, id);
  const upright = H >= W;
  const lw = upright ? W * 0.68 : Math.min(W * 0.46, H * 1.05);
  const most = upright ? W * 0.112 : H * 0.115;
  const { size, lines } = fit(
    title,
    lw - W * (upright ? 0.1 : 0.06),
    plate ? H * 0.2 : upright ? H * 0.34 : H * 0.5,
    plate ? most * 0.8 : most,
  );
  const lead = size * (rtl ? 1.5 : 1.19);
  const bySize = Math.min(upright ? W * 0.042 : H * 0.042, (lw - W * 0.09) / wide(by || ' '));
  const textH = lines.length * lead;
  const lh = textH + (by ? bySize * 3.1 : 0) + size * 1.15;
  const lx = upright ? (W - lw) / 2 : W * 0.09;
  const ly = plate ? H * 0.93 - lh : upright ? [H * 0.14, H * 0.14, (H - lh) * 0.42][(h >>> 25) % 3]! : (H - lh) / 2;
  const ink = hex([0.27, 0.045], hue);
  const label = hex([0.972, 0.012], 92);
  const mid = n(lx + lw / 2);
  const first = ly + size * 0.52 + lead * 0.82;
  const text = lines
    .map(
      (line, i) =>
        `<text x="${mid}" y="${n(first + i * lead)}" font-size="${n(size)}" ${FACE} letter-spacing="${rtl ? 0 : '-.01em'}">${escaped(line)}</text>`,
    )
    .join('');
  const under = by
    ? `<path d="M${n(mid - 11)} ${n(ly + size * 0.62 + textH + bySize * 0.55)}h22" stroke="${ink}" stroke-width=".8"/><text x="${mid}" y="${n(ly + size * 0.62 + textH + bySize * 2.1)}" font-size="${n(bySize)}" ${SMALL_FACE}>${escaped(by)}</text>`
    : '';
  const tipped = plate
    ? `<rect x="${n(W * 0.1)}" y="${n(H * 0.08)}" width="${n(W * 0.8)}" height="${n(H * 0.86 - lh - H * 0.06)}" fill="${label}"/><image href="${escaped(plate)}" x="${n(W * 0.12)}" y="${n(H * 0.095)}" width="${n(W * 0.76)}" height="${n(H * 0.86 - lh - H * 0.09)}" preserveAspectRatio="xMidYMid slice"/>`
    : '';
  return `${open(W, H, g)}${plate ? '' : sheet}${tipped}<rect x="${n(lx)}" y="${n(ly)}" width="${n(lw)}" height="${n(lh)}" fill="${label}"/><rect x="${n(lx + 5)}" y="${n(ly + 5)}" width="${n(lw - 10)}" height="${n(lh - 10)}" fill="none" stroke="${ink}" stroke-width=".8"/><g fill="${ink}" text-anchor="middle"${rtl ? ' direction="rtl"' : ''}>${text}${under}</g></svg>`;
}

export interface PaperOptions {
  readonly title: string;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  /** The school's own hue, in degrees, instead of the title's. */
  readonly hue?: number | undefined;
  readonly id?: string;
}

/** Only the paper, for bands and borders (certificate, sign-in): no label. */
export function paperSvg({
  title,
  width: W = 1200,
  height: H = 200,
  scale = 1,
  hue: fixed,
  id = '0',
}: PaperOptions): string {
  const { h, sheetNumber, c } = chances(title);
  const hue = fixed ?? HUES[c]!;
  const role = ROLES[fixed === undefined ? (h >>> 4) % 3 : 0]!;
  const g = hex(role.g, hue);
  const b = hex(role.b, fixed === undefined && (h >>> 9) % 3 ? hue : HUES[(c + 5) % 12]!);
  const paper = PAPERS[sheetNumber]!({ g, a: hex(role.a, hue), b, r: stream(h), W, H, letter: initialOf(title) });
  return `${open(W, H, g)}${tiled(paper, `pp${h.toString(36)}${id}`, W, H, `scale(${scale})`)}</svg>`;
}

/** The cloth and the printed sheet of a title, before anything is pasted on. */
function printed(title: string, W: number, H: number, id: string) {
  const { h, sheetNumber, c } = chances(title);
  const hue = HUES[c]!;
  const role = ROLES[(h >>> 4) % 3]!;
  const g = hex(role.g, hue);
  const second = (h >>> 9) % 3 ? hue : HUES[(c + 5) % 12]!; // one title in three: an ink five hues away
  const inks: Inks = { g, a: hex(role.a, hue), b: hex(role.b, second), r: stream(h), W, H, letter: initialOf(title) };
  const scale = [0.8, 1, 1.3][(h >>> 13) % 3]!;
  const turn = UPRIGHT.includes(PAPERS[sheetNumber]!) ? '' : ` rotate(${[0, 0, 0, 45, 90][(h >>> 17) % 5]!})`;
  const sheet = tiled(PAPERS[sheetNumber]!(inks), `cv${h.toString(36)}${id}`, W, H, `scale(${scale})${turn}`);
  return { h, hue, g, sheet };
}

/** Three independent hashes choose the print (plain), the paper ('/sheet') and the cloth ('/1'). */
function chances(title: string) {
  const key = keyOf(title);
  return { h: hash(key), sheetNumber: hash(`${key}/sheet`) % 12, c: hash(`${key}/1`) % 12 };
}

// A course that has no title yet gets its paper and a blank label.
const initialOf = (title: string): string => ([...title.trim()][0] ?? '').toUpperCase();

const open = (W: number, H: number, ground: string) =>
  `<svg viewBox="0 0 ${W} ${H}" preserveAspectRatio="xMidYMid slice" xmlns="http://www.w3.org/2000/svg" aria-hidden="true" focusable="false"><rect width="${W}" height="${H}" fill="${ground}"/>`;

const tiled = (paper: Paper, id: string, W: number, H: number, transform: string) =>
  paper.w
    ? `<defs><pattern id="${id}" width="${paper.w}" height="${paper.h}" patternUnits="userSpaceOnUse" patternTransform="${transform}">${paper.svg}</pattern></defs><rect width="${W}" height="${H}" fill="url(#${id})"/>`
    : paper.svg;
