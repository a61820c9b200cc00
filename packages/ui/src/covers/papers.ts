// The twelve pattern papers. A tile repeats, a sheet is drawn once over the whole cover.
import { escaped as esc, short as n } from './markup.ts';

export interface Inks {
  /** Ground, ink, second ink, as hex. */
  readonly g: string;
  readonly a: string;
  readonly b: string;
  /** The title's own stream of chance. */
  readonly r: () => number;
  readonly W: number;
  readonly H: number;
  readonly letter: string;
}
export interface Paper {
  /** Size of the tile; without one the drawing is the whole sheet. */
  readonly w?: number;
  readonly h?: number;
  readonly svg: string;
}

type Draw = (inks: Inks) => Paper;

const at = (...points: readonly (readonly [x: number, y: number])[]) => points;

const lozenge: Draw = ({ a, b }) => ({
  w: 24,
  h: 36,
  svg: `<path d="M12 2 22 18 12 34 2 18Z" fill="none" stroke="${a}" stroke-width="1.6"/><circle cx="12" cy="18" r="2.4" fill="${b}"/><circle cx="0" cy="0" r="1.6" fill="${a}"/><circle cx="24" cy="0" r="1.6" fill="${a}"/><circle cx="0" cy="36" r="1.6" fill="${a}"/><circle cx="24" cy="36" r="1.6" fill="${a}"/>`,
});

const scales: Draw = ({ g, a, b }) => ({
  w: 36,
  h: 18,
  svg: at([18, 0], [36, 9], [0, 9], [18, 18])
    .map(
      ([x, y]) =>
        `<g transform="translate(${x} ${y + 9})" stroke="${a}" stroke-width="1.5"><circle r="18" fill="${g}"/><circle r="12.5" fill="none"/><circle r="7" fill="${b}" stroke="none"/></g>`,
    )
    .join(''),
});

const herringbone: Draw = ({ a, b }) => ({
  w: 28,
  h: 28,
  svg: `<path d="M0 14 14 0M0 28 14 14M0 42 14 28M14 0 28 14M14 14 28 28M14 -14 28 0" fill="none" stroke="${a}" stroke-width="2.4"/><path d="M0 21 14 7M0 35 14 21M14 7 28 21M14 -7 28 7M14 21 28 35" stroke="${b}" stroke-width="1.2" fill="none"/>`,
});

const sprigs: Draw = ({ a, b }) => {
  const sprig = (x: number, y: number, r: number) =>
    `<g transform="translate(${x} ${y}) rotate(${r})"><path d="M0 9V-7" stroke="${a}" stroke-width="1.3"/><path d="M0 3C-7 3-8-3-8-4-3-5 0-1 0 3ZM0 3C7 3 8-3 8-4 3-5 0-1 0 3ZM0-4C-4-6-3-11 0-13 3-11 4-6 0-4Z" fill="${a}"/><circle cy="11" r="1.8" fill="${b}"/></g>`;
  return { w: 36, h: 48, svg: sprig(9, 15, 0) + sprig(27, 35, 180) };
};

const stars: Draw = ({ a, b }) => {
  const star = (x: number, y: number) =>
    `<g transform="translate(${x} ${y})" fill="none" stroke="${a}" stroke-width="1.5"><rect x="-8" y="-8" width="16" height="16"/><rect x="-8" y="-8" width="16" height="16" transform="rotate(45)"/><circle r="2.6" fill="${b}" stroke="none"/></g>`;
  return {
    w: 44,
    h: 44,
    svg:
      star(11, 11) +
      star(33, 33) +
      `<circle cx="33" cy="11" r="1.8" fill="${b}"/><circle cx="11" cy="33" r="1.8" fill="${b}"/>`,
  };
};

const stripes: Draw = ({ a, b, r }) => {
  let x = 0,
    s = '';
  while (x < 60) {
    const w = 1 + Math.floor(r() * 7);
    s += `<rect x="${x}" width="${w}" height="20" fill="${r() < 0.6 ? a : b}"/>`;
    x += w + 3 + Math.floor(r() * 8);
  }
  return { w: x, h: 20, svg: s };
};

