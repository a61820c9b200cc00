// The Markdown we read: CommonMark and GFM through markdown-it, and what course material adds to them: footnotes, alerts,
// task lists, display math, kramdown's ids and `markdown="1"`.
import MarkdownIt from 'markdown-it';
import { calloutKinds, limits } from './blocks.ts';

type Parser = InstanceType<typeof MarkdownIt>;
type BlockState = InstanceType<Parser['block']['State']>;
type InlineState = InstanceType<Parser['inline']['State']>;
type CoreState = InstanceType<Parser['core']['State']>;
export type Token = InstanceType<BlockState['Token']>;

/** Never reached: `tooDeep` stops before, for here markdown-it would leave out the rest of the text. */
const nesting = 100;

export const markdown = new MarkdownIt({ html: true, linkify: true, maxNesting: nesting });

// Addresses stay as written: which are allowed and what they mean is decided where links are read.
markdown.validateLink = () => true;
markdown.normalizeLink = (address) => address;
markdown.normalizeLinkText = (text) => text;

// GFM 6.9: only `www.`, a scheme and e-mail addresses become links by themselves; `file.md` and `//comment` do not.
markdown.linkify.set({ fuzzyLink: false, fuzzyIP: false });
markdown.linkify.add('//', null).add('www.', {
  validate: (text, at, self) =>
    /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2))
      ? self.testSchemaAt(`http://${text.slice(at - 4)}`, 'http:', 5) - 6
      : 0,
  normalize: (match) => {
    match.url = `http://${match.url}`;
  },
});

export class TooMuchMarkdown extends Error {}

/** @throws TooMuchMarkdown: markdown-it itself goes on until there is no memory left */
function counted(env: Record<string | symbol, unknown>): void {
  env.tokens = Number(env.tokens ?? 0) + 1;
  if (Number(env.tokens) > limits.tokens) throw new TooMuchMarkdown(`more than ${limits.tokens} pieces`);
}
markdown.block.State = class extends markdown.block.State {
  override push(type: string, tag: string, nesting: Token['nesting']): Token {
    counted(this.env);
    return super.push(type, tag, nesting);
  }
};

/** Inline tokens learn where in their paragraph they stand: a report names the line. */
markdown.inline.State = class extends markdown.inline.State {
  override push(type: string, tag: string, nesting: Token['nesting']): Token {
    counted(this.env);
    const token = super.push(type, tag, nesting);
    token.meta = { at: this.pos };
    return token;
  }
};

/** How many containers are open, by the state that reads them; lines on which there would be too many. */
const depths = new WeakMap<BlockState, number>();
export const tooDeepLines = (env: Record<string | symbol, unknown>): number[] => {
  env.tooDeep ??= [];
  return env.tooDeep as number[];
};

const tokenize = markdown.block.tokenize.bind(markdown.block);
markdown.block.tokenize = (state, start, end) => {
  const depth = (depths.get(state) ?? 0) + 1;
  depths.set(state, depth);
  tokenize(state, start, end);
  depths.set(state, depth - 1);
};

