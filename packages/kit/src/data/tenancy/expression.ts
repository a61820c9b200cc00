// Expressions are not parsed. Rows can enter one only through a parenthesised query, `in name` or a function, so it is
// enough to find the queries, to know the functions, and to refuse every other word that could start something.
import { Refusal } from './refusal.ts';
import { type Equality, operandOf, type Scope, type Source } from './scope.ts';
import { type Group, isParenthesis, isSymbol, isWord, type Node, partsOf } from './tree.ts';
import { functionList, isKnownFunction, operatorWords, statementWords, wordyFunctions } from './vocabulary.ts';

/** Finds the queries in an expression, or in a list of them, and hands them to the scope to be read. */
export function readExpression(nodes: readonly Node[], scope: Scope): void {
  for (const [i, node] of nodes.entries()) {
    if (node.kind === 'group') readGroup(nodes, i, node, scope);
    else if (node.kind === 'word') assertHarmless(nodes, i, node.text);
  }
}

function readGroup(nodes: readonly Node[], i: number, group: Group, scope: Scope): void {
  const before = nodes[i - 1];
  if (group.open !== '(') readExpression(group.nodes, scope);
  else if (isQuery(group.nodes)) {
    assertNotCalled(nodes, i);
    scope.nested.push(group.nodes);
  } else if (isWord(before, 'filter') && isWord(group.nodes[0], 'where')) readExpression(group.nodes.slice(1), scope);
  else if (before?.kind === 'word' && wordyFunctions.has(before.text)) {
    for (const part of partsOf(group.nodes, (node) => isWord(node, 'from', 'for'))) readExpression(part, scope);
  } else {
    assertNotCalled(nodes, i);
    readExpression(group.nodes, scope);
  }
}

/** Before a parenthesis stands an operator, a type, or a function on the list. */
function assertNotCalled(nodes: readonly Node[], i: number): void {
  const [earlier, before] = [nodes[i - 2], nodes[i - 1]];
  if (before?.kind !== 'word' && before?.kind !== 'name') return;
  if (before.kind === 'word' && (operatorWords.has(before.text) || before.text === 'by')) return;
  if (isSymbol(earlier, '::') || isWord(earlier, 'as')) return;
  if (before.kind === 'word' && before.text === 'group' && isWord(earlier, 'within')) return;
  if (!isSymbol(earlier, '.') && isKnownFunction(before.text)) return;
  throw new Refusal(`the function ${before.text}() is not known to read no table`, functionList);
}

function assertHarmless(nodes: readonly Node[], i: number, word: string): void {
  // SQLite reads all rows of the table in `id in courses`.
  if (word === 'in' && !isParenthesis(nodes[i + 1])) throw new Refusal('"in" without a list', 'write in (...)');
  if (!statementWords.has(word) || (word === 'from' && isDistinctFrom(nodes, i))) return;
  throw new Refusal(
    `"${word}" in a place this check does not understand`,
    'quote it if it is a name, or write the query plainly',
  );
}

/** `is [not] distinct from`; the `is` matters, since `select 1 distinct from courses` has a column called distinct. */
export function isDistinctFrom(nodes: readonly Node[], from: number): boolean {
  if (!isWord(nodes[from - 1], 'distinct')) return false;
  return isWord(nodes[from - 2], 'is') || (isWord(nodes[from - 2], 'not') && isWord(nodes[from - 3], 'is'));
}

export function isQuery(nodes: readonly Node[]): boolean {
  if (isWord(nodes[0], 'select', 'with', 'values')) return true;
  return isParenthesis(nodes[0]) && nodes.some((node) => isWord(node, 'union', 'except', 'intersect'));
}

/**
 * Reads a condition and keeps what it equates.
 *
 * @param only the left-joined source whose `on` this is
 */
export function readCondition(nodes: readonly Node[], scope: Scope, only?: Source): void {
  readExpression(nodes, scope);
  for (const conjunct of conjunctsOf(nodes)) {
    const sides = equalityOf(conjunct);
    if (sides) scope.equalities.push({ sides, only });
  }
}

/** The conditions that must all hold; none when `or` joins anything on this level, since it binds loosest. */
function conjunctsOf(nodes: readonly Node[]): (readonly Node[])[] {
  const [first] = nodes;
  if (nodes.length === 1 && isParenthesis(first) && !isQuery(first.nodes)) return conjunctsOf(first.nodes);
  const conjuncts: Node[][] = [[]];
  let isBetween = false; // its `and` divides nothing
  for (const node of nodes) {
    if (isWord(node, 'or') || (isBetween && isWord(node, 'between'))) return [];
    if (isWord(node, 'and') && !isBetween) conjuncts.push([]);
    else {
      if (isWord(node, 'between')) isBetween = true;
      else if (isWord(node, 'and')) isBetween = false;
      conjuncts.at(-1)!.push(node);
    }
  }
  return conjuncts.length === 1 ? conjuncts : conjuncts.flatMap(conjunctsOf);
}

function equalityOf(conjunct: readonly Node[]): Equality['sides'] | undefined {
  const at = conjunct.findIndex((node) => isSymbol(node, '='));
  if (at < 0) return undefined;
  const [left, right] = [operandOf(conjunct.slice(0, at)), operandOf(conjunct.slice(at + 1))];
  return left && right && [left, right];
}
