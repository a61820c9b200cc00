// The one form of a piece of Markdown in a quiz. A file of a quiz is cut at its headings of the second level, so a heading
// within a piece is written with a space before it; what stays open would swallow the questions after it.

export interface Line {
  readonly text: string;
  /** In a fenced block, fences included: nothing in it is a heading or an answer. */
  readonly code: boolean;
}

/** CommonMark 4.5: fences stand up to three spaces in; the closing one is of the same sign and at least as long. */
export function linesOf(markdown: string): { readonly lines: Line[]; readonly open: string | undefined } {
  let open: string | undefined;
  const lines = markdown.split('\n').map((text): Line => {
    if (open !== undefined) {
      const close = /^ {0,3}(`+|~+)[ \t]*$/.exec(text)?.[1];
      if (close && close[0] === open[0] && close.length >= open.length) open = undefined;
      return { text, code: true };
    }
    const [, fence, info] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(text) ?? [];
    if (fence === undefined || (fence[0] === '`' && info!.includes('`'))) return { text, code: false };
    open = fence;
    return { text, code: true };
  });
  return { lines, open };
}

/** A heading of the second level that is not the beginning of a question. */
const indented = /^ {1,3}##(?=[ \t]|$)/;
const bare = /^##(?=[ \t]|$)/;

const mapped = (markdown: string, change: (line: string) => string): string =>
  linesOf(markdown)
    .lines.map(({ text, code }) => (code ? text : change(text)))
    .join('\n');

/** The same text to a reader: lines end with `\n`, nothing empty around it, no code left open, headings at the edge. */
export function canonical(markdown: string): string {
  const text = mapped(markdown.replace(/\r\n?/g, '\n'), (line) => line.replace(indented, '##'))
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  const { open } = linesOf(text);
  return open === undefined ? text : `${text}\n${open}`;
}
export const isCanonical = (markdown: string): boolean => canonical(markdown) === markdown;

/** As it stands in a file, where a heading of the second level at the edge would begin a question. */
export const escaped = (markdown: string): string => mapped(markdown, (line) => line.replace(bare, ' ##'));

export const beginsQuestion = ({ text, code }: Line): boolean => !code && bare.test(text);
