import { describe, expect, it } from 'vitest';
import { type Block, lessonText, limits } from '../../src/text/blocks.ts';
import { fromHtml } from '../../src/text/from-html.ts';
import { fromMarkdown } from '../../src/text/from-markdown.ts';
import type { Resolve } from '../../src/text/html-reader.ts';

/** Blocks without their ids, at any depth. */
const withoutIds = (blocks: readonly Block[]): unknown =>
  JSON.parse(
    JSON.stringify(blocks, (key, value) =>
      key === 'id' && typeof value === 'string' && /^[0-9a-z]{14}/.test(value) ? undefined : value,
    ),
  );
const read = (markdown: string, resolve?: Resolve) => {
  const { text, lost } = fromMarkdown(markdown, resolve);
  lessonText.parse(text);
  return { blocks: withoutIds(text.blocks), lost };
};
const text = (words: string, more = {}) => ({ type: 'text', text: words, ...more });
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });

describe('Markdown', () => {
  it('becomes paragraphs of words with marks', () => {
    expect(
      read('**Bold** and *both **of** them*, `code`, ~~gone~~,\n<kbd>Ctrl</kbd> H<sub>2</sub>O\\\nnext').blocks,
    ).toEqual([
      paragraph(
        text('Bold', { marks: ['bold'] }),
        text(' and '),
        text('both ', { marks: ['italic'] }),
        text('of', { marks: ['bold', 'italic'] }),
        text(' them', { marks: ['italic'] }),
        text(', '),
        text('code', { marks: ['code'] }),
        text(', '),
        text('gone', { marks: ['strike'] }),
        text(', '),
        text('Ctrl', { marks: ['kbd'] }),
        text(' H'),
        text('2', { marks: ['sub'] }),
        text('O'),
        { type: 'break' },
        text('next'),
      ),
    ]);
  });

  it('tells tight lists from loose ones, counts from their start and knows tasks', () => {
    const list = (markdown: string) => read(markdown).blocks;
    expect(list('3. a\n4. b')).toEqual([
      {
        type: 'list',
        ordered: true,
        start: 3,
        tight: true,
        items: [{ blocks: [paragraph(text('a'))] }, { blocks: [paragraph(text('b'))] }],
      },
    ]);
    expect(list('- a\n\n- b')).toMatchObject([{ ordered: false, tight: false }]);
    expect(list('- [ ] a\n- [x] b')).toMatchObject([{ items: [{ checked: false }, { checked: true }] }]);
  });

  it('reads tables with their alignment', () => {
    expect(read('| a | b |\n|:--|--:|\n| 1 | **2** |').blocks).toEqual([
      {
        type: 'table',
        align: ['left', 'right'],
        head: [[text('a')], [text('b')]],
        rows: [[[text('1')], [text('2', { marks: ['bold'] })]]],
      },
    ]);
  });

  it('keeps footnotes, math, dividers and what stands behind the language of code', () => {
    expect(read('A[^n].\n\n[^n]: Note.\n\n***\n\n$$\nx^2\n$$\n\n```js {1}\nlet a;\n```').blocks).toEqual([
      paragraph(text('A'), { type: 'footnote', label: 'n' }, text('.')),
      { type: 'footnote', label: 'n', blocks: [paragraph(text('Note.'))] },
      { type: 'divider' },
      { type: 'math', tex: 'x^2' },
      { type: 'code', language: 'js', meta: '{1}', text: 'let a;' },
    ]);
    expect(read('No[^n] such note.').blocks).toEqual([paragraph(text('No[^n] such note.'))]);
  });

  it('makes links only of what GFM makes links of', () => {
    const { blocks } = read('https://a.b/c, www.d.e and f@g.hi; but see main.rs, README.md //x.yz');
    expect(blocks).toEqual([
      paragraph(
        text('https://a.b/c', { link: { href: 'https://a.b/c' } }),
        text(', '),
        text('www.d.e', { link: { href: 'http://www.d.e' } }),
        text(' and '),
        text('f@g.hi', { link: { href: 'mailto:f@g.hi' } }),
        text('; but see main.rs, README.md //x.yz'),
      ),
    ]);
  });

  it('leaves front matter out and counts its lines', () => {
    const { blocks, lost } = read('---\ntitle: x\n---\n\n<script>1</script>');
    expect(blocks).toEqual([{ type: 'raw', format: 'html', source: '<script>1</script>' }]);
    expect(lost).toEqual([{ place: 'L5', reason: 'a script is not run, its source is kept' }]);
    expect(read('---\n\nWords between rules.\n\n---').blocks).toMatchObject([
      { type: 'divider' },
      { type: 'paragraph' },
      { type: 'divider' },
    ]);
  });

  it('names callouts as GitHub and course sites write them', () => {
    const note = (kind: string) => [{ type: 'callout', kind, blocks: [paragraph(text('Careful.'))] }];
    expect(read('> [!WARNING]\n> Careful.').blocks).toEqual(note('warning'));
    expect(read('> [!CAUTION]\n>\n> Careful.').blocks).toEqual(note('warning'));
    expect(read('<div class="lesson-note lesson-note--tip" markdown="1">\nCareful.\n</div>').blocks).toEqual(
      note('tip'),
    );
    expect(read('<div class="lesson-note lesson-note--critical" markdown="1">\n\nCareful.\n\n</div>').blocks).toEqual(
      note('important'),
    );
    expect(read('<div class="admonition note"><p class="admonition-title">So</p><p>Careful.</p></div>').blocks).toEqual(
      [{ type: 'callout', kind: 'note', title: [text('So')], blocks: [paragraph(text('Careful.'))] }],
    );
    expect(read('> \\[!NOTE] is how one writes it').blocks).toMatchObject([{ type: 'quote' }]);
  });

  it('reads Markdown inside HTML and HTML inside Markdown as one tree', () => {
    expect(read('<details>\n<summary>More <b>here</b></summary>\n\n- a\n\n</details>').blocks).toEqual([
      {
        type: 'details',
        summary: [text('More '), text('here', { marks: ['bold'] })],
        blocks: [{ type: 'list', ordered: false, tight: true, items: [{ blocks: [paragraph(text('a'))] }] }],
      },
    ]);
    expect(read('<figure><img src="a.png" alt="A" width="30"><figcaption>Seen</figcaption></figure>').blocks).toEqual([
      { type: 'image', source: { href: 'a.png' }, alt: 'A', width: 30, caption: [text('Seen')] },
    ]);
    expect(read('<iframe src="https://www.youtube.com/embed/abcdefghijk" title="Film"></iframe>').blocks).toEqual([
      { type: 'embed', source: { href: 'https://www.youtube.com/watch?v=abcdefghijk' }, title: 'Film' },
    ]);
  });

  it('keeps names that links use, wherever they were written', () => {
    expect(read('<span id="a"></span>Words {: #b}\n\n## Title {#c}\n\n<div id="d">\n\nEnd\n\n</div>').blocks).toEqual([
      paragraph({ type: 'anchor', id: 'b' }, { type: 'anchor', id: 'a' }, text('Words')),
      { type: 'heading', level: 2, content: [{ type: 'anchor', id: 'c' }, text('Title')] },
      paragraph({ type: 'anchor', id: 'd' }, text('End')),
    ]);
  });

  it('keeps as HTML what no block says, and shows a tag somebody forgot to escape', () => {
    expect(read('<dl>\n<dt>Term</dt><dd onclick="x()">Meaning</dd>\n</dl>')).toEqual({
      blocks: [{ type: 'html', html: '<dl> <dt>Term</dt><dd>Meaning</dd> </dl>' }],
      lost: [{ place: 'L2', reason: 'onclick is not run and is removed' }],
    });
    expect(read('An <abbr title="Document">DOM</abbr> tree').blocks).toEqual([
      paragraph(text('An '), { type: 'html', html: '<abbr title="Document">DOM</abbr>' }, text(' tree')),
    ]);
    expect(read('git switch <branch_name> now').blocks).toEqual([paragraph(text('git switch <branch_name> now'))]);
    expect(read('the <title> and <script> elements').blocks).toEqual([
      paragraph(text('the <title> and <script> elements')),
    ]);
  });

  it('asks where links and pictures lead, with the line, and keeps what leads nowhere', () => {
    const asked: string[] = [];
    const { blocks, lost } = read('One\n[a](b.md#c "t")\n![p](p.png)\n<a href="gone">g</a>', {
      link(href, place) {
        asked.push(`${place} ${href}`);
        return href === 'gone' ? { broken: 'there is no gone' } : { lesson: 'b', anchor: 'c' };
      },
      image: () => ({ asset: 'img/p.png' }),
    });
    expect(asked).toEqual(['L2 b.md#c', 'L4 gone']);
    expect(lost).toEqual([{ place: 'L4', reason: 'there is no gone' }]);
    expect(blocks).toEqual([
      paragraph(
        text('One '),
        text('a', { link: { lesson: 'b', anchor: 'c', title: 't' } }),
        text(' '),
        { type: 'image', source: { asset: 'img/p.png' }, alt: 'p' },
        text(' '),
        text('g', { link: { broken: 'gone' } }),
      ),
    ]);
  });

  it('names the column of the words in a long line', () => {
    const { lost } = read(`First line\n${'word '.repeat(100)}[x](javascript:1)`);
    expect(lost).toEqual([
      { place: 'L2C502', reason: 'a link to a javascript: address is removed, its words are kept' },
    ]);
  });
});