const meander: Draw = ({ a, b, r, W, H }) => {
  const c = 25;
  let s = '';
  for (let y = 0; y < H; y += c)
    for (let x = 0; x < W; x += c) {
      const f = r() < 0.5;
      s += f
        ? `M${x + c / 2} ${y}a12.5 12.5 0 0 1-12.5 12.5M${x + c} ${y + c / 2}a12.5 12.5 0 0 0-12.5 12.5`
        : `M${x + c / 2} ${y}a12.5 12.5 0 0 0 12.5 12.5M${x} ${y + c / 2}a12.5 12.5 0 0 1 12.5 12.5`;
    }
  return {
    svg: `<path d="${s}" fill="none" stroke="${b}" stroke-width="7"/><path d="${s}" fill="none" stroke="${a}" stroke-width="2"/>`,
  };
};

const contours: Draw = ({ a, b, r, W, H }) => {
  const cx = W * (0.2 + 0.6 * r()),
    cy = H * (0.55 + 0.4 * r()),
    k = [3 + Math.floor(r() * 3), 2 + Math.floor(r() * 2)] as const,
    ph = r() * 6;
  let s = '';
  for (let i = 1; i < 34; i++) {
    let d = '';
    for (let t = 0; t < 48; t++) {
      const th = (t / 48) * 2 * Math.PI,
        rad = i * 13 * (1 + 0.16 * Math.sin(k[0] * th + ph) + 0.12 * Math.cos(k[1] * th - ph + i * 0.06));
      d += `${t ? 'L' : 'M'}${n(cx + rad * Math.cos(th))} ${n(cy + rad * Math.sin(th) * 1.12)}`;
    }
    s += `<path d="${d}Z" stroke="${i % 5 ? a : b}" stroke-width="${i % 5 ? 1.1 : 2.6}"/>`;
  }
  return { svg: `<g fill="none" stroke-linejoin="round">${s}</g>` };
};

const rings: Draw = ({ a, b }) => ({
  w: 40,
  h: 40,
  svg: at([0, 0], [40, 0], [0, 40], [40, 40], [20, 20])
    .map(
      ([x, y]) =>
        `<circle cx="${x}" cy="${y}" r="20" fill="none" stroke="${a}" stroke-width="1.5"/><circle cx="${x}" cy="${y}" r="4" fill="${b}"/>`,
    )
    .join(''),
});

const initials: Draw = ({ a, b, letter }) => ({
  w: 52,
  h: 60,
  svg: `<g font-family="Literata Variable, Noto Naskh Arabic Variable, Georgia, serif" font-size="30" font-weight="500" text-anchor="middle"><text x="13" y="25" fill="${a}">${esc(letter)}</text><text transform="translate(39 35) rotate(180)" fill="${b}">${esc(letter)}</text></g>`,
});

const gingham: Draw = ({ a, b }) => ({
  w: 24,
  h: 24,
  svg: `<rect width="12" height="24" fill="${b}" opacity=".55"/><rect width="24" height="12" fill="${b}" opacity=".55"/><rect x="5" y="5" width="2" height="2" fill="${a}"/><path d="M18 0V24M0 18H24" stroke="${a}" stroke-width="1.2"/>`,
});

const sunburst: Draw = ({ a, b, r, W, H }) => {
  const cx = W * (0.15 + 0.7 * r()),
    cy = H * (0.72 + 0.2 * r()),
    k = 56;
  let s = '';
  for (let i = 0; i < k; i++) {
    const t = (i / k) * 2 * Math.PI,
      u = t + (0.5 / k) * 2 * Math.PI,
      R = W + H;
    s += `M${n(cx)} ${n(cy)}L${n(cx + R * Math.cos(t))} ${n(cy + R * Math.sin(t))} ${n(cx + R * Math.cos(u))} ${n(cy + R * Math.sin(u))}Z`;
  }
  return {
    svg: `<path d="${s}" fill="${b}"/><circle cx="${n(cx)}" cy="${n(cy)}" r="34" fill="${a}"/><circle cx="${n(cx)}" cy="${n(cy)}" r="46" fill="none" stroke="${a}" stroke-width="2"/>`,
  };
};

/** A title chooses one of twelve by its number here: the order is part of every cover. */
export const PAPERS: readonly Draw[] = [
  lozenge,
  scales,
  herringbone,
  sprigs,
  stars,
  stripes,
  meander,
  contours,
  rings,
  initials,
  gingham,
  sunburst,
];

/** Papers that lose their meaning when the sheet is turned: scales point up, an initial stands upright. */
export const UPRIGHT: readonly Draw[] = [scales, initials];
