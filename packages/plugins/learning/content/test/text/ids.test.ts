import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, everyBlock } from '../../src/text/blocks.ts';
import { fromMarkdown } from '../../src/text/from-markdown.ts';
import { oddMarkdown } from './markdown.arbitrary.ts';

const blocksOf = (markdown: string): Block[] => [...everyBlock(fromMarkdown(markdown).text.blocks)];
const idsOf = (markdown: string) => blocksOf(markdown).map((block) => block.id);

/** A lesson of different paragraphs, in headings, lists, quotes and callouts. */
const shape = fc.array(fc.constantFrom('p', 'h', 'list', 'quote', 'note', 'code', 'rule'), {
  minLength: 1,
  maxLength: 12,
});
const written = (kinds: readonly string[], changed?: number) =>
  kinds
    .map((kind, at) => {
      const words = at === changed ? 'quite different' : `words number ${at}`;
      if (kind === 'h') return `## ${words}`;
      if (kind === 'list') return `- ${words}\n- second of ${at}`;
      if (kind === 'quote') return `> ${words}\n>\n> more of ${at}`;
      if (kind === 'note') return `> [!NOTE]\n> ${words}`;
      if (kind === 'code') return `\`\`\`\n${words}\n\`\`\``;
      return kind === 'rule' ? '***' : words;
    })
    .join('\n\n');

describe('ids of blocks', () => {
  it('are the same for the same source, and each only once', () => {
    fc.assert(
      fc.property(oddMarkdown, (markdown) => {
        const ids = idsOf(markdown);
        expect(idsOf(markdown)).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 300 },
    );
  });

  // Guard removed once: the parent's words made part of a container's name. Red: the list above a changed item.
  it('do not change when another paragraph is changed', () => {
    fc.assert(
      fc.property(shape, fc.nat(), (kinds, pick) => {
        const changed = pick % kinds.length;
        fc.pre(kinds[changed] !== 'h' && kinds[changed] !== 'rule');
        const [before, after] = [blocksOf(written(kinds)), blocksOf(written(kinds, changed))];
        const different = before.filter((block, at) => block.id !== after[at]?.id);
        expect(after.length).toBe(before.length);
        expect(different.map((block) => block.type)).toEqual([kinds[changed] === 'code' ? 'code' : 'paragraph']);
      }),
    );
  });

  it('do not change when a paragraph is put in before, or moved', () => {
    const [first, second] = idsOf('One.\n\nTwo.');
    expect(idsOf('New.\n\nOne.\n\nTwo.').slice(1)).toEqual([first, second]);
    expect(idsOf('Two.\n\nOne.')).toEqual([second, first]);
    expect(idsOf('> Two.\n\nOne.')).toContain(second);
  });

  it('do not depend on where links lead or what is bold', () => {
    expect(idsOf('See [this](a.md), **now**.')).toEqual(idsOf('See [this](b.md), now.'));
  });

  it('tell twins apart by their order', () => {
    const [one, two] = idsOf('Same.\n\nSame.');
    expect(two).toBe(`${one}-2`);
  });
});
