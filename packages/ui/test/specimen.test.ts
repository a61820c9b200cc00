import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type axe from 'axe-core';
import { expect, test } from 'vitest';
import 'preact-render-to-string';
import { launch } from './chromium.ts';

const source = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
test('x', () => {
  expect(launch).toBeDefined();
  expect(source as unknown as typeof axe).toBeDefined();
});
