// What ui costs a learner: script bytes after gzip, as the browser fetches them. A first page may have 90 kB in all.

import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const source = join(import.meta.dirname, '..', 'src', 'index.ts');

/** Kilobytes of the first chunk of a page that uses these names; what is loaded later (Arabic) is not in it. */
async function kilobytes(names: readonly string[] | 'all'): Promise<number> {
  const page =
    names === 'all'
      ? `import * as ui from ${JSON.stringify(source)}; globalThis.ui = ui;`
      : `import { ${names.join(', ')} } from ${JSON.stringify(source)}; globalThis.ui = [${names.join(', ')}];`;
  const entry = '\0page';
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, modulePreload: false, rolldownOptions: { input: entry } },
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) =>
          id === entry ? `import { render } from ${JSON.stringify(preact)}; globalThis.render = render; ${page}` : null,
      },
    ],
  });
  const chunks = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []));
  const first = chunks.find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
  return first?.type === 'chunk' ? gzipSync(first.code, { level: 9 }).length / 1000 : Number.NaN;
}
const preact = import.meta.resolve('preact').replace('file://', '');

const shell = [
  'Shell',
  'Topbar',
  'Searchbox',
  'Bell',
  'Footer',
  'Tabbar',
  'Menu',
  'Avatar',
  'ThemeControl',
  'useKeys',
  'announce',
  'speakLanguage',
  'assembleScreens',
  'FillsContext',
  'ScreenContext',
  'to',
  'Problem',
  'problemFrom',
];

describe('a page', () => {
  // Otherwise Vite builds for development, with the names of all components in the script.
  beforeAll(() => void vi.stubEnv('NODE_ENV', 'production'));
  afterAll(() => void vi.unstubAllEnvs());

  test('of the catalogue costs less than 25 kB of ui, Preact and signals included', async () => {
    const catalogue = await kilobytes([
      ...shell,
      'CourseCard',
      'formatMoney',
      'Button',
      'ButtonLink',
      'Empty',
      'Loading',
      'Skeleton',
      'useData',
    ]);
    console.info(`ui on the catalogue: ${catalogue.toFixed(1)} kB`);
    expect(catalogue).toBeLessThan(25);
  });

  test('of a reader costs no covers', async () => {
    const reader = await kilobytes([...shell, 'ForeEdge', 'Toc', 'Button', 'useAction', 'Time']);
    console.info(`ui on the reader: ${reader.toFixed(1)} kB`);
    expect(reader).toBeLessThan(22);
  });

  test('that shares the whole of ui with foreign plugins costs less than 40 kB', async () => {
    const all = await kilobytes('all');
    console.info(`all of ui: ${all.toFixed(1)} kB`);
    expect(all).toBeLessThan(40);
  });
});
