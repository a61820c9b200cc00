import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { lessonText } from '../../src/text/blocks.ts';
import { fromMarkdown } from '../../src/text/from-markdown.ts';
import { anchorsOf, outlineOf } from '../../src/text/outline.ts';
import { type ToHtmlOptions, toHtml } from '../../src/text/to-html.ts';
import { toMarkdown } from '../../src/text/to-markdown.ts';
import { readingMinutes, toPlain } from '../../src/text/to-plain.ts';
import { attack, oddMarkdown } from './markdown.arbitrary.ts';

const html = (markdown: string, options?: ToHtmlOptions) =>
  toHtml(fromMarkdown(markdown).text, options).replace(/ id="[0-9a-z]{14}(-\d+)?"/g, '');

const forbidden =
  /^(?:script|style|iframe|object|embed|applet|base|meta|link|form|svg|math|template|textarea|select|button|noscript|frame|frameset)$/;

/** What could run or load when a browser reads this. */
function dangers(node: DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.DocumentFragment): string[] {
  const own: string[] = [];
  if ('tagName' in node) {
    if (forbidden.test(node.tagName) || node.namespaceURI !== 'http://www.w3.org/1999/xhtml') own.push(node.tagName);
    if (node.tagName === 'input' && !node.attrs.some((one) => one.name === 'disabled')) own.push('input');
    for (const { name, value } of node.attrs) {
      if (/^on|^style$|^srcdoc$|^srcset$|^formaction$|^http-equiv$/.test(name)) own.push(name);
      const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value.replace(/[\0-\x20]+/g, ''))?.[1]?.toLowerCase();
      if ((name === 'href' || name === 'src') && scheme && !['http', 'https', 'mailto', 'tel'].includes(scheme))
        own.push(`${name}=${value}`);
      if (name === 'src' && (scheme || value.startsWith('//'))) own.push(`loads ${value}`);
    }
  }
  return [...own, ...('childNodes' in node ? node.childNodes.flatMap(dangers) : [])];
}

const file = { id: 'p', kind: 'image', name: 'p.png', title: 'p', size: 9 } as const;

