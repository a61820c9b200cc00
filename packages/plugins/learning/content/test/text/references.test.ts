import { describe, expect, it } from 'vitest';
import { fromMarkdown } from '../../src/text/from-markdown.ts';
import { readdress } from '../../src/text/references.ts';
import { toMarkdown } from '../../src/text/to-markdown.ts';

describe('pointing a text at other lessons and files', () => {
  const source =
    '# [h](lesson:one)\n\n- [a](lesson:one#x) ![p](asset:p.png)\n\n| [t](lesson:gone) |\n| - |\n\n<dl><dt><a href="lesson:one">d</a><img src="asset:p.png"></dt></dl>\n\n<details>\n<summary><a href="asset:f.zip">s</a></summary>\n\n</details>\n';
  const { text } = fromMarkdown(source);
  const moved = readdress(text, {
    lesson: (key) => (key === 'one' ? '1' : undefined),
    asset: (path) => (path === 'p.png' ? 'A' : undefined),
  });

  it('changes every reference, in kept HTML too, and leaves the ids', () => {
    const written = toMarkdown(moved);
    expect(written).toContain('# [h](lesson:1)');
    expect(written).toContain('- [a](lesson:1#x) ![p](asset:A)');
    expect(written).toContain('<dl><dt><a href="lesson:1">d</a><img alt="" src="asset:A"></dt></dl>');
    expect(moved.blocks.map((block) => block.id)).toEqual(text.blocks.map((block) => block.id));
  });

  it('keeps the words and the address of what is gone', () => {
    expect(moved.blocks[2]).toMatchObject({ head: [[{ text: 't', link: { broken: 'lesson:gone' } }]] });
    expect(moved.blocks[4]).toMatchObject({ summary: [{ text: 's', link: { broken: 'asset:f.zip' } }] });
  });
});
