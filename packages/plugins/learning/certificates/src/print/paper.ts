// The patterned paper along the edge: Truchet tiles, turned by the course's title, in the school's colour.

/** @param key bytes that turn the tiles; the same for the same course */
export function paper(
  document: PDFKit.PDFDocument,
  { x: left, width, height, key, hue }: { x: number; width: number; height: number; key: Uint8Array; hue: number },
): void {
  const tile = width / 8;
  document.rect(left, 0, width, height).fill(oklch(0.9, 0.035, hue));
  document.save().rect(left, 0, width, height).clip();
  for (let y = 0, n = 0; y < height; y += tile) {
    for (let x = left; x < left + width - 1; x += tile, n++) {
      const turned = (key[(n >> 3) % key.length]! >> (n % 8)) & 1;
      const [first, second] = turned
        ? [arc(x, y, tile, 0), arc(x + tile, y + tile, tile, 2)]
        : [arc(x + tile, y, tile, 1), arc(x, y + tile, tile, 3)];
      document.path(first).path(second);
    }
  }
  document.lineWidth(1.5).stroke(oklch(0.52, 0.09, hue));
  document.restore();
}

/** A quarter of a circle around a corner of a tile, from the middle of one side to the middle of the next. */
function arc(x: number, y: number, tile: number, corner: 0 | 1 | 2 | 3): string {
  const r = tile / 2;
  const [from, to] = (
    [
      [
        [r, 0],
        [0, r],
      ],
      [
        [0, r],
        [-r, 0],
      ],
      [
        [-r, 0],
        [0, -r],
      ],
      [
        [0, -r],
        [r, 0],
      ],
    ] as const
  )[corner];
  return `M${x + from[0]} ${y + from[1]}A${r} ${r} 0 0 1 ${x + to[0]} ${y + to[1]}`;
}

/** OKLCH (CSS Color 4) as hex in sRGB; what lies outside is cut off. */
function oklch(lightness: number, chroma: number, hue: number): string {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear
    .map((c) => Math.min(1, Math.max(0, c)))
    .map((c) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055))
    .map((c) =>
      Math.round(c * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
