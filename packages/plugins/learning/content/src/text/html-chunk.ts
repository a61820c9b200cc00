// Raw HTML in Markdown comes in chunks that end at blank lines. A chunk that stops inside a tag, a comment or a script
// would make the HTML parser swallow the Markdown after it. Here such a beginning becomes ordinary text.

/** Elements whose content is not shown, or not read as markup: they must end in the chunk they begin in. */
const mustEnd = new Set(
  'script style title textarea xmp iframe noembed noframes plaintext select template svg math object applet canvas video audio'.split(
    ' ',
  ),
);
/** Of these, those in which `<` begins nothing. */
const rawText = new Set('script style title textarea xmp iframe noembed noframes plaintext'.split(' '));
const empty = new Set('area base br col embed hr img input link meta param source track wbr frame'.split(' '));

export const beginsHidden = (name: string): boolean => mustEnd.has(name);

export interface Chunk {
  readonly html: string;
  /** How deep elements are nested in it, an estimate from above. */
  readonly depth: number;
}

/** The chunk with every unfinished beginning escaped. Linear in its length. */
export function settle(html: string): Chunk {
  const lower = html.toLowerCase();
  const lastEnd = new Map<string, number>();
  const missing = new Set<string>();
  let out = '';
  let copied = 0;
  let depth = 0;
  let deepest = 0;
  for (let open = html.indexOf('<'); open >= 0; ) {
    let next = open + 1;
    const end = endOfMarkup(html, open, missing);
    const name = /^<([a-z][^\s/>]*)/.exec(lower.slice(open, open + 40))?.[1];
    if (end === undefined) {
      // an ordinary character
    } else if (end < 0 || (name && mustEnd.has(name) && !endsLater(name, end))) {
      out += `${html.slice(copied, open)}&lt;`;
      copied = next;
    } else {
      next = name && rawText.has(name) ? lower.indexOf(`</${name}`, end) : end;
      if (html[open + 1] === '/') depth--;
      else if (name && !empty.has(name) && !rawText.has(name)) deepest = Math.max(deepest, ++depth);
    }
    open = html.indexOf('<', next);
  }
  return { html: out + html.slice(copied), depth: deepest };

  function endsLater(name: string, from: number): boolean {
    if (!lastEnd.has(name)) lastEnd.set(name, lower.lastIndexOf(`</${name}`));
    return lastEnd.get(name)! >= from;
  }
}

/**
 * The position after the tag, comment or declaration at `open`, as the HTML tokenizer finds it (WHATWG HTML 13.2.5);
 * -1 when it does not end, undefined when `<` begins nothing. `missing` remembers what was searched in vain.
 */
function endOfMarkup(html: string, open: number, missing: Set<string>): number | undefined {
  if (html.startsWith('<!--', open)) {
    if (html.startsWith('>', open + 4)) return open + 5;
    if (html.startsWith('->', open + 4)) return open + 6;
    const ends = ['-->', '--!>'].map((end) => after(html, end, open + 4, missing)).filter((end) => end > 0);
    return ends.length > 0 ? Math.min(...ends) : -1;
  }
  const first = html[open + 1] ?? '';
  if (first === '!' || first === '?' || (first === '/' && !/[a-z]/i.test(html[open + 2] ?? ' ')))
    return after(html, '>', open + 2, missing);
  if (!/[a-z]/i.test(first === '/' ? html[open + 2]! : first)) return undefined;
  return endOfTag(html, open, missing);
}

function after(html: string, end: string, from: number, missing: Set<string>): number {
  if (missing.has(end)) return -1;
  const at = html.indexOf(end, from);
  if (at < 0) missing.add(end);
  return at < 0 ? -1 : at + end.length;
}

const space = /[\t\n\f\r ]/;

function endOfTag(html: string, open: number, missing: Set<string>): number {
  if (missing.has('>')) return -1;
  let at = open + 2;
  const while_ = (goes: (character: string) => boolean) => {
    while (at < html.length && goes(html[at]!)) at++;
  };
  while_((character) => !space.test(character) && character !== '/' && character !== '>');
  while (at < html.length) {
    while_((character) => space.test(character) || character === '/');
    if (html[at] === '>') return at + 1;
    at++; // the first character of a name may be anything, `=` too
    while_((character) => !space.test(character) && character !== '/' && character !== '>' && character !== '=');
    while_((character) => space.test(character));
    if (html[at] !== '=') continue;
    at++;
    while_((character) => space.test(character));
    const quote = html[at];
    if (quote === '"' || quote === "'") {
      const end = after(html, quote, at + 1, missing);
      if (end < 0) return -1;
      at = end;
    } else while_((character) => !space.test(character) && character !== '>');
  }
  return -1;
}