/** In the deepest block that may be, what would begin another container is words. */
function tooDeep(state: BlockState, line: number, _end: number, silent: boolean): boolean {
  if (depths.get(state)! < limits.depth) return false;
  const text = state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]!);
  if (silent || !/^(?:[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|>|\[\^)/.test(text)) return false;
  tooDeepLines(state.env).push(line);
  state.line = line + 1;
  const open = state.push('paragraph_open', 'p', 1);
  open.map = [line, state.line];
  const inline = state.push('inline', '', 0);
  inline.content = text.trim();
  inline.map = open.map;
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  return true;
}

const defined = (state: { env: Record<string | symbol, unknown> }): Set<string> => {
  state.env.footnotes ??= new Set<string>();
  return state.env.footnotes as Set<string>;
};

/** `[^label]: text`, what follows indented by four. */
function footnoteDefinition(state: BlockState, line: number, end: number, silent: boolean): boolean {
  const start = state.bMarks[line]! + state.tShift[line]!;
  const match = /^\[\^([^\s\]]{1,200})\]:/.exec(state.src.slice(start, Math.min(state.eMarks[line]!, start + 210)));
  if (!match || state.sCount[line]! - state.blkIndent >= 4) return false;
  if (silent) return true;
  defined(state).add(match[1]!);
  const open = state.push('footnote_open', 'section', 1);
  open.attrSet('data-footnote', match[1]!);
  const before = {
    mark: state.bMarks[line]!,
    shift: state.tShift[line]!,
    count: state.sCount[line]!,
    indent: state.blkIndent,
  };
  const content = start + match[0].length;
  const text = state.skipSpaces(content);
  state.bMarks[line] = content;
  state.tShift[line] = text - content;
  state.blkIndent += 4;
  state.sCount[line] = state.blkIndent + Math.max(0, text - content - 1);
  state.md.block.tokenize(state, line, end);
  state.bMarks[line] = before.mark;
  state.tShift[line] = before.shift;
  state.sCount[line] = before.count;
  state.blkIndent = before.indent;
  open.map = [line, state.line];
  state.push('footnote_close', 'section', -1);
  return true;
}

function footnoteMark(state: InlineState, silent: boolean): boolean {
  if (state.src[state.pos] !== '[' || state.src[state.pos + 1] !== '^') return false;
  const match = /^\[\^([^\s\]]{1,200})\]/.exec(state.src.slice(state.pos, Math.min(state.posMax, state.pos + 210)));
  if (!match || !defined(state).has(match[1]!)) return false;
  if (!silent) state.push('footnote_mark', 'sup', 0).attrSet('data-footnote', match[1]!);
  state.pos += match[0].length;
  return true;
}

