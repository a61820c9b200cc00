// Statements that change rows. What they change must be proven like what they read, what they insert must carry the
// organization, and no row may move to another one.
import { assignmentOrder, clausesOf, deleteOrder, updateOrder } from './clauses.ts';
import { readCondition, readExpression } from './expression.ts';
import { foldCase } from './lexer.ts';
import { Refusal } from './refusal.ts';
import { addSource, operandOf, type Row, type Scope, type Source } from './scope.ts';
import { aliasAt, notUnderstood, organizationOf, readSources, tableAt } from './sources.ts';
import { identifier, isParenthesis, isSymbol, isWord, listOf, type Node } from './tree.ts';

export function readUpdate(nodes: readonly Node[], scope: Scope): void {
  const clause = clausesOf(nodes, updateOrder);
  const target = readTarget(clause('update'), scope);
  readAssignments(clause('set'), target, scope);
  readSources(clause('from'), scope);
  readCondition(clause('where'), scope);
  readExpression(clause('returning'), scope);
}

export function readDelete(nodes: readonly Node[], scope: Scope): void {
  const clause = clausesOf(nodes, deleteOrder);
  if (clause('delete').length > 0) throw new Refusal('a delete without from', 'write delete from');
  readTarget(clause('from'), scope);
  readSources(clause('using'), scope);
  readCondition(clause('where'), scope);
  readExpression(clause('returning'), scope);
}

/** The table that a statement changes, and nothing beside it. */
function readTarget(nodes: readonly Node[], scope: Scope): Source {
  const { table, next: afterName } = tableAt(nodes, 0);
  const { alias = table, next } = aliasAt(nodes, afterName);
  if (next !== nodes.length) throw notUnderstood(nodes[next]);
  return addSource(scope, { alias, table, organization: organizationOf(table, scope), proven: false });
}

/** `column = value` and `(column, column) = (...)`, never of the organization. */
function readAssignments(nodes: readonly Node[], { organization }: Source, scope: Scope): void {
  for (const [target, equals, ...value] of listOf(nodes)) {
    const columns = isParenthesis(target) ? columnsOf(target.nodes) : [identifier(target)];
    if (!isSymbol(equals, '=') || columns.includes(undefined)) {
      throw new Refusal('a set that is not understood', 'write set column = value');
    }
    if (organization !== undefined && columns.some((column) => foldCase(column!) === foldCase(organization))) {
      throw new Refusal('the organization of a row cannot be changed', `leave ${organization} out of set`);
    }
    readExpression(value, scope);
  }
}

/** Names of columns; undefined for an item that is anything else. */
const columnsOf = (nodes: readonly Node[]) =>
  listOf(nodes).map((item) => (item.length === 1 ? identifier(item[0]) : undefined));

/** The organization column alone; drizzle writes `"courses"."org_id"` for SQLite. */
function isOrganization(item: readonly Node[], { alias, organization }: Source): boolean {
  const operand = operandOf(item);
  if (operand === undefined || operand === 'unit') return false;
  return operand.column === organization && (operand.qualifier ?? alias) === alias;
}

/**
 * `insert into table [as alias] [(columns)] values or query [on conflict ...] [returning ...]`
 *
 * @param readRows reads the values or the query
 */
export function readInsert(nodes: readonly Node[], scope: Scope, readRows: (nodes: readonly Node[]) => Row[]): void {
  if (!isWord(nodes[1], 'into')) throw new Refusal('an insert that may replace rows', 'write on conflict');
  const afterTarget = find(nodes, 2, (i) => isParenthesis(nodes[i]) || isWord(nodes[i], ...rowWords));
  const target = readTarget(nodes.slice(2, afterTarget), scope);
  const list = nodes[afterTarget];
  const columns = isParenthesis(list) ? columnsOf(list.nodes) : [];
  const start = isParenthesis(list) ? afterTarget + 1 : afterTarget;
  const returning = find(nodes, start, (i) => isWord(nodes[i], 'returning'));
  const conflict = find(nodes, start, (i) => i === returning || isOnConflict(nodes, i));
  const given = nodes.slice(start, conflict);
  const isDefault = isWord(given[0], 'default') && isWord(given[1], 'values') && given.length === 2;
  const rows = isDefault ? [] : readRows(given);
  if (target.organization !== undefined) writeOrganization(target, target.organization, columns, rows);
  readConflicts(nodes.slice(conflict, returning), target, scope);
  readExpression(nodes.slice(returning + 1), scope);
}

