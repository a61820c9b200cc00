// Statements: with, select and its set operations, values; what changes rows is in changes.ts.
import { readDelete, readInsert, readUpdate } from './changes.ts';
import { clausesOf, selectOrder, tailOrder } from './clauses.ts';
import { readCondition, readExpression } from './expression.ts';
import { Refusal } from './refusal.ts';
import { childScope, type Row, type Scope } from './scope.ts';
import { readSources } from './sources.ts';
import { identifier, isParenthesis, isSymbol, isWord, listOf, type Node } from './tree.ts';

/**
 * Reads a statement, and all in it, into scopes below the parent.
 *
 * @returns the rows it gives, one for each part of a union and each row of values; none when it changes rows
 */
export function readStatement(nodes: readonly Node[], parent: Scope, commonTables: ReadonlySet<string>): Row[] {
  const [first] = nodes;
  if (isWord(first, 'with')) {
    const { names, next } = readCommonTables(nodes, parent, commonTables);
    return readStatement(nodes.slice(next), parent, names);
  }
  if (!isWord(first, 'insert', 'update', 'delete')) return readQuery(nodes, parent, commonTables);
  const scope = childScope(parent, commonTables);
  if (first.text === 'update') readUpdate(nodes, scope);
  else if (first.text === 'delete') readDelete(nodes, scope);
  else readInsert(nodes, scope, (rows) => readStatement(rows, parent, commonTables));
  readNested(scope);
  return [];
}

function readNested(scope: Scope): void {
  for (const nodes of scope.nested) readStatement(nodes, scope, scope.commonTables);
}

function readCommonTables(nodes: readonly Node[], parent: Scope, outer: ReadonlySet<string>) {
  const recursive = isWord(nodes[1], 'recursive');
  const names = new Set(outer);
  const bodies: { readonly nodes: readonly Node[]; readonly visible: ReadonlySet<string> }[] = [];
  let next = recursive ? 1 : 0;
  do {
    const { name, body, end } = commonTableAt(nodes, next + 1);
    if (parent.rules.organizationColumn(name) !== 'unknown') {
      throw new Refusal(`with "${name}" hides the table "${name}"`, 'choose another name');
    }
    bodies.push({ nodes: body, visible: recursive ? names : new Set(names) });
    names.add(name);
    next = end;
  } while (isSymbol(nodes[next], ','));
  for (const { nodes, visible } of bodies) readStatement(nodes, parent, visible);
  return { names, next };
}

/** `name [(columns)] as [[not] materialized] (statement)` */
function commonTableAt(nodes: readonly Node[], start: number) {
  const name = identifier(nodes[start]);
  let at = start + 1;
  if (isParenthesis(nodes[at])) at++;
  const isNamed = isWord(nodes[at++], 'as');
  if (isWord(nodes[at], 'not')) at++;
  if (isWord(nodes[at], 'materialized')) at++;
  const body = nodes[at];
  if (name === undefined || !isNamed || !isParenthesis(body)) {
    throw new Refusal('a with that is not understood', 'write with name as (...)');
  }
  return { name, body: body.nodes, end: at + 1 };
}

function readQuery(nodes: readonly Node[], parent: Scope, commonTables: ReadonlySet<string>): Row[] {
  const parts: Node[][] = [[]];
  for (const node of nodes) {
    const part = parts.at(-1)!;
    if (isWord(node, 'union', 'except', 'intersect')) parts.push([]);
    else if (parts.length === 1 || part.length > 0 || !isWord(node, 'all', 'distinct')) part.push(node);
  }
  return parts.flatMap((part) => {
    const [first, ...rest] = part;
    const scope = childScope(parent, commonTables);
    const rows = isParenthesis(first)
      ? readParenthesised(first.nodes, rest, scope)
      : isWord(first, 'values')
        ? readValues(rest, scope)
        : readSelect(part, scope);
    readNested(scope);
    return rows;
  });
}

/** `(select ...) order by ... limit ...`, as Postgres writes the parts of a union. */
function readParenthesised(nodes: readonly Node[], tail: readonly Node[], scope: Scope): Row[] {
  readTail(clausesOf(tail, tailOrder), scope);
  return readStatement(nodes, scope, scope.commonTables);
}

function readValues(nodes: readonly Node[], scope: Scope): Row[] {
  return listOf(nodes).map((row) => {
    const [values] = row;
    if (row.length !== 1 || !isParenthesis(values)) {
      throw new Refusal('values that are not rows', 'write values (...), (...)');
    }
    readExpression(values.nodes, scope);
    return listOf(values.nodes);
  });
}

function readSelect(nodes: readonly Node[], scope: Scope): Row[] {
  const clause = clausesOf(nodes, selectOrder);
  if (!isWord(nodes[0], 'select')) throw new Refusal('a query without select', 'write select');
  const list = withoutDistinct(clause('select'), scope);
  readExpression(list, scope);
  readSources(clause('from'), scope);
  readCondition(clause('where'), scope);
  for (const name of ['group', 'having', 'window']) readExpression(clause(name), scope);
  readTail(clause, scope);
  return [listOf(list)];
}

/** The list after `all`, `distinct` or `distinct on (...)`. */
function withoutDistinct(list: readonly Node[], scope: Scope): readonly Node[] {
  if (!isWord(list[0], 'all', 'distinct')) return list;
  if (!isWord(list[1], 'on') || !isParenthesis(list[2])) return list.slice(1);
  readExpression(list[2].nodes, scope);
  return list.slice(3);
}

function readTail(clause: (name: string) => readonly Node[], scope: Scope): void {
  for (const name of ['order', 'limit', 'offset']) readExpression(clause(name), scope);
  const locking = clause('for');
  const understood = locking.every((node) => node.kind === 'word' || node.kind === 'name' || isSymbol(node, ','));
  if (locking.length > 0 && !(understood && isWord(locking[0], 'update', 'no', 'share', 'key'))) {
    throw new Refusal('a "for" that locks nothing', 'write for update, or quote it if it is a name');
  }
}
