// Lists are cursor pages; a page number would skip and repeat rows while others write.
import { z } from 'zod';

export interface Page<T> {
  readonly items: T[];
  /** Pass as `cursor` to get the next page; null on the last. */
  readonly next: string | null;
}
/** Properties every list operation takes. `limit` is 1 to 100. */
export const pageInput = {
  cursor: z.string().max(500).optional().describe('`next` of the page before'),
  limit: z.number().int().min(1).max(100).default(25).describe('Items in a page'),
};
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/** Sort keys of the last row as an opaque cursor. */
export const cursorOf = (...keys: readonly (string | number)[]): string =>
  btoa(String.fromCodePoint(...new TextEncoder().encode(JSON.stringify(keys))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** @returns the keys, or undefined for a cursor that this function did not make: an unknown cursor starts at the top */
export function keysOf(cursor: string | undefined): (string | number)[] | undefined {
  if (!cursor) return undefined;
  try {
    const bytes = Uint8Array.from(
      atob(cursor.replaceAll('-', '+').replaceAll('_', '/')),
      (char) => char.codePointAt(0)!,
    );
    const keys: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(keys) && keys.every(isKey) ? keys : undefined;
  } catch {
    return undefined;
  }
}

/** No larger than a `bigint` column holds exactly: 1e308 is a number, and Postgres answers it with an error. */
const isKey = (key: unknown): key is string | number =>
  typeof key === 'string' || (typeof key === 'number' && Math.abs(key) <= Number.MAX_SAFE_INTEGER);

/** One row more than asked tells whether there is a next page. */
export function pageFrom<T>(
  rows: readonly T[],
  limit: number,
  keys: (last: T) => readonly (string | number)[],
): Page<T> {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? cursorOf(...keys(items.at(-1)!)) : null };
}
