// Writes src/icons/core.ts and src/icons/more.ts: one path per icon that src/icons/names.ts lists, taken from lucide-static.
// Run after changing a list: node packages/ui/build/icons.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { coreIcons, moreIcons } from '../src/icons/names.ts';

type Shape = readonly [element: string, attributes: Readonly<Record<string, string>>];

/** The generated modules by their path in the package. */
export const iconModules = (): Readonly<Record<string, string>> => ({
  'src/icons/core.ts': moduleOf('core', coreIcons),
  'src/icons/more.ts': moduleOf('more', moreIcons),
});

function moduleOf(list: string, names: readonly string[]): string {
  const lucide = new URL(import.meta.resolve('lucide-static/icon-nodes.json'));
  const nodes: Record<string, readonly Shape[]> = JSON.parse(readFileSync(lucide, 'utf8'));
  const licence = readFileSync(new URL('LICENSE', lucide), 'utf8');
  const lines = names.map((name) => {
    const shapes = nodes[name];
    if (!shapes) {
      throw new Error(
        `lucide-static has no icon "${name}": look for its new name at lucide.dev and mend src/icons/names.ts`,
      );
    }
    return `  '${name}': '${shapes.map(pathOf).join('')}',`;
  });
  return [
    '// Written by build/icons.ts from lucide-static; change src/icons/names.ts and run that.',
    noticeOf(licence, names),
    '',
    '// biome-ignore format: one icon a line',
    `export const ${list} = {`,
    ...lines,
    '} as const;',
    '',
  ].join('\n');
}

/** Every shape as path data: one attribute instead of elements is half the bytes and needs no innerHTML. */
function pathOf([element, at]: Shape): string {
  const num = (name: string) => Number(at[name] ?? 0);
  switch (element) {
    case 'path':
      return absoluteStart(at.d ?? '');
    case 'circle': {
      const r = num('r');
      return `M${num('cx') - r} ${num('cy')}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
    }
    case 'line':
      return `M${num('x1')} ${num('y1')}L${num('x2')} ${num('y2')}`;
    case 'rect': {
      const [x, y, w, h, r] = [num('x'), num('y'), num('width'), num('height'), num('rx') || num('ry')];
      const corner = (dx: number, dy: number) => (r ? `a${r} ${r} 0 0 1 ${dx} ${dy}` : '');
      return `M${x + r} ${y}h${w - 2 * r}${corner(r, r)}v${h - 2 * r}${corner(-r, r)}h${2 * r - w}${corner(-r, -r)}v${2 * r - h}${corner(r, -r)}z`;
    }
    case 'polyline':
      return `M${at.points}`;
    case 'polygon':
      return `M${at.points}z`;
    default:
      throw new Error(`No rule for <${element}>: write one in build/icons.ts`);
  }
}

/** A leading `m` is absolute alone but relative once paths are joined; the pairs after it stay relative lines. */
function absoluteStart(d: string): string {
  const number = String.raw`-?(?:\d+\.?\d*|\.\d+)`;
  return d.replace(
    new RegExp(`^m\\s*(${number})[\\s,]*(${number})\\s*(?=(.?))`),
    (_, x, y, next) => `M${x} ${y}${/[-.\d]/.test(next) ? 'l' : ''}`,
  );
}

/** The licence for readers of the source, and one line of it that survives every minifier. */
function noticeOf(licence: string, names: readonly string[]): string {
  const text = licence.trim().replace(
    /(Feather project:\n\n)(.+)\n/,
    (_, head, list) =>
      `${head}${list
        .split(', ')
        .filter((name: string) => names.includes(name))
        .join(', ')}\n`,
  );
  const holders = [...licence.matchAll(/^Copyright \(c\) .+$/gm)].map(([line]) => line);
  return [
    `/*! @license Icons from lucide-static (ISC; some MIT, from Feather). ${holders.join('; ')} */`,
    '/*',
    ...text.split('\n').map((line) => ` * ${line}`.trimEnd()),
    ' */',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(iconModules())) writeFileSync(new URL(`../${path}`, import.meta.url), text);
}
