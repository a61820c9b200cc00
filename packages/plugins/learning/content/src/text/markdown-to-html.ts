// Markdown -> the HTML it stands for, with a map back to the lines of the source. The HTML is then read like any other
// (from-html.ts), so that tags in Markdown and Markdown itself end up in one tree, as in a browser.
import { limits } from './blocks.ts';
import { beginsHidden, settle } from './html-chunk.ts';
import { paragraphEnd } from './html-elements.ts';
import type { Lost, Origin } from './html-reader.ts';
import { deepest, escapeAttribute, escapeText } from './html-tree.ts';
import { markdown, type Token, tooDeepLines } from './markdown-syntax.ts';

/** Where in the HTML something of the source begins. `end` is set on blocks: the line after their last. */
interface Mark {
  readonly offset: number;
  readonly line: number;
  readonly end?: number;
  /** The source stands in the HTML as it is. */
  readonly verbatim?: boolean;
  /** The paragraph and the position in it. */
  readonly inline?: { content: string; at: number };
}

/** In a line longer than this a report also names the column. */
const longLine = 300;

/** @param source lines end with `\n` */
export function markdownToHtml(source: string): { origin: Origin; lost: Lost[] } {
  const lines = source.split('\n');
  const env = {};
  const tokens = markdown.parse(source, env);
  const writer = createWriter();
  const [first, ...more] = tooDeepLines(env);
  if (first !== undefined) {
    const lines = more.length > 0 ? `, here and on ${more.length} more lines` : '';
    writer.lost.push({
      place: `L${first + 1}`,
      reason: `lists or quotes nested deeper than ${limits.depth} are shown as words${lines}`,
    });
  }
  for (const token of tokens) writer.block(token);
  return { origin: originOf(writer.html(), writer.marks, lines), lost: writer.lost };
}

function originOf(html: string, marks: readonly Mark[], lines: readonly string[]): Origin {
  const markAt = (offset: number): Mark | undefined => {
    let [low, high] = [0, marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (marks[middle]!.offset <= offset) low = middle + 1;
      else high = middle;
    }
    return marks[low - 1];
  };
  const lineAt = (offset: number, mark = markAt(offset)): number =>
    (mark?.line ?? 0) + (mark?.verbatim ? newlines(html.slice(mark.offset, offset)) : 0);
  return {
    html,
    placeOf(offset) {
      const mark = markAt(offset);
      const line = lineAt(offset, mark);
      const text = lines[line] ?? '';
      if (text.length <= longLine || !mark?.inline) return `L${line + 1}`;
      const { content, at } = mark.inline;
      const start = content.lastIndexOf('\n', at - 1) + 1;
      const end = content.indexOf('\n', at);
      const column = text.indexOf(content.slice(start, end < 0 ? undefined : end));
      return column < 0 ? `L${line + 1}` : `L${line + 1}C${column + at - start + 1}`;
    },
    sourceOf(from, to) {
      const mark = markAt(from);
      if (mark?.end === undefined || mark.verbatim || mark.offset !== from)
        return { format: 'html', source: html.slice(from, to) };
      return { format: 'markdown', source: withoutLastNewlines(lines.slice(mark.line, mark.end)) };
    },
    restFrom: (from) => ({ format: 'markdown', source: withoutLastNewlines(lines.slice(lineAt(from))) }),
  };
}

const withoutLastNewlines = (lines: readonly string[]): string => lines.join('\n').replace(/\n+$/, '');
const newlines = (text: string): number => text.split('\n').length - 1;

