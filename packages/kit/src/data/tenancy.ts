// The wall between organizations, in front of the database: a statement that names a tenant table without binding its
// organization does not compile. It reads SQL text, so raw sql`` is held to the same rule as what a builder renders.
// Conservative on purpose: what this check does not understand is refused, with the way out.
//
// What it cannot see: what a view, a trigger or a user-defined function does inside. Views are declared to `TenancyRules`
// with their own organization column, functions are on a list (tenancy/vocabulary.ts).
import { lex } from './tenancy/lexer.ts';
import { prove } from './tenancy/proof.ts';
import { Refusal, TenancyError } from './tenancy/refusal.ts';
import { rootScope, type TenancyRules } from './tenancy/scope.ts';
import { readStatement } from './tenancy/statement.ts';
import { treeOf } from './tenancy/tree.ts';

export { TenancyError, type TenancyRules };

/** The parameter that carries the unit of work's organization; every other parameter is data. */
const unitParameter = '$org';

/**
 * Checks one statement, in the dialect of SQLite (`?`) or Postgres (`$1`), as drizzle renders it or as raw SQL.
 *
 * Every tenant table that a statement reads, changes or deletes from needs `table.org_id = $org` as a condition that all
 * its rows meet: a top-level conjunct of `where` or of an inner join's `on`, for a left join of its own `on`. The other
 * side may also be the organization column of a table already proven. An insert must write the organization itself.
 *
 * @param query named in the error
 * @param parameterNames name of the i-th parameter: the i-th `?`, or `$i+1`
 * @throws TenancyError naming the query, the reason and the way out
 */
export function assertTenancy(
  query: string,
  text: string,
  parameterNames: readonly (string | undefined)[],
  rules: TenancyRules,
): void {
  try {
    const tokens = lex(text, (index) => parameterNames[index] === unitParameter, parameterNames.length);
    const root = rootScope(rules);
    readStatement(treeOf(tokens), root, root.commonTables);
    prove(root);
  } catch (error) {
    throw error instanceof Refusal ? new TenancyError(query, text, error) : error;
  }
}