describe('HTML of a lesson', () => {
  // Guards removed once, each alone: the escaping in writeAttributes, the list of elements and the list of attributes in
  // sanitize.ts, isSafeAddress in html-reader.ts together with the one in to-html.ts. Each turned this red.
  it('holds nothing that runs or loads from elsewhere, whatever the source holds', () => {
    const options: ToHtmlOptions = {
      lesson: (key) => `/learn/${encodeURIComponent(key)}`,
      asset: (path) => ({
        ...{ id: path, name: path, title: path, size: path.length, src: `/assets/${encodeURIComponent(path)}` },
        kind: (['video', 'audio', 'image', 'document', 'other'] as const)[path.length % 5]!,
      }),
    };
    fc.assert(
      fc.property(fc.oneof(attack, oddMarkdown), (markdown) => {
        expect(dangers(parseFragment(toHtml(fromMarkdown(markdown).text, options)))).toEqual([]);
      }),
      { numRuns: 800 },
    );
  });

  it('holds nothing that runs when the stored text is older than the rules', () => {
    const text = {
      blocks: [
        {
          id: 'a',
          type: 'html' as const,
          html: '<p onclick="x()">a<script>1</script><a href="javascript:1">b</a></p>',
        },
        {
          id: 'b',
          type: 'paragraph' as const,
          content: [{ type: 'text' as const, text: 'c', link: { href: 'javascript:1' } }],
        },
        { id: 'c', type: 'image' as const, source: { href: 'data:text/html,x' }, alt: 'd' },
      ],
    };
    expect(dangers(parseFragment(toHtml(text)))).toEqual([]);
    expect(lessonText.safeParse(text).success).toBe(false);
  });

  it('names headings as GitHub does, the highest below the title of the page', () => {
    expect(html('### Getting started!\n\n#### The `DOM`\n\n### Getting started')).toBe(
      '<h2 id="getting-started">Getting started!</h2>\n<h3 id="the-dom">The <code>DOM</code></h3>\n<h2 id="getting-started-1">Getting started</h2>',
    );
  });

  it('marks links that lead away, and those that lead nowhere', () => {
    expect(html('[a](https://b.c) [d](#e)')).toBe(
      '<p><a href="https://b.c" rel="noopener noreferrer">a</a> <a href="#e">d</a></p>',
    );
    expect(html('[a](lesson:b#c)', { lesson: (key, anchor) => `/x/${key}#${anchor}` })).toBe(
      '<p><a href="/x/b#c">a</a></p>',
    );
    expect(html('[a](lesson:b)')).toBe(
      '<p><a role="link" aria-disabled="true" title="This link leads nowhere">a</a></p>',
    );
  });

  it('shows pictures of the school with their size, and links to others', () => {
    expect(html('![a](asset:p.png)', { asset: () => ({ ...file, src: '/p', width: 3, height: 4 }) })).toBe(
      '<figure><img alt="a" width="3" height="4" src="/p" loading="lazy" decoding="async"></figure>',
    );
    expect(html('![a](https://b.c/d.png)')).toBe(
      '<figure><a href="https://b.c/d.png" rel="noopener noreferrer">a</a></figure>',
    );
    expect(html('![a](https://b.c/d.png)', { externalImages: 'show' })).toContain(
      '<img alt="a" src="https://b.c/d.png"',
    );
  });

  it('lets wide tables scroll by keyboard and says what code is', () => {
    expect(html('|a|\n|-:|\n|1|')).toBe(
      '<div class="table-wrap" tabindex="0" role="region" aria-label="Table"><table class="table"><thead><tr><th scope="col" class="n">a</th></tr></thead><tbody><tr><td class="n">1</td></tr></tbody></table></div>',
    );
    expect(html('```js\n<b>\n```')).toBe(
      '<figure class="code"><figcaption>js</figcaption><pre tabindex="0"><code class="language-js">&lt;b&gt;</code></pre></figure>',
    );
  });

  it('says in words what kind a callout is, in the language asked for', () => {
    expect(html('> [!WARNING]\n> Hot', { labels: { warning: 'Achtung' } })).toBe(
      '<aside class="callout callout-warn"><p class="title">Achtung</p><div><p>Hot</p></div></aside>',
    );
  });

  it('gives a name only once', () => {
    const written = html('## Same\n\n<span id="same"></span>Words<span id="other"></span><span id="other"></span>');
    expect([...written.matchAll(/id="(same|other)"/g)].map((match) => match[1])).toEqual(['same', 'other']);
  });

  it('puts notes at the end, notes in notes too', () => {
    expect(html('A[^1]\n\n[^1]: B')).toBe(
      '<p>A<sup><a href="#fn-1">1</a></sup></p>\n\n<section class="footnotes" aria-label="Notes"><ol><li id="fn-1" value="1"><p>B</p></li></ol></section>',
    );
  });
});

describe('other views of a text', () => {
  it('plain text has the words and nothing else', () => {
    expect(
      toPlain(fromMarkdown('# A *b*\n\n- c `d`\n\n![e](f.png)\n\n<script>g</script>\n\n<dl><dt>h</dt></dl>').text),
    ).toBe('A b\nc d\ne\nh');
  });

  it('reading time is 200 words a minute, for ideographs 400 characters', () => {
    expect(readingMinutes(fromMarkdown('word '.repeat(201)).text)).toBe(2);
    expect(readingMinutes(fromMarkdown('学'.repeat(400)).text)).toBe(1);
    expect(readingMinutes(fromMarkdown('').text)).toBe(0);
  });

  it('the outline has the headings with the names the HTML gives them', () => {
    const { text } = fromMarkdown('## A\n\n> [!NOTE]\n> ### A\n\n<span id="x"></span>y\n\n<dl id="z"><dt>w</dt></dl>');
    expect(outlineOf(text).map(({ id, level, text: words }) => [id, level, words])).toEqual([
      ['a', 2, 'A'],
      ['a-1', 3, 'A'],
    ]);
    expect([...anchorsOf(text)]).toEqual(['a', 'a-1', 'x', 'z']);
    expect(toHtml(text)).toContain('id="a-1"');
  });

  it('Markdown for somebody else names lessons and files by their address', () => {
    const { text } = fromMarkdown('[a](lesson:k#x) ![b](asset:p.png)');
    expect(
      toMarkdown(text, { address: (to) => ('asset' in to ? `img/${to.asset}` : `${to.lesson}.md#${to.anchor}`) }),
    ).toBe('[a](k.md#x) ![b](img/p.png)\n');
    expect(toMarkdown(text)).toBe('[a](lesson:k#x) ![b](asset:p.png)\n');
  });
});
