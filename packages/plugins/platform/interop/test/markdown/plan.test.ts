import { describe, expect, it } from 'vitest';
import { lessonsOf, lostOf, markdownOf, outlineOf, planOf, png, svg } from './memory-source.ts';

describe('sections and lessons of a folder', () => {
  it('are its folders in the order of the tree, and its files', async () => {
    const plan = await planOf({
      'b.md': 'B',
      'basics/loops/for_loops.md': 'F',
      'basics/variables.md': 'V',
      'basics/summary.md': 'S',
      'basics/introduction.md': 'I',
      'advanced/10_last.md': 'L',
      'advanced/2_first.md': 'E',
      'introduction/welcome.md': 'W',
      'tying_it_all_together/conclusion.md': 'C',
      'pictures/a.png': png(),
      '.github/PULL.md': 'x',
      'node_modules/x/README.md': 'x',
    });
    expect(outlineOf(plan)).toEqual([
      ['Course', 'B'],
      ['Introduction', 'Welcome'],
      ['Advanced', 'First', 'Last'],
      ['Basics', 'Introduction', 'Variables', 'Summary'],
      ['Loops', 'For loops'],
      ['Tying it all together', 'Conclusion'],
    ]);
    expect(plan.sections.map((section) => section.key)).toEqual([
      '.',
      'introduction',
      'advanced',
      'basics',
      'basics/loops',
      'tying_it_all_together',
    ]);
    expect(plan.lost).toEqual([]);
  });

  it('say their parent where two would be called the same', async () => {
    const plan = await planOf({ 'html/exercises/a.md': '', 'css/exercises/b.md': '', 'css/flex/c.md': '' });
    expect(plan.sections.map((section) => section.title)).toEqual(['CSS: Exercises', 'Flex', 'HTML: Exercises']);
  });

  it('follow settings before names, a README first, numbers as numbers, whatever case and accents', async () => {
    const order = async (folder: Record<string, string>) => lessonsOf(await planOf(folder)).map((lesson) => lesson.key);
    expect(
      await order({
        'b.md': '---\nweight: 1\n---\nx',
        'a.md': '---\nsidebar_position: 2\n---\nx',
        'zz.md': 'x',
        'README.md': 'x',
      }),
    ).toEqual(['README.md', 'b.md', 'a.md', 'zz.md']);
    expect(
      await order({
        'Part 10.md': '',
        'part 9.md': '',
        'Élan.md': '',
        'elan2.md': '',
        'getting_started.md': '',
        'wrap-up.md': '',
      }),
    ).toEqual(['getting_started.md', 'Élan.md', 'elan2.md', 'part 9.md', 'Part 10.md', 'wrap-up.md']);
  });

  it('follow a SUMMARY.md, which is no lesson, and take its titles last', async () => {
    const plan = await planOf({
      'SUMMARY.md':
        '# Summary\n\n[Preface](pre.md)\n\n- [Second part](two/z.md)\n  - [Named there](two/a.md)\n- [First part](one/x.md)\n- [Gone](gone.md)\n- [Planned]()\n',
      'pre.md': 'x',
      'one/x.md': '# Own title\n\nx',
      'two/a.md': 'x',
      'two/z.md': '---\ntitle: Settings\n---\nx',
    });
    expect(outlineOf(plan)).toEqual([
      ['Course', 'Preface'],
      ['Two', 'Settings', 'Named there'],
      ['One', 'Own title'],
    ]);
    expect(lostOf(plan)).toEqual(['SUMMARY.md#L8: there is no gone.md in the folder']);
    expect(lessonsOf(await planOf({ 'SUMMARY.md': 'What we learned:\n\n- [a](b.md)\n', 'b.md': 'x' })).length).toBe(2);
  });

  it('take titles from settings, from the only first heading, from the name', async () => {
    const plan = await planOf({
      'a.md': '---\ntitle: "  Stated\\n title "\n---\n\n# Other\n\nx',
      'b.md': '# The *DOM* `API`\n\n## Part\n',
      'c.md': '# One\n\n# Two\n',
      '03-javascript_and_css-basics.md': 'x',
      'guide/README.md': 'Words.',
    });
    expect(lessonsOf(plan).map((lesson) => lesson.title)).toEqual([
      'JavaScript and CSS basics',
      'Stated title',
      'The DOM API',
      'C',
      'Guide',
    ]);
    expect(markdownOf(plan, 'b.md')).toBe('## Part\n');
    expect(markdownOf(plan, 'a.md')).toBe('# Other\n\nx\n');
  });

  it('name the course after a README that says so; one without words only says it', async () => {
    const about = await planOf({
      'README.md': '---\ntitle: Maps\nsummary: All leave out.\nlanguage: pt-BR\n---\n',
      'one/README.md': '---\ntitle: Part the first\n---\n',
      'one/a.md': 'x',
    });
    expect(about.course).toEqual({ key: 'course', title: 'Maps', summary: 'All leave out.', language: 'pt-BR' });
    expect(outlineOf(about)).toEqual([['Part the first', 'A']]);
    expect((await planOf({ 'README.md': '# Loops\n\nWelcome.' })).course.title).toBe('Loops');
    expect((await planOf({ 'a.md': 'x' }, { name: 'web-from-scratch' })).course.title).toBe('Web from scratch');
  });

  it('are planned the same twice, and differ when anything of the lesson does', async () => {
    const folder = { 'a.md': '# T\n\n![p](p.png)', 'p.png': png(1) };
    const digest = async (changes: Record<string, string | Uint8Array>) =>
      lessonsOf(await planOf({ ...folder, ...changes }))[0]!.digest;
    const digests = [
      await digest({}),
      await digest({ 'a.md': '# U\n\n![p](p.png)' }),
      await digest({ 'a.md': '# T\n\n![q](p.png)' }),
      await digest({ 'p.png': png(2) }),
    ];
    expect(new Set(digests).size).toBe(4);
    expect(await planOf(folder)).toEqual(await planOf(folder));
    expect(await digest({ 'b.md': 'x', 'q.png': png(3) })).toBe(digests[0]);
  });
});

