// What a statement means for tenancy: a tree of scopes, each with the rows it names and what its conditions equate.
import { Refusal } from './refusal.ts';
import { identifier, isSymbol, isWord, type Node } from './tree.ts';

export interface TenancyRules {
  /**
   * The organization column of a tenant table or published view, which must exist and be not null; undefined for a
   * global one; 'unknown' for a name nobody declared. Asked without schema, as quoted, and in lower case when not quoted.
   */
  organizationColumn(table: string): string | undefined | 'unknown';
}

/** Rows that a scope names in from, join or using, or changes. */
export interface Source {
  /** Undefined for a subquery without a name. */
  readonly alias: string | undefined;
  /** Undefined for a subquery, a common table or a table function: their rows are proven where they are made. */
  readonly table?: string;
  readonly organization?: string | undefined;
  proven: boolean;
}

/** The unit's organization, or a column that may be one. */
export type Operand = 'unit' | { readonly qualifier?: string; readonly column: string };

/** Two operands that are equal in every row of the scope; when `only` is given, in the rows of that left-joined source. */
export interface Equality {
  readonly sides: readonly [Operand, Operand];
  readonly only?: Source | undefined;
}

/** One select, insert, update or delete without the queries inside it, which are scopes of their own. */
export interface Scope {
  readonly rules: TenancyRules;
  readonly parent: Scope | undefined;
  /** Names of `with` that this scope can read. */
  readonly commonTables: ReadonlySet<string>;
  readonly sources: Source[];
  readonly equalities: Equality[];
  /** Parenthesised queries found while reading this scope. */
  readonly nested: (readonly Node[])[];
  readonly children: Scope[];
}

/** The expressions of the columns that a query gives. */
export type Row = readonly (readonly Node[])[];

const emptyScope = (rules: TenancyRules, parent: Scope | undefined, commonTables: ReadonlySet<string>): Scope => ({
  rules,
  parent,
  commonTables,
  sources: [],
  equalities: [],
  nested: [],
  children: [],
});
/** Around the whole statement. */
export const rootScope = (rules: TenancyRules): Scope => emptyScope(rules, undefined, new Set());

export function childScope(parent: Scope, commonTables: ReadonlySet<string>): Scope {
  const scope = emptyScope(parent.rules, parent, commonTables);
  parent.children.push(scope);
  return scope;
}

export function addSource(scope: Scope, source: Source): Source {
  if (source.alias !== undefined && scope.sources.some(({ alias }) => alias === source.alias)) {
    throw new Refusal(`"${source.alias}" is named twice`, 'give one of them an alias');
  }
  scope.sources.push(source);
  return source;
}

/** `$org`, `$org::text`, `column` or `alias.column`, and nothing around it. */
export function operandOf(nodes: readonly Node[]): Operand | undefined {
  const [first, second, third, ...more] = nodes;
  if (!first || more.length > 0) return undefined;
  if (first.kind === 'parameter') {
    const plain = nodes.length === 1 || (isSymbol(second, '::') && isWord(third, 'text'));
    return first.unit && plain ? 'unit' : undefined;
  }
  const name = identifier(first);
  if (name === undefined) return undefined;
  if (nodes.length === 1) return { column: name };
  const column = identifier(third);
  return isSymbol(second, '.') && column !== undefined ? { qualifier: name, column } : undefined;
}
