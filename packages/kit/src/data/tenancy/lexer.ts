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
    /"(?<quoted>(?:[^"]|"")+)"/,
    /(?<string>'(?:[^']|'')*')/,
    /\$(?<numbered>\d+)(?![\w$])/,
    /(?<mark>\?)(?![\w$])/,
    /(?<word>[A-Za-z_]\w*)(?![\w'"$])/,
    /(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.$'"])/,
    /(?<symbol>::|[.,()[\]]|[-+*/<>=~!@#%^&|]+(?![-+*/<>=~!@#%^&|])(?<![@#](?=\w))(?<!&(?=['"])))/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gy',
);

/** Bytes. Postgres cuts identifiers here, so two long names could be one. */
const longestName = 63;

/** As SQLite folds, ASCII only: the Kelvin sign U+212A is no k. */
export const foldCase = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/**
 * @param isUnit whether the parameter at this zero-based position is the unit's organization
 * @param parameterCount how many parameters the text is run with
 */
export function lex(text: string, isUnit: (position: number) => boolean, parameterCount: number): Token[] {
  if (text.includes('\u0000')) throw new Refusal('the text has a NUL character', 'SQLite would stop reading there');
  const tokens: Token[] = [];
  const spellings = new Map<string, string>();
  let marks = 0;
  let numbers = 0;
  lexer.lastIndex = 0;
  for (let at = 0; at < text.length; at = lexer.lastIndex) {
    const found = lexer.exec(text)?.groups ?? unreadable(text, at);
    if (found.quoted !== undefined)
      tokens.push({ kind: 'name', text: nameOf(found.quoted.replaceAll('""', '"'), spellings) });
    else if (found.string !== undefined) tokens.push({ kind: 'string', text: stringOf(found.string) });
    else if (found.mark !== undefined) tokens.push({ kind: 'parameter', text: '?', unit: isUnit(marks++) });
    else if (found.word !== undefined)
      tokens.push({ kind: afterDot(tokens) ? 'name' : 'word', text: nameOf(foldCase(found.word), spellings) });
    else if (found.number !== undefined) tokens.push({ kind: 'number', text: found.number });
    else if (found.symbol !== undefined) tokens.push({ kind: 'symbol', text: symbolOf(found.symbol) });
    else if (found.numbered !== undefined) {
      const number = Number(found.numbered);
      if (number < 1 || number > parameterCount)
        throw new Refusal(`parameter $${number} has no name`, 'name every parameter');
      tokens.push({ kind: 'parameter', text: `$${number}`, unit: isUnit(number - 1) });
      numbers++;
    }
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
const afterDot = (tokens: readonly Token[]) => tokens.at(-1)?.kind === 'symbol' && tokens.at(-1)?.text === '.';

/** Names that differ by case are one name in SQLite and two in Postgres, so a statement may spell each in one way only. */
function nameOf(name: string, spellings: Map<string, string>): string {
  if (Buffer.byteLength(name) > longestName)
    throw new Refusal(`the name "${name}" is too long`, `use ${longestName} bytes`);
  const folded = foldCase(name);
  const spelling = spellings.get(folded);
  if (spelling === undefined) spellings.set(folded, name);
  else if (spelling !== name)
    throw new Refusal(`"${spelling}" and "${name}" differ by case only`, 'choose another name');
  return name;
}
function stringOf(literal: string): string {
  if (literal.includes("\\'"))
    throw new Refusal('a backslash before a quote', "escape with another character: escape '!'");
  return literal;
}
function symbolOf(symbol: string): string {
  if (symbol.includes('--') || symbol.includes('/*'))
    throw new Refusal('a comment in the SQL', 'write it beside the query');
  return symbol;
}
function unreadable(text: string, at: number): never {
  const rest = text.slice(at, at + 20);
  if (rest.startsWith(';')) throw new Refusal('more than one statement', 'declare one query for each');
  throw new Refusal(
    `cannot read the SQL at ${JSON.stringify(rest)}`,
    'write it in the part of SQL that both databases read alike',
  );
}