describe('links of lessons', () => {
  it('lead to lessons however they are written', async () => {
    const plan = await planOf({
      'a.md':
        '[1](b.md) [2](./b) [3](basics/) [4](basics/Größe%20x.md#Part) [5](BASICS/gr%C3%B6%C3%9Fe%20X) [6](/b.md?x=1#top) [7](b.html) [8](#here) [9](../course/b.md)\n\n## Here',
      'b.md': '[up](basics/README.md)',
      'basics/README.md': 'Hello [b](../b.md) [r](..)',
      'basics/Größe x.md': '## Part\n',
    });
    expect(markdownOf(plan, 'a.md').split('\n')[0]).toBe(
      '[1](lesson:b.md) [2](lesson:b.md) [3](lesson:basics/README.md) [4](lesson:basics/Größe%20x.md#part) [5](lesson:basics/Größe%20x.md) [6](lesson:b.md) [7](lesson:b.md) [8](lesson:a.md#here) [9](../course/b.md)',
    );
    expect(markdownOf(plan, 'basics/README.md')).toBe('Hello [b](lesson:b.md) [r](lesson:a.md)\n');
    expect(lostOf(plan)).toEqual(['a.md#L1: ../course/b.md leads out of the folder']);
  });

  it('are checked for their anchors, as GitHub, kramdown or the author named them', async () => {
    const plan = await planOf({
      'a.md':
        '# Start here\n\n[1](b.md#big-ω-notation) [2](b.md#big--notation) [3](b.md#BigNotation) [4](b.md#set) [5](b.md#gone) [6](#start-here)\n\n[7](#nowhere)',
      'b.md': 'x\n\n## Big Ω notation\n\n<span id="set"></span>y',
    });
    expect(markdownOf(plan, 'a.md')).toBe(
      '[1](lesson:b.md#big-ω-notation) [2](lesson:b.md#big-ω-notation) [3](lesson:b.md#big-ω-notation) [4](lesson:b.md#set) [5](lesson:b.md) [6](lesson:a.md)\n\n[7](lesson:a.md)\n',
    );
    expect(lostOf(plan)).toEqual([
      'a.md#L3: nothing in b.md is called #gone',
      'a.md#L5: nothing here is called #nowhere',
    ]);
  });

  it('that lead nowhere keep their words and are reported with their place', async () => {
    const plan = await planOf({
      'a.md': 'x\n\nSee [gone](gone.md) and\n[two](Dup.md), [empty]().',
      'dup.md': '',
      'DUP.md': '',
    });
    expect(markdownOf(plan, 'a.md')).toBe('x\n\nSee [gone](gone.md) and [two](Dup.md), [empty](<>).\n');
    expect(lostOf(plan)).toEqual([
      'a.md#L3: there is no gone.md in the folder',
      'a.md#L4: Dup.md could be DUP.md or dup.md',
      'a.md#L4: a link without an address',
    ]);
  });

  it("by the address of the curriculum's own site are rewritten only when one lesson can be meant", async () => {
    const plan = await planOf(
      {
        'basics/loops_and_arrays.md': 'x\n\n## Loops',
        'basics/project_recipes.md': 'x',
        'basics/linux.md': '',
        'other/linux.md': '',
        'a.md':
          '[1](https://site.org/lessons/basics-loops-and-arrays#loops) [2](https://site.org/paths/web/courses/basics/lessons/recipes) [3](https://site.org/lessons/loops-and-arrays) [4](https://site.org/lessons/web-linux) [5](https://site.org/loops-and-arrays)',
      },
      { name: 'web' },
    );
    expect(markdownOf(plan, 'a.md')).toBe(
      '[1](lesson:basics/loops_and_arrays.md#loops) [2](lesson:basics/project_recipes.md) [3](https://site.org/lessons/loops-and-arrays) [4](https://site.org/lessons/web-linux) [5](https://site.org/loops-and-arrays)\n',
    );
    expect(plan.lost).toEqual([]);
  });
});

