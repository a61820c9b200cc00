// Text -> Markdown that reads as that text. Escapes what could be syntax, and only that, so that exported lessons stay
// pleasant to edit.

export interface Surroundings {
  /** `block` at the start of a paragraph, `line` at the start of a later line, `within` elsewhere. */
  readonly place: 'block' | 'line' | 'within';
  /** The character that follows the text; empty at the end. */
  readonly next: string;
}

export function escapeMarkdown(text: string, { place, next }: Surroundings = { place: 'within', next: '' }): string {
  const escaped = text
    .replace(/[\\`*[\]~]|<(?=[a-z/!?])|_|\{(?=[:#])|&(?=#?\w+;)/gi, (character, at: number) =>
      character === '_' && isIntraword(text, at) ? '_' : `\\${character}`,
    )
    // what GFM would turn into a link by itself
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\b(mailto)(?=:)/gi, (name) => `${name}\\`)
    .replace(/www(?=\.)/gi, (name) => `${name}\\`)
    .replace(/(?<=[^\s()[\]"'<>])@(?=[\p{L}\p{N}])/gu, '\\@')
    // white space that the parser would trim or take for indentation
    .replace(/[^\S \n]/g, (character) => (character === '\u00a0' ? '&nbsp;' : `&#${character.codePointAt(0)};`));
  const closed = reachesOver(escaped, next) ? `${escaped.slice(0, -1)}\\${escaped.slice(-1)}` : escaped;
  return place === 'within' ? closed : escapeLineStart(closed, place);
}

/** Whether the last character begins syntax together with what follows the text: `!` before a link, `&` before `amp;`. */
function reachesOver(escaped: string, next: string): boolean {
  const last = escaped.at(-1);
  if (last === '!') return next === '[';
  if (last === ':') return next === '/';
  if (last === '&') return /[#\w]/.test(next);
  return last === '<' && /[a-z/!?]/i.test(next);
}

/** `snake_case`: between letters an underscore begins no emphasis. */
const isIntraword = (text: string, at: number): boolean =>
  /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(text[at + 1] ?? '');

function escapeLineStart(text: string, place: 'block' | 'line'): string {
  const number = /^\d{1,9}(?=[.)](?:\s|$))/.exec(text);
  if (number) return `${number[0]}\\${text.slice(number[0].length)}`;
  const opens =
    place === 'block' ? /^(?:#{1,6}(?:\s|$)|>|[-+](?:[-+]|\s|$)|\$\$)/ : /^(?:#{1,6}(?:\s|$)|>|[-+=|:]|\$\$)/;
  return opens.test(text) ? `\\${text}` : text;
}

/** A code span round any text: more backticks than the text has, a space where it begins or ends with one. */
export function codeSpan(text: string): string {
  // Brackets bind in code spans too when the parser looks for `[label]: address` at the start of a paragraph.
  if (text.includes(']:')) return `<code>${escapeMarkdown(text)}</code>`;
  const fence = '`'.repeat(longestRun(text, '`') + 1);
  const padded = /^`|`$/.test(text) || (/^ [\s\S]* $/.test(text) && /[^ ]/.test(text)) ? ` ${text} ` : text;
  return `${fence}${padded}${fence}`;
}

/** The longest run of a character. */
export const longestRun = (text: string, sign: '`' | '~'): number =>
  (text.match(sign === '`' ? /`+/g : /~+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);

/** The destination of a link. */
export function destination(address: string): string {
  const escaped = address.replace(/[\\<>`]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&');
  return address === '' || /[\s()\u0080-\u009f]/.test(address) ? `<${escaped}>` : escaped;
}

/** ` "title"`, or nothing. */
export const titlePart = (title: string | undefined): string =>
  title ? ` "${title.replace(/[\\"`]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&')}"` : '';