function createWriter() {
  const marks: Mark[] = [];
  const lost: Lost[] = [];
  let html = '';
  let known: { children: readonly Token[]; ends: ReadonlyMap<string, number[]> } = { children: [], ends: new Map() };

  function block(token: Token): void {
    if (token.map && token.nesting >= 0)
      marks.push({
        offset: html.length,
        line: token.map[0],
        end: token.map[1],
        ...(token.type === 'html_block' && { verbatim: true }),
      });
    if (token.type === 'inline') inline(token, token.map?.[0] ?? marks.at(-1)?.line ?? 0);
    else if (token.type === 'fence' || token.type === 'code_block') code(token);
    else if (token.type === 'html_block') htmlBlock(token);
    else if (!token.hidden) tag(token);
    else if (token.nesting === 1 && token.attrGet('id'))
      html += `<span id="${escapeAttribute(String(token.attrGet('id')))}"></span>`;
    if (token.type === 'list_item_open' && token.meta && 'checked' in token.meta)
      html += `<input type="checkbox"${token.meta.checked ? ' checked' : ''}>`;
  }

  function tag(token: Token): void {
    if (token.nesting === -1) {
      html += `</${token.tag}>\n`;
      return;
    }
    html += `<${token.tag}`;
    for (const [name, value] of token.attrs ?? []) {
      // GFM's column alignment comes as a style
      const align = name === 'style' ? /^text-align:(\w+)$/.exec(String(value))?.[1] : undefined;
      html += align ? ` align="${align}"` : ` ${name}="${escapeAttribute(String(value))}"`;
    }
    html += '>';
  }

  function keepSource(source: string): void {
    html += `<pre><code class="language-raw-html">${escapeText(source)}\n</code></pre>\n`;
  }

  function code(token: Token): void {
    const info = token.type === 'fence' ? markdown.utils.unescapeAll(token.info).trim() : '';
    const [language, meta] = [/^\S{0,200}/.exec(info)![0], info.replace(/^\S*\s*/, '').slice(0, 2_000)];
    html += `<pre><code${language ? ` class="language-${escapeAttribute(language)}"` : ''}${meta ? ` data-meta="${escapeAttribute(meta)}"` : ''}>`;
    html += `${escapeText(token.content)}</code></pre>\n`;
  }

  function htmlBlock(token: Token): void {
    const begins = /^\s*(?:<(script|style|textarea)\b|<!--)/i.exec(token.content);
    const ends = begins && (begins[1] ? new RegExp(`</${begins[1]}`, 'i') : /--!?>|^\s*<!--?>/).test(token.content);
    const chunk = settle(token.content);
    const fault =
      begins && !ends
        ? `${begins[1] ? `<${begins[1]}>` : 'a comment'} that never ends`
        : chunk.depth > deepest / 2
          ? `elements nested deeper than ${deepest / 2}`
          : undefined;
    if (!fault) {
      html += `${chunk.html}<${paragraphEnd}></${paragraphEnd}>`;
      return;
    }
    lost.push({
      place: `L${token.map![0] + 1}`,
      reason: `${fault}: the source from here${begins && !ends ? ' to the end of the text' : ''} is kept and not shown`,
    });
    keepSource(token.content.replace(/\n+$/, ''));
  }

  function inline(parent: Token, line: number): void {
    const { content } = parent;
    const children = parent.children ?? [];
    let counted = 0;
    for (let at = 0; at < children.length; at++) {
      const token = children[at]!;
      const position = Number(token.meta?.at ?? counted);
      if (position > counted) line += newlines(content.slice(counted, position));
      counted = Math.max(counted, position);
      if (token.type !== 'text') marks.push({ offset: html.length, line, inline: { content, at: position } });
      if (token.type === 'html_inline') at = htmlInline(children, at, content);
      else html += inlineHtml(token);
    }
  }

  /** @returns the index of the last token written */
  function htmlInline(children: readonly Token[], at: number, content: string): number {
    const token = children[at]!;
    const name = /^<([a-z][a-z0-9-]*)/i.exec(token.content)?.[1]?.toLowerCase();
    if (!name || !beginsHidden(name)) {
      html += token.content;
      return at;
    }
    const end = ends(children, name, at);
    if (end < 0) {
      html += escapeText(token.content);
      return at;
    }
    // What is inside is not Markdown: it goes on as it was written.
    html += content.slice(Number(token.meta!.at), Number(children[end]!.meta!.at) + children[end]!.content.length);
    return end;
  }

  /** Index of the next end tag; -1 without one. Walked once, for a paragraph may begin thousands of scripts. */
  function ends(children: readonly Token[], name: string, after: number): number {
    if (known.children !== children) known = { children, ends: endTags(children) };
    const left = known.ends.get(name) ?? [];
    while (left.length > 0 && left.at(-1)! <= after) left.pop();
    return left.at(-1) ?? -1;
  }

  return { block, marks, lost, html: () => html };
}

/** Where end tags stand, by name, the last one first. */
function endTags(children: readonly Token[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (let at = children.length - 1; at >= 0; at--) {
    const { type, content } = children[at]!;
    const name = type === 'html_inline' ? /^<\/([a-z][a-z0-9-]*)/i.exec(content)?.[1]?.toLowerCase() : undefined;
    if (!name) continue;
    if (found.has(name)) found.get(name)!.push(at);
    else found.set(name, [at]);
  }
  return found;
}

function inlineHtml(token: Token): string {
  switch (token.type) {
    case 'text':
    case 'text_special':
      return escapeText(token.content);
    case 'softbreak':
      return '\n';
    case 'hardbreak':
      return '<br>';
    case 'code_inline':
      return `<code>${escapeText(token.content)}</code>`;
    case 'image':
      return `<img src="${escapeAttribute(String(token.attrGet('src')))}" alt="${escapeAttribute(wordsOf(token.children ?? []))}"${titled(token)}>`;
    case 'footnote_mark':
      return `<sup data-footnote="${escapeAttribute(String(token.attrGet('data-footnote')))}"></sup>`;
    case 'link_open':
      return `<a href="${escapeAttribute(String(token.attrGet('href')))}"${titled(token)}>`;
    default:
      return token.nesting === 1 ? `<${token.tag}>` : `</${token.tag}>`;
  }
}

const titled = (token: Token): string =>
  token.attrGet('title') ? ` title="${escapeAttribute(String(token.attrGet('title')))}"` : '';

const wordsOf = (tokens: readonly Token[]): string =>
  tokens
    .map((token) =>
      token.type === 'softbreak' || token.type === 'hardbreak'
        ? ' '
        : token.type === 'html_inline'
          ? ''
          : token.children
            ? wordsOf(token.children)
            : token.content,
    )
    .join('');
