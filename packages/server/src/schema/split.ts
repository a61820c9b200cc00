// Splits a migration file into statements, so that a failing one can be named. Reads what both dialects know: strings,
// quoted names, comments, dollar quotes, and the bodies of triggers and functions, whose semicolons end nothing.

export interface Statement {
  readonly text: string;
  /** Line of the file on which the statement begins, from 1. */
  readonly line: number;
}

// Postgres nests block comments, SQLite does not: an inner opening is refused rather than read in two ways.
const token =
  /(?<blank>\s+|--[^\n]*)|(?<comment>\/\*[\s\S]*?\*\/)|(?<escaped>(?<![\w$])[eE]'(?:[^'\\]|\\[\s\S]|'')*')|(?<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w$])\$(?<tag>(?:[A-Za-z_]\w*)?)\$[\s\S]*?\$\k<tag>\$)|(?<word>[A-Za-z_][\w$]*)|(?<end>;)|(?<unclosed>'|"|\/\*|(?<![\w$])\$(?:[A-Za-z_]\w*)?\$)|(?<other>[\s\S])/gy;

/**
 * @returns the statements without their semicolons and without comments around them
 * @throws Error on a string or comment that does not end, naming its line
 */
export function splitStatements(sql: string): Statement[] {
  const statements: Statement[] = [];
  let line = 1; // of the token at hand
  let start: { readonly at: number; readonly line: number } | undefined; // the first token that says something
  let finish = 0;
  let words: string[] = [];
  let depth = 0; // of begin and case within the body of a trigger or function
  const close = () => {
    if (start) statements.push({ text: sql.slice(start.at, finish), line: start.line });
    [start, words, depth] = [undefined, [], 0];
  };
  const read = (at: number, text: string, kinds: Record<string, string | undefined>) => {
    if (kinds.comment?.slice(2).includes('/*')) throw new Error(`line ${line}: a comment within a comment`);
    if (kinds.unclosed) throw new Error(`line ${line}: ${kinds.unclosed} is never closed`);
    if (kinds.blank || kinds.comment) return;
    if (kinds.end && depth === 0) return close();
    start ??= { at, line };
    finish = at + text.length;
    if (!kinds.word) return;
    const word = kinds.word.toLowerCase();
    if (words.length < 4 && !hasBody(words)) words.push(word);
    if (!hasBody(words)) return;
    if (word === 'begin' || (word === 'case' && depth > 0)) depth++;
    else if (word === 'end' && depth > 0) depth--;
  };
  for (const match of sql.matchAll(token)) {
    read(match.index, match[0], match.groups ?? {});
    line += match[0].split('\n').length - 1;
  }
  close();
  return statements;
}

const hasBody = (words: readonly string[]) =>
  /^create (or replace )?((temp|temporary|constraint) )?(trigger|function|procedure)$/.test(words.join(' '));
