// The proof over the tree of scopes: every tenant source is bound to the unit's organization, directly or through one
// that is.
import { Refusal } from './refusal.ts';
import type { Operand, Scope, Source } from './scope.ts';

/** @throws Refusal when a scope names tenant rows that no condition binds to the unit's organization */
export function prove(root: Scope): void {
  const uses = new Map<string, number>();
  countAliases(root, uses);
  proveScope(root, (alias) => uses.get(alias) === 1);
}

function countAliases(scope: Scope, uses: Map<string, number>): void {
  for (const { alias } of scope.sources) if (alias !== undefined) uses.set(alias, (uses.get(alias) ?? 0) + 1);
  for (const child of scope.children) countAliases(child, uses);
}

/** Parents first: a subquery may lean on a table of the query around it, whose own filter drops all other rows. */
function proveScope(scope: Scope, isUnique: (alias: string) => boolean): void {
  const isOurs = (operand: Operand) => operand === 'unit' || sourceOf(operand, scope, isUnique)?.proven === true;
  for (let before = -1, after = 0; before !== after; ) {
    before = after;
    for (const { sides, only } of scope.equalities) {
      for (const [one, other] of [sides, [sides[1], sides[0]] as const]) {
        const source = one === 'unit' ? undefined : sourceOf(one, scope, isUnique);
        if (!source || source.proven || (only && source !== only) || !isOurs(other)) continue;
        source.proven = true;
        after++;
      }
    }
  }
  for (const { organization, proven, alias, table } of scope.sources) {
    if (organization === undefined || proven) continue;
    throw new Refusal(
      `"${alias}" ${alias === table ? 'is' : `(${table}) is`} a tenant table without its organization`,
      `add ${alias}.${organization} = the unit's organization to where, or to on of its join`,
    );
  }
  for (const child of scope.children) proveScope(child, isUnique);
}

/** The source whose organization column the operand is. */
function sourceOf(
  operand: Exclude<Operand, 'unit'>,
  scope: Scope,
  isUnique: (alias: string) => boolean,
): Source | undefined {
  const { qualifier, column } = operand;
  const source =
    qualifier === undefined
      ? scope.sources.length === 1
        ? scope.sources[0]
        : undefined
      : (scope.sources.find(({ alias }) => alias === qualifier) ??
        (isUnique(qualifier) ? inParents(qualifier, scope) : undefined));
  return source?.organization === column ? source : undefined;
}

// Only an alias that the whole statement uses once: which of two the database would see depends on lateral, on the order
// of from, and on the dialect.
function inParents(alias: string, scope: Scope): Source | undefined {
  for (let outer = scope.parent; outer; outer = outer.parent) {
    const found = outer.sources.find((source) => source.alias === alias);
    if (found) return found;
  }
  return undefined;
}