/** How such files begin (ISO/IEC 14496-12; EBML, RFC 8794; RIFF). */
const mp4 = Uint8Array.from(Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex'));
const webm = Uint8Array.from(Buffer.from('1a45dfa38b4282847765626d42878104', 'hex'));
const wav = Uint8Array.from(Buffer.from('RIFF$\0\0\0WAVEfmt \x10\0\0\0', 'latin1'));

describe('files of lessons', () => {
  it('are carried once, judged by their bytes; other files only when a lesson links to them', async () => {
    const plan = await planOf({
      'a.md': '![one](img/one.png)\n\n[copy](img/copy.png) [data](data.csv) ![d](img/drawing.svg)',
      'img/one.png': png(1),
      'img/copy.png': png(1),
      'img/nobody.png': png(2),
      'img/drawing.svg': svg(),
      'data.csv': 'a,b\n1,2\n',
      'notes.txt': 'not linked',
    });
    expect(plan.assets.map(({ path, mime, size }) => [path, mime, size])).toEqual([
      ['data.csv', 'text/plain', 8],
      ['img/copy.png', 'image/png', png().length],
      ['img/drawing.svg', 'image/svg+xml', svg().length],
      ['img/nobody.png', 'image/png', png().length],
    ]);
    expect(markdownOf(plan, 'a.md')).toBe(
      '![one](asset:img/copy.png)\n\n[copy](asset:img/copy.png) [data](asset:data.csv) ![d](asset:img/drawing.svg)\n',
    );
    expect(plan.lost).toEqual([]);
  });

  it('that are films, sounds and papers are shown where they stand, their captions taken along', async () => {
    const plan = await planOf({
      'a.md': [
        '![The harbour](film/intro.mp4)',
        '<video src="film/tide.webm" title="Tide"></video>',
        '[Hear it](horn.wav)',
        'Read ![the sheet](sheet.pdf) or [see it](film/intro.mp4).',
        '> ![](sheet.pdf)',
        '[The sheet](sheet.pdf)',
      ].join('\n\n'),
      'film/intro.mp4': mp4,
      'film/intro.en.vtt': 'WEBVTT\n',
      'film/intro.pt-BR.srt': '1\n',
      'film/intro.vtt': 'WEBVTT\n',
      'film/introduction.vtt': 'WEBVTT\n',
      'film/tide.webm': webm,
      'horn.wav': wav,
      'sheet.pdf': '%PDF-1.7\n',
      'nobody.mp4': Uint8Array.from([...mp4, 1]),
      'lies.mp4': 'not a film',
    });
    expect(lessonsOf(plan)[0]!.text.blocks.map(({ id: _, ...block }) => block)).toMatchObject([
      { type: 'embed', source: { asset: 'film/intro.mp4' }, title: 'The harbour' },
      { type: 'embed', source: { asset: 'film/tide.webm' }, title: 'Tide' },
      { type: 'embed', source: { asset: 'horn.wav' }, title: 'Hear it' },
      {
        type: 'paragraph',
        content: [
          { text: 'Read ' },
          { type: 'text', text: 'the sheet', link: { asset: 'sheet.pdf' } },
          { text: ' or ' },
          { text: 'see it', link: { asset: 'film/intro.mp4' } },
          { text: '.' },
        ],
      },
      { type: 'quote', blocks: [{ type: 'embed', source: { asset: 'sheet.pdf' } }] },
      { type: 'paragraph', content: [{ text: 'The sheet', link: { asset: 'sheet.pdf' } }] },
    ]);
    expect(plan.assets.map(({ path, mime, captions }) => [path, mime, captions])).toEqual([
      [
        'film/intro.mp4',
        'video/mp4',
        [
          { path: 'film/intro.en.vtt', language: 'en' },
          { path: 'film/intro.pt-BR.srt', language: 'pt-BR' },
          { path: 'film/intro.vtt' },
        ],
      ],
      ['film/tide.webm', 'video/webm', undefined],
      ['horn.wav', 'audio/wav', undefined],
      ['nobody.mp4', 'video/mp4', undefined],
      ['sheet.pdf', 'application/pdf', undefined],
    ]);
    expect(plan.lost).toEqual([]);
  });

  it('that are missing or on another site are reported, those of a repository found again', async () => {
    const plan = await planOf({
      'css/flexbox/a.md':
        '![x](gone.png)\n\n![y](https://elsewhere.org/y.png)\n\n![z](https://raw.githubusercontent.com/o/r/main/css/flexbox/img/z.png) ![m](https://cdn.statically.io/gh/o/r/1/v2/flexbox/img/z.png)',
      'css/flexbox/img/z.png': png(),
    });
    expect(markdownOf(plan, 'css/flexbox/a.md')).toBe(
      '![x](gone.png)\n\n![y](https://elsewhere.org/y.png)\n\n![z](asset:css/flexbox/img/z.png) ![m](asset:css/flexbox/img/z.png)\n',
    );
    expect(lostOf(plan)).toEqual([
      'css/flexbox/a.md#L1: there is no gone.png in the folder',
      'css/flexbox/a.md#L3: a picture on another site is not loaded; a link to it is shown: https://elsewhere.org/y.png',
    ]);
  });
});
