// SQL text into tokens. Both dialects must read a text alike, otherwise one of them could see a table in what the other
// takes for a comment or a string: comments, backslashes before a quote, $$ quotes, E'' and U&"" forms and backticks are
// refused, not interpreted.
import { Refusal } from './refusal.ts';

export interface Token {
  /** `name` is an identifier that cannot be a keyword: quoted, or after a dot. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'parameter' | 'symbol';
  /** Words in lower case, quoted names as they are written. */
  readonly text: string;
  /** A parameter that is the unit's organization. */
  readonly unit?: boolean;
}

// Each alternative must take all that a database would take for one token: hence the lookaheads (`E'x'`, `1from`, `$1a`,
// `@name` have no token here).
const lexer = new RegExp(
  [
    /[ \t\n\r\f]+/, // not \s: a no-break space is part of an identifier in Postgres
    /"(?:[^"]|"")+"/,
    /'(?:[^']|'')*'/,
    /\$\d+(?![\w$])/,
    /\?(?![\w$])/,
    /[A-Za-z_]\w*(?![\w'"$])/,
    /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.$'"])/,
    /::|[.,()[\]]/,
    /[-+*/<>=~!@#%^&|]+(?![-+*/<>=~!@#%^&|])(?<![@#](?=\w))(?<!&(?=['"]))/,
  ]
    .map((part) => part.source)
    .join('|'),
  'y',
);

/** Bytes. Postgres cuts identifiers here, so two long names could be one. */
const longestName = 63;

/** As SQLite folds, ASCII only: the Kelvin sign U+212A is no k. */
export const foldCase = (text: string) =>
  /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;

/**
 * @param isUnit whether the parameter at this zero-based position is the unit's organization
 * @param parameterCount how many parameters the text is run with
 */
export function lex(text: string, isUnit: (position: number) => boolean, parameterCount: number): Token[] {
  const tokens: Token[] = [];
  const spellings = new Map<string, string>();
  let marks = 0;
  let numbers = 0;
  for (let at = 0, end = 0; at < text.length; at = end) {
    lexer.lastIndex = at;
    if (!lexer.test(text)) throw unreadable(text.slice(at, at + 20));
    end = lexer.lastIndex;
    const whole = text.slice(at, end);
    const first = whole[0]!;
    if (first === '"') tokens.push({ kind: 'name', text: nameOf(whole.slice(1, -1).replaceAll('""', '"'), spellings) });
    else if (first === "'") tokens.push({ kind: 'string', text: stringOf(whole) });
    else if (first === '?') tokens.push({ kind: 'parameter', text: whole, unit: isUnit(marks++) });
    else if (first === '$') {
      tokens.push({ kind: 'parameter', text: whole, unit: isUnit(positionOf(whole, parameterCount)) });
      numbers++;
    } else if (/\w/.test(first)) tokens.push(wordOrNumber(whole, tokens, spellings));
    else if (whole.trim() !== '') tokens.push({ kind: 'symbol', text: symbolOf(whole) });
  }
  // One more or one less `?` than the driver counts would shift the organization onto another parameter.
  if (marks > 0 && (numbers > 0 || marks !== parameterCount)) {
    throw new Refusal(
      `${marks} question marks for ${parameterCount} parameters`,
      'jsonb_exists() is the ? operator of Postgres',
    );
  }
  return tokens;
}

/** `courses.from` is a column in Postgres, whatever the word. */
function wordOrNumber(whole: string, before: readonly Token[], spellings: Map<string, string>): Token {
  if (whole[0]! <= '9') return { kind: 'number', text: whole };
  const dot = before.at(-1);
  const isName = dot?.kind === 'symbol' && dot.text === '.';
  return { kind: isName ? 'name' : 'word', text: nameOf(foldCase(whole), spellings) };
}
function positionOf(parameter: string, parameterCount: number): number {
  const number = Number(parameter.slice(1));
  if (number < 1 || number > parameterCount) throw new Refusal(`parameter ${parameter} has no name`, 'name it');
  return number - 1;
}

/** Names that differ by case are one name in SQLite and two in Postgres, so a statement may spell each in one way only. */
function nameOf(name: string, spellings: Map<string, string>): string {
  if (Buffer.byteLength(name) > longestName) throw new Refusal(`the name "${name}" is too long`, 'shorten it');
  const folded = foldCase(name);
  const spelling = spellings.get(folded);
  if (spelling === undefined) spellings.set(folded, name);
  else if (spelling !== name) throw new Refusal(`"${spelling}" and "${name}" differ by case only`, 'rename one');
  return name;
}
function stringOf(literal: string): string {
  if (literal.includes("\\'")) throw new Refusal('a backslash before a quote', "escape another way: escape '!'");
  return literal;
}
function symbolOf(symbol: string): string {
  if (/--|\/\*/.test(symbol)) throw new Refusal('a comment in the SQL', 'write it beside the query');
  return symbol;
}
function unreadable(rest: string): Refusal {
  if (rest.startsWith(';')) return new Refusal('more than one statement', 'declare one query for each');
  return new Refusal(
    `cannot read the SQL at ${JSON.stringify(rest)}`,
    'write it in the part of SQL that both databases read alike',
  );
}
