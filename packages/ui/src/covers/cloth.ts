// The colours of covers: twelve hues (no violet) in three roles, fixed in OKLCH.

type LightnessChroma = readonly [lightness: number, chroma: number];

export const HUES = [30, 52, 76, 110, 142, 172, 205, 232, 258, 190, 14, 92] as const;

/** Ground, ink and second ink of the three ways to print a sheet. */
export const ROLES: readonly {
  readonly g: LightnessChroma;
  readonly a: LightnessChroma;
  readonly b: LightnessChroma;
}[] = [
  { g: [0.36, 0.062], a: [0.7, 0.075], b: [0.5, 0.07] }, // dark cloth, light print
  { g: [0.9, 0.032], a: [0.5, 0.095], b: [0.72, 0.075] }, // light paper, dark print
  { g: [0.68, 0.082], a: [0.94, 0.03], b: [0.5, 0.085] }, // full colour, paper-white print
];

/** OKLCH to an sRGB hex, clipped, so that PDF and mail can use it too. Matrices: Ottosson, "A perceptual color space". */
export function hex([L, C]: LightnessChroma, hue: number): string {
  const a = C * Math.cos((hue * Math.PI) / 180);
  const b = C * Math.sin((hue * Math.PI) / 180);
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const byte = (v: number) =>
    Math.round(255 * Math.min(1, Math.max(0, v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055)));
  return `#${linear.map((v) => byte(v).toString(16).padStart(2, '0')).join('')}`;
}
