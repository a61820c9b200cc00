// No address of the school sends a browser to another site, however the address is written. What the sign-in page does
// with `next` in a browser is tried in e2e/journey.test.ts.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Pages, webPages } from '../../../web/src/index.ts';
import { served } from '../http/gateway.ts';
import { ask, signIn } from '../http/prepared-school.ts';

const plugins = join(import.meta.dirname, '../../../plugins');
/** Of every screen of every plugin, from their lists of screens. */
const screens = globSync('*/*/web/index.ts', { cwd: plugins })
  .flatMap((file) => [...readFileSync(join(plugins, file), 'utf8').matchAll(/^\s*path: '([^']+)'/gm)])
  .map(([, path]) => path!.replaceAll(/:\w+/g, 'x'));

const evil = 'evil.example';
const built = existsSync(join(import.meta.dirname, '../../../web/dist/assets.json'));

test.skipIf(!built)(
  'every page that sends a visitor on keeps them here, whatever the address says beside it',
  async () => {
    const pages: Pages = await webPages();
    const { url } = await served({ pages });
    const { cookie } = await signIn(url);
    expect(screens.length).toBeGreaterThan(20);
    const asked = ['next', 'redirect', 'return', 'url', 'continue'].map(
      (name) => `${name}=//${evil}/&${name}=https://${evil}/`,
    );
    const spelt = (path: string, at: number) => [
      `${path}?${asked.join('&')}`,
      // Who answers is the same for all screens: a few show what becomes of the path.
      ...(at % 12 === 0
        ? [
            `/${path}`,
            `//${evil}${path}`,
            `/\\${evil}${path}`,
            `/%2f${evil}${path}`,
            `/%5c${evil}${path}`,
            `/%09/${evil}${path}`,
            `http://${evil}${path}`,
          ]
        : []),
    ];
    let sent = 0;
    for (const headers of [{}, { cookie }] as Record<string, string>[])
      for (const [at, path] of screens.entries())
        for (const target of spelt(path, at)) {
          const answer = await ask(url, { path: target, headers });
          const about = `${target} answered ${answer.status} ${String(answer.headers.location)}`;
          expect(answer.status, about).toBeLessThan(500);
          if (answer.headers.location === undefined) continue;
          sent++;
          expect(new URL(String(answer.headers.location), url).origin, about).toBe(url);
          expect(String(answer.headers.location), about).not.toMatch(/[\r\n]/);
        }
    expect(sent).toBeGreaterThan(20);
  },
  120_000,
);
