import { testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { contentService } from '../src/contract.ts';
import { contentPlugin } from '../src/plugin.ts';
import { fromMarkdown } from '../src/text/from-markdown.ts';
import type { Resolve } from '../src/text/html-reader.ts';

/** The longest time that nobody else was served, in milliseconds. */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let [last, longest] = [performance.now(), 0];
  const beat = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(beat, 5);
  await work().finally(() => clearInterval(timer));
  beat();
  return longest;
}

testScenarios(contentPlugin, (test) => {
  // With `short` at 16 MB, so that all are read on the event loop, both fell short: each is held for as long as it takes.
  // Measured: read in 0.7 to 3 s, held for 0.06 to 0.2, which is taking over 20,000 blocks from the thread.
  test('a long text is read while the school goes on', async (school) => {
    const { tools } = school.service(contentService);
    await tools.parse('warm '.repeat(10_000));
    for (const piece of ['<b ', 'a\n=\n', 'Words **and** [a link](b.md).\n\n', '- [ ] x\n']) {
      const markdown = piece.repeat(Math.floor(500_000 / piece.length));
      const begun = performance.now();
      fromMarkdown(markdown);
      const took = performance.now() - begun;
      const hold = await longestHold(() => tools.parse(markdown, { link: (href) => ({ lesson: href }) }));
      expect(hold / took, piece).toBeLessThan(0.5);
    }
  }, 120_000);

  test('a long text is read as a short one: the same blocks, the same questions, the same losses', async (school) => {
    const { tools } = school.service(contentService);
    const part =
      '## Names\n\nSee [there](b.md#x), [nowhere](gone.md) and [nowhere](gone.md).\n\n![a](a.png) ![b](http://c.d/e.png)\n\n<dl><dt><a href="b.md">x</a><dd><img src="a.png" onerror="y()"></dl>\n\n| a | [b](gone.md) |\n|---|---|\n\n<script>1</script>\n\n';
    for (const markdown of [part, part.repeat(200)]) {
      const resolving = (): { asked: string[]; resolve: Resolve } => {
        const asked: string[] = [];
        return {
          asked,
          resolve: {
            link(href, place) {
              asked.push(`link ${href} ${place}`);
              return href.startsWith('b.md')
                ? { lesson: 'b.md', ...(href.includes('#') && { anchor: 'x' }) }
                : { broken: 'not there' };
            },
            image(src, place) {
              asked.push(`image ${src} ${place}`);
              return src === 'a.png' ? { asset: src } : { href: src };
            },
          },
        };
      };
      const [expected, given] = [resolving(), resolving()];
      expect(await tools.parse(markdown, given.resolve)).toEqual(fromMarkdown(markdown, expected.resolve));
      expect(given.asked).toEqual(expected.asked);
    }
  });
});