const opensMarkdown =
  /^<(?:div|details|section|aside|article|figure|blockquote|p|main|header|footer)\b[^<>]*\smarkdown(?:=(?!["']?0)[^<>]*|\s[^<>]*)?>\s*$/i;

/** kramdown: a tag with `markdown="1"` alone on its line holds Markdown, also without a blank line after it. */
function markdownInHtml(state: BlockState, line: number, _end: number, silent: boolean): boolean {
  const start = state.bMarks[line]! + state.tShift[line]!;
  if (state.src[start] !== '<' || state.sCount[line]! - state.blkIndent >= 4) return false;
  const text = state.src.slice(start, state.eMarks[line]!);
  if (text.length > 1_000 || !opensMarkdown.test(text)) return false;
  if (silent) return true;
  const token = state.push('html_block', '', 0);
  token.map = [line, line + 1];
  token.content = `${text}\n`;
  state.line = line + 1;
  return true;
}

/** `$$ ... $$`, on one line or fenced by lines that hold nothing else. */
function displayMath(state: BlockState, line: number, end: number, silent: boolean): boolean {
  const textOf = (at: number) => state.src.slice(state.bMarks[at]! + state.tShift[at]!, state.eMarks[at]!).trim();
  if (state.src[state.bMarks[line]! + state.tShift[line]!] !== '$' || state.sCount[line]! - state.blkIndent >= 4)
    return false;
  const first = textOf(line);
  let last = line;
  if (first === '$$') {
    do last++;
    while (last < end && state.sCount[last]! >= state.blkIndent && textOf(last) !== '$$');
    if (last >= end || textOf(last) !== '$$') return false;
  } else if (!/^\$\$[^$].*[^\\$]\$\$$|^\$\$[^$\\]\$\$$/.test(first)) return false;
  if (silent) return true;
  const token = state.push('fence', 'code', 0);
  token.info = 'math';
  token.map = [line, last + 1];
  token.content =
    first === '$$' ? state.getLines(line + 1, last, state.blkIndent, true) : `${first.slice(2, -2).trim()}\n`;
  state.line = last + 1;
  return true;
}

const alertKinds: Record<string, string> = { caution: 'warning', danger: 'warning', info: 'note', hint: 'tip' };

/** GitHub's alerts: a quote whose first line is `[!NOTE]`, optionally with a title behind it. */
function alerts(state: CoreState): void {
  const out: Token[] = [];
  const open: boolean[] = [];
  for (let at = 0; at < state.tokens.length; at++) {
    const token = state.tokens[at]!;
    out.push(token);
    if (token.type === 'blockquote_close' && open.pop()) token.tag = 'aside';
    if (token.type !== 'blockquote_open') continue;
    const [paragraph, inline, close] = state.tokens.slice(at + 1, at + 4);
    const match =
      paragraph?.type === 'paragraph_open' ? /^\[!([a-z]+)\][+-]?[ \t]*([^\n]*)(?:\n|$)/i.exec(inline!.content) : null;
    const name = (match?.[1] ?? '').toLowerCase();
    const kind = alertKinds[name] ?? calloutKinds.find((one) => one === name);
    open.push(kind !== undefined);
    if (!match || !kind || !paragraph || !inline || !close) continue;
    token.tag = 'aside';
    token.attrSet('class', `callout callout-${kind}`);
    const rest = inline.content.slice(match[0].length);
    if (match[2]!.trim()) {
      const title = Object.assign(new state.Token('inline', '', 0), {
        content: match[2]!.trim(),
        map: inline.map,
        level: inline.level,
        children: [],
      });
      const head = Object.assign(new state.Token('paragraph_open', 'p', 1), {
        map: paragraph.map,
        level: paragraph.level,
        block: true,
      });
      head.attrSet('class', 'title');
      out.push(
        head,
        title,
        Object.assign(new state.Token('paragraph_close', 'p', -1), { level: close.level, block: true }),
      );
    }
    if (rest.trim()) {
      inline.content = rest;
      inline.map = [inline.map![0] + 1, inline.map![1]];
    } else at += 3;
  }
  state.tokens = out;
}

/** @throws TooMuchMarkdown. Before the inline rules, for they keep all they find until they are done. */
function notTooManyLinks({ src }: CoreState): void {
  const mark = /\[|www\.|:\/\/|@/g;
  for (let count = 0; mark.test(src); )
    if (++count > limits.links) throw new TooMuchMarkdown(`more than ${limits.links} brackets and addresses`);
}

/** `- [ ] open`, `- [x] done` (GFM 5.3), and ids at the end of paragraphs and headings. */
function itemsAndIds(state: CoreState): void {
  for (const [at, inline] of state.tokens.entries()) {
    if (inline.type !== 'inline') continue;
    const [item, holder] = [state.tokens[at - 2], state.tokens[at - 1]!];
    const box =
      item?.type === 'list_item_open' && holder.type === 'paragraph_open'
        ? /^\[([ xX])\]\s+(?=\S)/.exec(inline.content)
        : null;
    if (box) {
      item!.meta = { checked: box[1] !== ' ' };
      inline.content = inline.content.slice(box[0].length);
    }
    const id =
      /\s*(?<!\\)\{:\s*#([\w:.-]{1,200})\s*\}\s*$/.exec(inline.content.slice(-300)) ??
      (holder.type === 'heading_open' ? /[ \t]+\{#([\w:.-]{1,200})\}\s*$/.exec(inline.content.slice(-300)) : null);
    if (!id || (holder.type !== 'paragraph_open' && holder.type !== 'heading_open')) continue;
    holder.attrSet('id', id[1]!);
    inline.content = inline.content.slice(0, inline.content.length - id[0].length);
  }
}

markdown.block.ruler.before('table', 'too_deep', tooDeep);
markdown.block.ruler.before('reference', 'footnote_definition', footnoteDefinition, {
  alt: ['paragraph', 'reference'],
});
markdown.block.ruler.before('html_block', 'markdown_in_html', markdownInHtml, {
  alt: ['paragraph', 'reference', 'blockquote'],
});
markdown.block.ruler.before('fence', 'display_math', displayMath, {
  alt: ['paragraph', 'reference', 'blockquote', 'list'],
});
markdown.inline.ruler.before('link', 'footnote_mark', footnoteMark);
markdown.core.ruler.before('inline', 'not_too_many_links', notTooManyLinks);
markdown.core.ruler.after('block', 'alerts', alerts);
markdown.core.ruler.after('alerts', 'items_and_ids', itemsAndIds);
