import { defineConfig } from 'vitest/config';

// A test's school is made of all first-party plugins and this one: the test harness looks for them from here.
export default defineConfig({
  resolve: { dedupe: ['@lectern/academy'] },
  test: { testTimeout: 30_000, hookTimeout: 60_000, pool: 'forks' },
});