const rowWords = ['values', 'select', 'with', 'default'];
function find(nodes: readonly Node[], from: number, matches: (at: number) => boolean): number {
  let at = from;
  while (at < nodes.length && !matches(at)) at++;
  return at;
}
const isOnConflict = (nodes: readonly Node[], at: number) =>
  isWord(nodes[at], 'on') && isWord(nodes[at + 1], 'conflict');

/**
 * Every row must give the organization at the place where the list of columns has it. The organization column of a proven
 * table is not enough: from a left join, or beside an aggregate over no rows, it is null.
 */
function writeOrganization(
  target: Source,
  organization: string,
  columns: readonly (string | undefined)[],
  rows: readonly Row[],
): void {
  const place = columns.indexOf(organization);
  // SQLite lets a column stand in the list twice.
  if (place < 0 || columns.lastIndexOf(organization) !== place || columns.includes(undefined) || rows.length === 0) {
    throw notOurs();
  }
  // FTS5 takes commands for the whole table through a column that is called like it: values ('delete-all').
  if (columns.includes(target.table)) throw new Refusal('a command to a full-text table', 'leave it to a migration');
  for (const values of rows) {
    const hasStar = values.slice(0, place).some((value) => isSymbol(value.at(-1), '*'));
    if (hasStar || operandOf(withoutName(values[place] ?? [])) !== 'unit') throw notOurs();
  }
  target.proven = true;
}
const notOurs = () =>
  new Refusal('an insert into a tenant table does not set the organization', "give the unit's in every row");
/** `value as name` */
const withoutName = (value: readonly Node[]) => (isWord(value.at(-2), 'as') ? value.slice(0, -2) : value);

function readConflicts(nodes: readonly Node[], target: Source, scope: Scope): void {
  for (let start = 0, end = 0; start < nodes.length; start = end) {
    end = find(nodes, start + 1, (i) => isOnConflict(nodes, i));
    readConflict(nodes.slice(start + 2, end), target, scope);
  }
}

/** `[(columns) [where ...]] do nothing`, or `do update set ... [where ...]` */
function readConflict(nodes: readonly Node[], target: Source, scope: Scope): void {
  const key = isParenthesis(nodes[0]) ? nodes[0].nodes : [];
  const act = find(nodes, 0, (i) => isWord(nodes[i], 'do'));
  const condition = nodes.slice(isParenthesis(nodes[0]) ? 1 : 0, act);
  if (condition.length > 0 && !isWord(condition[0], 'where')) {
    throw new Refusal('on conflict with a constraint', 'name its columns instead');
  }
  readExpression(key, scope);
  readExpression(condition.slice(1), scope);
  if (isWord(nodes[act + 1], 'nothing') && act + 2 === nodes.length) return;
  if (!isWord(nodes[act + 1], 'update')) throw new Refusal('on conflict without do', 'write do nothing, or do update');
  // Found by another key, the row to overwrite could be another organization's.
  if (target.organization !== undefined && !listOf(key).some((item) => isOrganization(item, target))) {
    throw new Refusal(
      'on conflict do update may find a row of another organization',
      `name ${target.organization} among the columns of on conflict`,
    );
  }
  const clause = clausesOf(nodes.slice(act + 2), assignmentOrder);
  readAssignments(clause('set'), target, scope);
  readExpression(clause('where'), scope);
}
