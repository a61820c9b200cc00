// One level of a statement divided by its clause words.
import { isDistinctFrom } from './expression.ts';
import { Refusal } from './refusal.ts';
import { isWord, type Node } from './tree.ts';

/** Clause words with their place in the order; words of one place may come in any order. */
type Order = Readonly<Record<string, number>>;
export const tailOrder: Order = { order: 6, limit: 7, offset: 7, for: 7 };
export const selectOrder: Order = { select: 0, from: 1, where: 2, group: 3, having: 4, window: 5, ...tailOrder };
export const updateOrder: Order = { update: 0, set: 1, from: 2, where: 3, returning: 4 };
export const deleteOrder: Order = { delete: 0, from: 1, using: 2, where: 3, returning: 4 };
export const assignmentOrder: Order = { set: 0, where: 1 };

const mayBeEmpty = new Set(['select', 'delete']);

/** What stands after each clause word. @returns a reader that gives an empty list for a clause that is not there */
export function clausesOf(nodes: readonly Node[], order: Order): (clause: string) => readonly Node[] {
  const clauses = new Map<string, Node[]>();
  let body: Node[] | undefined;
  let place = -1;
  for (const [i, node] of nodes.entries()) {
    const clause = clauseAt(nodes, i, order);
    if (clause === undefined) {
      if (!body)
        throw new Refusal('a statement other than select, insert, update or delete', 'migrations are the place for it');
      body.push(node);
      continue;
    }
    if (order[clause]! < place || clauses.has(clause)) {
      throw new Refusal(
        `"${clause}" where it does not belong`,
        'write the clauses in their order, or quote it if it is a name',
      );
    }
    place = order[clause]!;
    body = [];
    clauses.set(clause, body);
  }
  for (const [clause, { length }] of clauses) {
    if (length === 0 && !mayBeEmpty.has(clause)) throw new Refusal(`"${clause}" with nothing after it`, 'leave it out');
  }
  return (clause) => clauses.get(clause) ?? [];
}

function clauseAt(nodes: readonly Node[], i: number, order: Order): string | undefined {
  const node = nodes[i];
  if (node?.kind !== 'word' || !Object.hasOwn(order, node.text)) return undefined;
  if (node.text === 'from' && isDistinctFrom(nodes, i)) return undefined;
  if ((node.text === 'group' || node.text === 'order') && !isWord(nodes[i + 1], 'by')) return undefined; // within group (...)
  return node.text;
}
