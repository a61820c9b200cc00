// One tree of everything permissions are asked of. Domain rows carry the same id; lists are filtered by joining it.
import { personRef, text } from '../data/columns.ts';
import { tenantTable } from '../data/table.ts';

/**
 * `path` is the ids from the organization down, each ended by a slash: `/org/course/section/lesson/`. A scope covers a
 * resource when its path is a prefix of the resource's, so "all below" is one range of the index.
 */
export const resources = tenantTable(
  'resources',
  {
    id: text().primaryKey(),
    type: text().notNull(),
    parent: text(),
    owner: personRef({ onMerge: 'move', onErase: 'clear', onExport: 'owned' }),
    path: text().notNull(),
  },
  { indexes: [{ on: ['org', 'path'] }, { on: ['org', 'type', 'path'] }, { on: ['org', 'owner'] }] },
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
/** A path and all below it, as a half-open range: '0' is the character after '/'. */
export const rangeOf = (path: string): Range => [path, `${path.slice(0, -1)}0`];

/** What is allowed and not denied, as disjoint sorted ranges. Paths nest; they never overlap by half. */
export function visibleRanges(allow: readonly string[], deny: readonly string[]): Range[] {
  let ranges: Range[] = [];
  for (const range of allow.map(rangeOf).sort(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0))) {
    const last = ranges.at(-1);
    if (!last || range[0] >= last[1]) ranges.push(range);
  }
  for (const [low, high] of deny.map(rangeOf)) {
    ranges = ranges.flatMap((range): Range[] => {
      if (low >= range[1] || high <= range[0]) return [range];
      const pieces: Range[] = [
        [range[0], low],
        [high, range[1]],
      ];
      return pieces.filter(([from, to]) => from < to);
    });
  }
  return ranges;
}
