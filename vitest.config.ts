import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The server's test harness finds the plugins of a test among these, and the server may not depend on them.
  resolve: {
    alias: { '@lectern/academy': fileURLToPath(new URL('packages/plugins/academy/all/src/index.ts', import.meta.url)) },
  },
  test: {
    include: [
      'packages/**/*.test.{ts,tsx}',
      'templates/**/*.test.ts',
      'scripts/**/*.test.ts',
      'bench/**/*.test.ts',
      'e2e/**/*.test.ts',
    ],
    // What takes minutes is named so, and runs in CI or when it is asked for.
    exclude: ['**/node_modules/**', '**/dist/**', ...(process.env.LECTERN_LONG ? [] : ['**/*.long.test.ts'])],
    globalSetup: ['packages/server/src/testing/global-setup.ts'],
    testTimeout: 30_000,
    // A browser, a second database or a killed process on a busy machine may be late once. A fault is there every time.
    retry: 2,
    hookTimeout: 60_000,
    pool: 'forks',
    // The server's own quick start: loading is a fifth of the time of a small test file.
    execArgv: ['--import', fileURLToPath(new URL('packages/server/src/quick-start.ts', import.meta.url))],
    // One more than two cores: tests that wait for a browser or another process leave room.
    maxWorkers: 3,
  },
});
