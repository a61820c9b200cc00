// Fifteen folders that mean harm or were damaged: what each brings in, and what is said about it.
import { describe, expect, it } from 'vitest';
import { hostile } from './hostile-folders.ts';
import { type Folder, lessonsOf, lostOf, markdownOf, planOf } from './memory-source.ts';

const only = async ({ folder }: { folder: Folder }) => {
  const plan = await planOf(folder);
  return { markdown: markdownOf(plan, 'a.md'), lost: lostOf(plan), plan };
};
const types = (plan: Awaited<ReturnType<typeof planOf>>) =>
  lessonsOf(plan).map((lesson) => lesson.text.blocks.map((block) => block.type));

describe('an import survives', () => {
  it('1. scripts and links that run', async () => {
    const { markdown, lost } = await only(hostile.scripts);
    expect(markdown).toBe(
      'Before after.\n\n<script>pwned(1)</script>\n\n<script src="https://e.vil/x.js"></script>\n\na b c javascript:pwned(2)\n',
    );
    expect(lost).toEqual([
      'a.md#L1: a script is not run, its source is kept',
      'a.md#L3: a script is not run, its source is kept (https://e.vil/x.js)',
      'a.md#L5: a link to a javascript: address is removed, its words are kept',
      'a.md#L5: a link to a vbscript: address is removed, its words are kept',
    ]);
  });

  it('2. data: addresses', async () => {
    const { markdown, lost } = await only(hostile.dataAddresses);
    expect(markdown).toBe('![dot](data:image/png;base64,iVBORw0KGgo=) page\n');
    expect(lost).toEqual([
      'a.md#L1: a picture written into the text (data: address) is not carried',
      'a.md#L1: a link to a data: address is removed, its words are kept',
    ]);
  });

  it('3. a lesson of 100 MB, without reading it', async () => {
    const plan = await planOf(hostile.aHundredMegabytes.folder, hostile.aHundredMegabytes);
    expect(lessonsOf(plan).map((lesson) => lesson.key)).toEqual(['a.md']);
    expect(markdownOf(plan, 'a.md')).toBe('See [big](big.md).\n');
    expect(lostOf(plan)).toEqual([
      'a.md#L1: big.md is not a lesson of this import',
      'big.md#file: the file has 100000000 bytes; a lesson has at most 5000000',
    ]);
  });

  it('4. 10,000 nested lists', async () => {
    const begun = performance.now();
    const { lost, plan } = await only(hostile.tenThousandLists);
    // 0.1 s measured; a machine that does five things at once gets more.
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(types(plan)).toEqual([['paragraph', 'list', 'paragraph']]);
    expect(JSON.stringify(lessonsOf(plan)[0]!.text.blocks[1])).toContain(`"${'- '.repeat(10_000 - 23)}x"`);
    expect(lost).toEqual(['a.md#L3: lists or quotes nested deeper than 24 are shown as words']);
  });

  it('5. bytes that are no text, and other encodings', async () => {
    const plan = await planOf(hostile.noText.folder);
    expect(lessonsOf(plan).map((lesson) => [lesson.title, markdownOf(plan, lesson.key)])).toEqual([
      ['A', 'One\n\nTwo \ufffd(\ufffd\n'],
      ['Größe', 'Wörter\n'],
      ['Mark', 'two lines\n'],
      ['D', 'x\ufffdy\n'],
    ]);
    expect(lostOf(plan)).toEqual([
      'a.md#L3: some bytes are not UTF-8 text and are shown as \ufffd',
      'd.md#L1: NUL characters are shown as \ufffd',
    ]);
  });

  it('6. paths that climb, end early or are absolute', async () => {
    const plan = await planOf(hostile.climbingPaths.folder);
    expect(lessonsOf(plan).map((lesson) => lesson.key)).toEqual(['ok.md']);
    expect(plan.lost.map(({ at }) => at)).toEqual([
      '../up.md#file',
      '/etc/passwd.md#file',
      'a/../../b.md#file',
      'a//b.md#file',
      'c:\\x.md#file',
      'nul\ufffd.md#file',
    ]);
    expect(new Set(plan.lost.map(({ reason }) => reason)).size).toBe(1);
  });

  it('7. pictures that are none', async () => {
    const { markdown, lost, plan } = await only(hostile.noPictures);
    expect(markdown).toBe('![a](a.png) ![b](b.png) [zip](asset:b.png)\n\n![c](c.md.png)\n');
    expect(plan.assets).toEqual([]);
    expect(lost).toEqual([
      'a.md#L1: a.png is not a picture that browsers show but text/plain, and is not carried',
      'a.md#L1: b.png is not a picture that browsers show but application/zip, and is not carried',
      'a.md#L1: b.png is shown as a picture elsewhere and is none; it is not carried',
      'a.md#L3: c.md.png is a program or damaged and is not carried',
    ]);
  });

  it('8. absurd settings', async () => {
    const plan = await planOf(hostile.absurdSettings.folder);
    expect(lessonsOf(plan).map((lesson) => [lesson.title, markdownOf(plan, lesson.key)])).toEqual([
      ...[...'ABCDEFG'].map((title) => [title, 'x\n']),
      ['H', expect.any(String)],
      ['5', 'x\n'],
      ['</script><script>pwned(1)</script><img src=x onerror=pwned(1)>', 'x\n'],
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(lostOf(plan).map((line) => line.slice(0, 70))).toEqual([
      expect.stringMatching(/^a\.md#L1: the settings are not read: Excessive alias count/),
      'b.md#L1: the setting order must be a number',
      'b.md#L1: the setting title must be a line of text',
      'b.md#L1: the setting language must be a language tag such as en or pt-',
      expect.stringMatching(/^c\.md#L1: the settings are not YAML: /),
      'd.md#L1: the settings are longer than 65536 characters and are not rea',
      'e.md#L1: settings that nothing here uses: tags, author',
      expect.stringMatching(/^f\.md#L1: settings in TOML are not read/),
      expect.stringMatching(/^g\.md#L1: the settings are not /),
      expect.stringMatching(/^i\.md#L1: settings that nothing here uses: /),
    ]);
  });

  it('9. comments that hide something', async () => {
    const { markdown, lost } = await only(hostile.hidingComments);
    expect(markdown).toContain('a c\n');
    expect(markdown).toContain('<!-- kept -->\n');
    expect(markdown).toContain('```raw-html\n<!-- never ends\n\nlast **words**\n```\n');
    expect(lost).toEqual([
      'a.md#L1: a script is not run, its source is kept',
      'a.md#L5: onerror is not run and is removed',
      'a.md#L5: there is no x in the folder',
      'a.md#L9: a comment that never ends: the source from here to the end of the text is kept and not shown',
    ]);
  });

  it('10. handlers, styles, frames and forms', async () => {
    const { markdown, lost } = await only(hostile.handlers);
    expect(markdown).toBe(
      '![p](asset:p.png)\n\nwords\n\n<iframe src="https://e.vil/"></iframe>\n\nGo\n\n<style>body{}</style>\n\n```raw-html\n<object data="x.swf"></object>\n```\n\n<dl><dt>term</dt><dd>link <img alt="" src="asset:p.png"> <ruby>a<rt>b</rt></ruby></dd></dl>\n',
    );
    expect(lost).toEqual([
      'a.md#L1: onerror is not run and is removed',
      'a.md#L3: onclick is not run and is removed',
      'a.md#L3: onmouseover is not run and is removed',
      'a.md#L5: onload is not run and is removed',
      'a.md#L7: a form control is not shown, its source is kept'.replace(', its source is kept', ''),
      'a.md#L7: a button does nothing here, its words are kept',
      'a.md#L9: a style sheet is not applied, its source is kept',
      'a.md#L11: an embedded object is not shown, its source is kept (x.swf)',
      'a.md#L13: onclick is not run and is removed',
      'a.md#L13: onmouseover is not run and is removed',
      'a.md#L13: onfocus is not run and is removed',
      'a.md#L13: onload is not run and is removed',
      'a.md#L13: a link to a javascript: address is removed, its words are kept',
    ]);
  });

  it('11. drawings that run', async () => {
    const { markdown, lost, plan } = await only(hostile.drawingsThatRun);
    expect(markdown).toBe(
      '![s](s.svg) ![t](t.svg) ![ok](asset:ok.svg)\n\n```raw-html\n<svg onload="pwned(1)"><script>pwned(1)</script></svg>\n```\n',
    );
    expect(plan.assets.map((asset) => asset.path)).toEqual(['ok.svg']);
    expect(lost).toEqual([
      'a.md#L1: s.svg is not carried: the drawing holds a script element',
      'a.md#L1: t.svg is not carried: the drawing holds a link that runs',
      'a.md#L3: onload is not run and is removed',
      'a.md#L3: an inline SVG drawing is not shown, its source is kept',
    ]);
  });

  it('12. tags that never end', async () => {
    const { markdown, lost } = await only(hostile.tagsThatNeverEnd);
    for (const word of ['One', 'bold', 'Two', 'Three', 'four', 'five', 'Six']) expect(markdown).toContain(word);
    expect(markdown).toContain('\\<textarea>');
    expect(lost).toEqual([]);
  });

  it('13. one line of a megabyte', async () => {
    const { plan, lost } = await only(hostile.oneLineOfAMegabyte);
    expect(types(plan)).toEqual([['paragraph']]);
    expect(lessonsOf(plan)[0]!.minutes).toBe(1_001);
    expect(lost).toEqual(['a.md#L1C1000002: there is no gone.md in the folder']);
  });

  it('14. a table of 40,000 cells', async () => {
    const { plan, lost } = await only(hostile.fortyThousandCells);
    expect(types(plan)).toEqual([['raw', 'paragraph']]);
    expect(lost).toEqual([
      'a.md#L1: a table of more than 200 columns or 20000 cells: its source is kept and not shown',
    ]);
  });

  it('15. entities that hide a scheme or a tag', async () => {
    const { markdown, lost } = await only(hostile.hiddenSchemes);
    expect(markdown).toBe('a b \\<script>pwned(1)\\</script> \ufffd \ufffd ©\n');
    expect(lost).toEqual(['a.md#L1: a link to a javascript: address is removed, its words are kept']);
  });
});
