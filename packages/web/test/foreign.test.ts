// Screens that are not built into the app stand beside those that are.
import { type LoadContext, screen, webPlugin } from '@lectern/ui';
import { afterEach, expect, test, vi } from 'vitest';
import { isDrawnInBrowser, registryOf } from '../app/foreign.ts';
import type { ForeignPlugin } from '../src/foreign.ts';

const points = (path: string): ForeignPlugin => ({
  id: 'points',
  module: 'assets/plugins/points/0/index.js',
  styles: [],
  fills: [],
  screens: [{ path, access: 'signed-in', frame: 'page', title: { en: 'Points', ar: 'النقاط' } }],
});
const own = [
  webPlugin({
    id: 'courses',
    screens: [screen({ path: '/', title: 'Courses', access: 'public', component: async () => ({ Page: () => null }) })],
  }),
];
const told = vi.spyOn(console, 'error').mockImplementation(() => {});
afterEach(() => told.mockClear());

test('at an address of the app a foreign screen is left out, and the school is told', () => {
  const registry = registryOf(own, [points('/'), { ...points('/points'), id: 'other' }]);
  expect(isDrawnInBrowser(registry.match('/')!.screen)).toBe(false);
  expect(isDrawnInBrowser(registry.match('/points')!.screen)).toBe(true);
  expect(told.mock.calls.join()).toContain('points and courses both have a screen at /');
});

test('the module is brought when the screen is opened, and what it says then is what counts', async () => {
  const web = webPlugin({
    id: 'points',
    screens: [
      screen({
        path: '/points',
        title: (n: number) => `${n} points`,
        access: 'signed-in',
        load: () => 7,
        component: async () => ({ Page: () => null }),
      }),
    ],
  });
  const bring = vi.fn(async () => web);
  const { screen: found } = registryOf(own, [points('/points')], bring).match('/points')!;
  expect(found.title(undefined)).toBe('Points');
  expect(bring).not.toHaveBeenCalled();
  const data = await found.load({} as LoadContext<unknown>);
  expect(found.title(data)).toBe('7 points');
});

test('a module that lost its screen since it was described says so', async () => {
  const { screen: found } = registryOf(own, [points('/points')], async () => webPlugin({ id: 'points' })).match(
    '/points',
  )!;
  await expect(found.component()).rejects.toThrow('The module of points has no screen at /points any more');
});
