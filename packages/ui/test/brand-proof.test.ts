// Lowest contrast of every pair of tokens over 72 hues x 6 chromas (0 to 0.37, capped at 0.16 by the tokens), light and
// dark, measured in Chromium: 4.5 for text, 3 for marks, borders and focus (WCAG 2.2 AA, 1.4.3 and 1.4.11).
// Guard: raising --ink-3's lightness from 0.505 to 0.56, or lifting the cap of --_c to 0.37, turned it red.
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, noBrowser } from '../src/testing/index.ts';

const tokens = readFileSync(new URL('../src/styles/tokens.css', import.meta.url), 'utf8');

const text = `on-accent/accent on-accent/accent-strong accent/paper accent/surface accent/well accent/accent-wash
  accent-strong/accent-wash ink/paper ink-2/paper ink-2/well ink-2/accent-wash ink-3/paper ink-3/surface ink-3/well
  ink-3/accent-wash ink/highlight good/good-wash warn/warn-wash danger/danger-wash good/paper warn/paper danger/paper
  danger/surface on-danger/danger ink-3/good-wash ink-2/good-wash warn/well danger/good-wash ink/warn-wash ink/danger-wash`;
const marks = `accent-mark/paper accent-mark/surface rule-strong/paper rule-strong/surface focus/paper focus/surface
  focus/well focus/accent-wash good-mark/paper warn-mark/paper danger-mark/paper good-mark/good-wash`;
const pairsOf = (list: string) =>
  list
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split('/') as [string, string]);

interface Worst {
  readonly theme: string;
  readonly pair: string;
  readonly need: number;
  readonly contrast: number;
  readonly at: string;
}

describe.skipIf(noBrowser)('any hue a school may choose', () => {
  let browser: Browser;
  let worst: Worst[];
  beforeAll(async () => {
    browser = await launch();
    const page = await browser.newPage();
    await page.setContent(`<style>${tokens}</style><body>`);
    worst = await page.evaluate(measure, [
      { need: 4.5, pairs: pairsOf(text) },
      { need: 3, pairs: pairsOf(marks) },
    ]);
  }, 60_000);
  afterAll(() => browser?.close());

  test.each(['light', 'dark'])('is legible in %s', (theme) => {
    const failing = worst.filter((one) => one.theme === theme && one.contrast < one.need);
    expect(failing).toEqual([]);
    expect(worst.filter((one) => one.theme === theme)).toHaveLength(pairsOf(text).length + pairsOf(marks).length);
  });
});

/** Runs in the page: the computed colour of each token, painted on one pixel to get at its sRGB bytes. */
function measure(lists: readonly { need: number; pairs: readonly (readonly [string, string])[] }[]): Worst[] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  const linear = (byte: number) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (colour: string) => {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
    return 0.2126 * linear(r!) + 0.7152 * linear(g!) + 0.0722 * linear(b!);
  };
  const root = document.documentElement;
  const probe = document.body.appendChild(document.createElement('div'));
  const worst = new Map<string, Worst>();
  for (const theme of ['light', 'dark'])
    for (let hue = 0; hue < 360; hue += 5)
      for (const chroma of [0, 0.04, 0.085, 0.12, 0.16, 0.37]) {
        root.dataset.theme = theme;
        root.style.setProperty('--brand-hue', String(hue));
        root.style.setProperty('--brand-chroma', String(chroma));
        const known = new Map<string, number>();
        const of = (token: string) => {
          if (!known.has(token)) {
            probe.style.color = `var(--${token})`;
            known.set(token, luminance(getComputedStyle(probe).color));
          }
          return known.get(token)!;
        };
        for (const { need, pairs } of lists)
          for (const [front, back] of pairs) {
            const [a, b] = [of(front), of(back)];
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const key = `${theme} ${front} on ${back}`;
            if (contrast < (worst.get(key)?.contrast ?? Number.POSITIVE_INFINITY))
              worst.set(key, { theme, pair: `${front} on ${back}`, need, contrast, at: `hue ${hue} chroma ${chroma}` });
          }
      }
  return [...worst.values()];
}
