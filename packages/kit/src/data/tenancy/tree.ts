// Tokens into a tree: parentheses, array brackets and `case ... end` become groups, so that on every level commas, `and`
// and clause words belong to that level alone.
import type { Token } from './lexer.ts';
import { Refusal } from './refusal.ts';
import { operatorWords, reservedWords, statementWords } from './vocabulary.ts';

export interface Group {
  readonly kind: 'group';
  readonly open: '(' | '[' | 'case';
  readonly nodes: Node[];
}
export type Node = Token | Group;

const deepest = 100;
const closes: Record<string, Group['open']> = { ')': '(', ']': '[', end: 'case' };

export function treeOf(tokens: readonly Token[]): Node[] {
  const root: Node[] = [];
  const open: Group[] = [];
  let level = root;
  for (const token of tokens) {
    const bracket = bracketOf(token);
    if (bracket === undefined) {
      if (open.some(({ open }) => open === '[')) assertSameInBothDialects(token);
      level.push(token);
    } else if (bracket in closes) {
      if (open.pop()?.open !== closes[bracket]) throw new Refusal(`"${bracket}" closes nothing`, 'open it before');
      level = open.at(-1)?.nodes ?? root;
    } else {
      if (bracket === '[') assertArray(level, open);
      if (open.length >= deepest) throw new Refusal(`nested deeper than ${deepest}`, 'split the query');
      const group: Group = { kind: 'group', open: bracket as Group['open'], nodes: [] };
      level.push(group);
      open.push(group);
      level = group.nodes;
    }
  }
  if (open.length > 0) throw new Refusal(`"${open.at(-1)?.open}" is never closed`, 'close it');
  return root;
}

function bracketOf({ kind, text }: Token): string | undefined {
  const isBracket = kind === 'symbol' ? '()[]'.includes(text) : kind === 'word' && (text === 'case' || text === 'end');
  return isBracket ? text : undefined;
}

// `[x]` is an array or its element in Postgres and a quoted identifier in SQLite. Only where no table can be named, and
// only when both find the same closing bracket, are the two readings equally harmless.
function assertArray(level: readonly Node[], open: readonly Group[]): void {
  const before = level.at(-1);
  const follows =
    isWord(before, 'array') ||
    before?.kind === 'group' ||
    before?.kind === 'parameter' ||
    before?.kind === 'name' ||
    (before?.kind === 'word' && !operatorWords.has(before.text) && !statementWords.has(before.text));
  if (!follows || open.some((group) => group.open === '[')) throw new Refusal('a bracketed name', 'quote names with "');
}
function assertSameInBothDialects({ kind, text }: Token): void {
  if (!text.includes(']') && !(kind === 'parameter' && text === '?')) return;
  throw new Refusal('a bracketed name', 'quote names with "');
}

export const isWord = (node: Node | undefined, ...words: string[]): node is Token & { readonly kind: 'word' } =>
  node?.kind === 'word' && words.includes(node.text);
export const isSymbol = (node: Node | undefined, text: string): node is Token & { readonly kind: 'symbol' } =>
  node?.kind === 'symbol' && node.text === text;
export const isParenthesis = (node: Node | undefined): node is Group => node?.kind === 'group' && node.open === '(';

/** The table, alias or column this node names. */
export function identifier(node: Node | undefined): string | undefined {
  if (node?.kind === 'name') return node.text;
  return node?.kind === 'word' && !reservedWords.has(node.text) ? node.text : undefined;
}

export function partsOf(nodes: readonly Node[], divides: (node: Node) => boolean): Node[][] {
  const parts: Node[][] = [[]];
  for (const node of nodes) {
    if (divides(node)) parts.push([]);
    else parts.at(-1)!.push(node);
  }
  return parts;
}
/** The parts between the commas of one level. */
export const listOf = (nodes: readonly Node[]): Node[][] =>
  nodes.length === 0 ? [] : partsOf(nodes, (node) => isSymbol(node, ','));