describe('markup that asks for too much', () => {
  const milliseconds = (work: () => void): number => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  };

  it.each([
    ['10,000 nested lists in one line', `${'- '.repeat(10_000)}x`],
    ['10,000 nested lists of HTML', '<ul><li>'.repeat(10_000)],
    ['a million quote signs', '>'.repeat(1_000_000)],
    [
      'unclosed formats reopened in every paragraph',
      `<p>${Array.from({ length: 3_000 }, (_, at) => `<b id=${at}>`).join('')}${'<p>x'.repeat(3_000)}`,
    ],
    ['100,000 comments that never end', '<!--'.repeat(100_000)],
    ['20,000 scripts begun in a line', 'x <script>'.repeat(20_000)],
    ['a table of 40,000 cells', `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(20_000)}`],
  ])('%s: is kept or shown, in bounded time', (_, markdown) => {
    let result: ReturnType<typeof fromMarkdown> | undefined;
    // Measured: 10 to 700 ms. Without the limits the first overflows the stack and the fourth makes nine million nodes.
    expect(milliseconds(() => (result = fromMarkdown(markdown)))).toBeLessThan(10_000);
    const { text, lost } = result!;
    expect(lessonText.safeParse(text).success).toBe(true);
    const shown = JSON.stringify(text.blocks).includes('<script>');
    expect(shown || lost.length === 1).toBe(true);
  });

  it('keeps the rest as source when there are too many blocks', () => {
    const { text, lost } = fromMarkdown('a\n\n'.repeat(limits.blocks + 5));
    expect(text.blocks.length).toBe(limits.blocks);
    expect(text.blocks.at(-1)).toMatchObject({
      type: 'raw',
      format: 'markdown',
      source: Array(6).fill('a').join('\n\n'),
    });
    expect(lost).toEqual([
      {
        place: `L${2 * limits.blocks - 1}`,
        reason: `more than ${limits.blocks} blocks: the rest, from here on, is kept as source and not shown`,
      },
    ]);
  });

  // Without the counting the first took 2.7 GB, the second 17 s, the third 2 GB.
  it.each([
    ['- a\n', `more than ${limits.tokens} pieces`],
    ['![', `more than ${limits.links} brackets and addresses`],
    ['a@b.c ', `more than ${limits.links} brackets and addresses`],
  ])('keeps all of it as source when reading would take all memory: %j', (piece, reason) => {
    const source = piece.repeat(limits.characters / piece.length).trim();
    expect(fromMarkdown(source)).toEqual({
      text: { blocks: [{ id: expect.any(String), type: 'raw', format: 'markdown', source }] },
      lost: [{ place: 'L1', reason: `the text has ${reason}: all of it is kept as source and not shown` }],
    });
  });

  it('is refused by the schema without ending the stack', () => {
    let deep: unknown = [];
    for (let at = 0; at < 100_000; at++) deep = [{ id: 'x', type: 'quote', blocks: deep }];
    expect(lessonText.safeParse({ blocks: deep }).error?.issues[0]?.message).toBe(
      `blocks nested deeper than ${limits.depth}`,
    );
  });
});

describe('HTML', () => {
  it('is read the same way, with its own lines', () => {
    const { text, lost } = fromHtml('<h2>One</h2>\n<p>Two\n<img src="data:image/png;base64,AA" alt="dot">');
    expect(withoutIds(text.blocks)).toEqual([
      { type: 'heading', level: 2, content: [{ type: 'text', text: 'One' }] },
      paragraph(
        { type: 'text', text: 'Two ' },
        { type: 'image', source: { broken: 'data:image/png;base64,AA' }, alt: 'dot' },
      ),
    ]);
    expect(lost).toEqual([{ place: 'L3', reason: 'a picture written into the text (data: address) is not carried' }]);
  });
});
