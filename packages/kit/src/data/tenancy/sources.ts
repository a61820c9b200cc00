// The grammar of `from`, strictly: every name in it is a table, a common table or a known table function, or the
// statement is refused.
import { isQuery, readCondition, readExpression } from './expression.ts';
import { Refusal } from './refusal.ts';
import { addSource, type Scope, type Source } from './scope.ts';
import { type Group, identifier, isParenthesis, isSymbol, isWord, type Node } from './tree.ts';
import { functionList, tableFunctions } from './vocabulary.ts';

/** A name looked up; what no rule knows is refused. */
export function organizationOf(table: string, { rules }: Scope): string | undefined {
  const column = rules.organizationColumn(table);
  if (column === 'unknown') throw new Refusal(`nobody declared a table "${table}"`, 'declare it as one');
  return column;
}

/** Reads what stands between `from` and the next clause into the scope. */
export function readSources(nodes: readonly Node[], scope: Scope): void {
  if (nodes.length === 0) return;
  let at = readSource(nodes, 0, scope).next;
  while (at < nodes.length) {
    const join = joinAt(nodes, at);
    if (!join) throw notUnderstood(nodes[at]);
    const { source, next } = readSource(nodes, join.next, scope);
    at = readJoinCondition(nodes, next, scope, join.outer ? source : undefined);
  }
}

interface Join {
  readonly outer: boolean;
  readonly next: number;
}
/** A comma or a join that adds columns to every row of the left; right, full and natural joins are not understood. */
function joinAt(nodes: readonly Node[], at: number): Join | undefined {
  const [first, second, third] = nodes.slice(at, at + 3);
  if (isSymbol(first, ',') || isWord(first, 'join')) return { outer: false, next: at + 1 };
  if (isWord(first, 'inner', 'cross') && isWord(second, 'join')) return { outer: false, next: at + 2 };
  if (isWord(first, 'left') && isWord(second, 'join')) return { outer: true, next: at + 2 };
  if (isWord(first, 'left') && isWord(second, 'outer') && isWord(third, 'join')) return { outer: true, next: at + 3 };
  return undefined;
}

function readJoinCondition(nodes: readonly Node[], at: number, scope: Scope, only: Source | undefined): number {
  if (isWord(nodes[at], 'using') && isParenthesis(nodes[at + 1])) {
    readExpression((nodes[at + 1] as Group).nodes, scope);
    return at + 2;
  }
  if (!isWord(nodes[at], 'on')) return at;
  let end = at + 1;
  while (end < nodes.length && !endsCondition(nodes, end)) end++;
  readCondition(nodes.slice(at + 1, end), scope, only);
  return end;
}
/** `left(x, 3)` and `right(x, 3)` are functions. */
const endsCondition = (nodes: readonly Node[], at: number) =>
  isSymbol(nodes[at], ',') ||
  isWord(nodes[at], 'join', 'inner', 'cross', 'natural', 'full') ||
  (isWord(nodes[at], 'left', 'right') && !isParenthesis(nodes[at + 1]));

interface Read {
  readonly source: Source;
  readonly next: number;
}
function readSource(nodes: readonly Node[], start: number, scope: Scope): Read {
  const at = isWord(nodes[start], 'lateral') ? start + 1 : start;
  const first = nodes[at];
  if (isParenthesis(first)) {
    if (!isQuery(first.nodes)) throw new Refusal('parentheses in from that hold no query', 'join without parentheses');
    scope.nested.push(first.nodes);
    const { alias, next } = aliasAt(nodes, at + 1, scope);
    return { source: addSource(scope, { alias, proven: false }), next };
  }
  const called = nodes[at + 1];
  const name = identifier(first);
  if (name !== undefined && isParenthesis(called)) {
    if (!tableFunctions.has(name)) {
      throw new Refusal(`${name}() in from is not a known table function`, functionList);
    }
    readExpression(called.nodes, scope);
    const ordinality = isWord(nodes[at + 2], 'with') && isWord(nodes[at + 3], 'ordinality') ? 2 : 0;
    const { alias = name, next } = aliasAt(nodes, at + 2 + ordinality, scope);
    return { source: addSource(scope, { alias, proven: false }), next };
  }
  return readTable(nodes, at, scope);
}

/** A table by its name; common tables go before declared ones, whose names they may not take. */
function readTable(nodes: readonly Node[], at: number, scope: Scope): Read {
  const { table, next: afterName } = tableAt(nodes, at);
  const isCommon = afterName === at + 1 && scope.commonTables.has(table);
  const organization = isCommon ? undefined : organizationOf(table, scope);
  const { alias = table, next } = aliasAt(nodes, afterName);
  return { source: addSource(scope, { alias, table, organization, proven: false }), next };
}

/** `table` or `main.table` or `public.table`. */
export function tableAt(nodes: readonly Node[], at: number): { readonly table: string; readonly next: number } {
  const name = identifier(nodes[at]);
  if (name === undefined) throw notUnderstood(nodes[at]);
  if (!isSymbol(nodes[at + 1], '.')) return { table: name, next: at + 1 };
  const table = identifier(nodes[at + 2]);
  if (table === undefined || (name !== 'main' && name !== 'public')) {
    throw new Refusal(`the schema "${name}"`, 'leave the schema out');
  }
  return { table, next: at + 3 };
}

/**
 * `[as] alias`, and a list of column names after it where the scope is given: a table's own columns keep their names,
 * otherwise another column could be called org_id.
 */
export function aliasAt(
  nodes: readonly Node[],
  at: number,
  scope?: Scope,
): { readonly alias?: string; readonly next: number } {
  const named = isWord(nodes[at], 'as') ? at + 1 : at;
  const alias = identifier(nodes[named]);
  if (alias === undefined) {
    if (named > at) throw notUnderstood(nodes[named]);
    return { next: at };
  }
  const columns = nodes[named + 1];
  if (!scope || !isParenthesis(columns)) return { alias, next: named + 1 };
  if (!columns.nodes.every(isColumnDefinition)) throw notUnderstood(columns);
  return { alias, next: named + 2 };
}

/** `(a, b)`, or with types: `(a int, b numeric(10, 2), c text[])`. */
const isColumnDefinition = (node: Node): boolean =>
  node.kind === 'group'
    ? node.nodes.every((inner) => inner.kind === 'number' || isSymbol(inner, ','))
    : node.kind === 'word' || node.kind === 'name' || isSymbol(node, ',');

export function notUnderstood(node: Node | undefined): Refusal {
  const what = node === undefined ? 'the end' : node.kind === 'group' ? 'parentheses' : `"${node.text}"`;
  return new Refusal(
    `${what} in a place where a table was expected`,
    'inner, left and cross joins, commas and subqueries are understood',
  );
}
