// One tree of everything permissions are asked of. Domain rows carry the same id; lists are filtered by joining it.
import { personRef, text } from '../data/columns.ts';
import { tenantTable } from '../data/table.ts';

/**
 * `path` is the ids from the organization down, each ended by a slash: `/org/course/section/lesson/`. A scope covers a
 * resource when its path is a prefix of the resource's, so "all below" is one range of the index. The key is the table
 * itself: it is looked into at each check, and for each row of a list.
 */
export const resources = tenantTable(
  'resources',
  {
    id: text().notNull(),
    type: text().notNull(),
    parent: text(),
    owner: personRef({ onMerge: 'move', onErase: 'clear', onExport: 'owned' }),
    path: text().notNull(),
  },
  { key: ['id'], indexes: [{ on: ['org', 'path'] }, { on: ['org', 'type', 'path'] }, { on: ['org', 'owner'] }] },
);

export interface NewResource {
  readonly id: string;
  readonly type: string;
  /** The organization itself when absent. */
  readonly parent?: string | undefined;
  readonly owner?: string | undefined;
}
export interface Resource extends NewResource {
  readonly path: string;
}

export interface Resources {
  /** In the unit of work that creates the thing. @throws Error when the parent is not a resource of this organization */
  add(resource: NewResource): Promise<Resource>;
  find(id: string): Promise<Resource | undefined>;
  /** Everything below goes along. */
  move(id: string, parent: string | undefined): Promise<void>;
  /** The resource and everything below it. @returns ids removed, the resource's own first */
  remove(id: string): Promise<string[]>;
}

export type Range = readonly [low: string, high: string];
/** What somebody sees of the things of one type: see `visibleQuery`. */
export interface Visible {
  readonly type: string;
  /** Things given by themselves. */
  readonly ids: readonly string[];
  /** What lies in what was given, without what was denied. */
  readonly ranges: readonly Range[];
  /** Things denied by themselves. */
  readonly without: readonly string[];
  /** How to find them: few are read one by one, many are met on the way through the list. Nothing but speed hangs on it. */
  readonly few: boolean;
}
/** A path and all below it, as a half-open range: '0' is the character after '/'. */
export const rangeOf = (path: string): Range => [path, `${path.slice(0, -1)}0`];

/** What is allowed and not denied, as disjoint sorted ranges. Paths nest; they never overlap by half. */
export function visibleRanges(allow: readonly string[], deny: readonly string[]): Range[] {
  const taken = widest(deny);
  let next = 0;
  return widest(allow).flatMap(([low, high]) => {
    const pieces: Range[] = [];
    let from = low;
    while (next < taken.length && taken[next]![1] <= low) next++;
    for (let i = next; i < taken.length && taken[i]![0] < high; i++) {
      const [cut, rest] = taken[i]!;
      if (from < cut) pieces.push([from, cut]);
      if (rest > from) from = rest;
    }
    if (from < high) pieces.push([from, high]);
    return pieces;
  });
}
/** In order, without what lies in another. */
function widest(scopes: readonly string[]): Range[] {
  const found: Range[] = [];
  for (const range of scopes.map(rangeOf).sort(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0))) {
    const last = found.at(-1);
    if (!last || range[0] >= last[1]) found.push(range);
  }
  return found;
}
