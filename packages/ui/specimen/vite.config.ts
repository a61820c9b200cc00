// The specimen: every component in its states, for eyes and for the browser test.
// `vite packages/ui/specimen` to look at it; ?lang=ar-EG&theme=dark&hue=28 change what is seen.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

const beforePaint = readFileSync(new URL('../src/theme/before-paint.js', import.meta.url), 'utf8');

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  build: { outDir: '../dist/specimen', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  plugins: [
    {
      // Served and built as it is: a classic script cannot go through the bundler.
      name: 'before-paint',
      configureServer: (server) => {
        server.middlewares.use('/theme.js', (_, answer) =>
          answer.setHeader('content-type', 'text/javascript').end(beforePaint),
        );
      },
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: 'theme.js', source: beforePaint });
      },
    },
  ],
});
