// Inputs that an operation will probably take in a school with these rows: its example, with what is there in place of the
// example's ids. Several ids are first taken from one row that has them all, for an attempt belongs to its lesson.
import type { Described } from './document.ts';
import { at, completed, type Input, type Place, placesIn, put } from './places.ts';
import type { Row, Rows } from './rows.ts';

/** Tried for one operation, and of one kind of thing where nothing better is known. */
const [triesAtMost, ofOneKind] = [60, 3];

export interface Known {
  readonly rows: Rows;
  /** A few ids by the singular of their table or the type of their resource, and every other text by its column. */
  readonly byKind: ReadonlyMap<string, readonly string[]>;
  readonly tablesOf: (plugin: string) => readonly string[];
}

/** @param tablesOf names of a plugin's own tables */
export function knownFrom(rows: Rows, tablesOf: Known['tablesOf']): Known {
  const byKind = new Map<string, string[]>();
  const add = (kind: string, value: unknown) => {
    const values = byKind.get(kind) ?? [];
    if (typeof value !== 'string' || value === '' || values.includes(value) || values.length >= ofOneKind) return;
    byKind.set(kind, [...values, value]);
  };
  for (const [table, ofTable] of Object.entries(rows))
    for (const row of ofTable) {
      add(kindOf(table, row), row.id);
      for (const [column, value] of Object.entries(row)) if (!/^(org_)?id$/.test(column)) add(column, value);
    }
  return { rows, byKind, tablesOf };
}
const kindOf = (table: string, row: Row): string =>
  table === 'resources' ? String(row.type) : table.replace(/^.*_/, '').replace(/s$/, '');

/** Most likely ones first, each with the places that were filled. Nothing for an operation whose ids are not in these rows. */
export function* inputsFor(operation: Described, known: Known): Generator<{ input: Input; filled: readonly Place[] }> {
  const example = completed(operation);
  const filled = placesIn(operation, example);
  if (filled.length === 0) return yield { input: example, filled };
  let tries = 0;
  const seen = new Set<string>();
  for (const row of [...rowsFor(operation, filled, known), {}]) {
    const missing = filled.filter((place) => row[place.join()] === undefined);
    const guesses = missing.map((place) => likely(stemOf(place), known));
    if (guesses.some(({ length }) => length === 0)) continue;
    // One with all that lies below, for what is arranged or chosen whole.
    for (let turn = 0; turn < Math.max(1, ...guesses.map(({ length }) => length)); turn++) {
      const value = (place: Place, n = missing.indexOf(place)) =>
        n < 0 ? row[place.join()] : guesses[n]![turn % guesses[n]!.length];
      const input = filled.reduce((made, place) => put(made, place, value(place)), example);
      for (const one of [input, grown(input, filled, known)]) {
        if (!one || seen.has(JSON.stringify(one))) continue;
        seen.add(JSON.stringify(one));
        yield { input: one, filled: placesIn(operation, one) };
        if (++tries >= triesAtMost) return;
      }
      if (missing.length === 0) break;
    }
  }
}

/** What single rows say of these places, the rows that say most and those of the operation's own plugin first. */
function rowsFor(
  { plugin }: Described,
  places: readonly Place[],
  { rows, tablesOf }: Known,
): Readonly<Record<string, unknown>>[] {
  const own = new Set(tablesOf(plugin));
  const found: { weight: number; says: Record<string, unknown> }[] = [];
  const seen = new Set<string>();
  for (const [table, ofTable] of Object.entries(rows))
    for (const row of ofTable) {
      const says: Record<string, unknown> = {};
      for (const place of places) {
        const stem = stemOf(place);
        const value = row[`${stem}_id`] ?? row[stem] ?? (kindOf(table, row) === stem ? row.id : undefined);
        if (value !== undefined && value !== null && typeof value !== 'object') says[place.join()] = value;
      }
      const key = JSON.stringify(says);
      if (key === '{}' || seen.has(key)) continue;
      seen.add(key);
      found.push({ weight: Object.keys(says).length * 2 + Number(own.has(table)), says });
    }
  return found.sort((a, b) => b.weight - a.weight).map(({ says }) => says);
}
/** `lessonIds.2` is called lesson, `createdBy` created_by. */
const stemOf = (place: Place): string =>
  String(place.findLast((step) => typeof step === 'string'))
    .replace(/Ids?$/, '')
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function likely(stem: string, { byKind }: Known): string[] {
  const kinds = [...byKind].sort(([a], [b]) => Number(stem.endsWith(b)) - Number(stem.endsWith(a)));
  return [...new Set(kinds.flatMap(([, values]) => values))];
}
/** Ids for a field of this name: first of its own kind, then things of the plugin and one of every kind of resource. */
export function candidatesFor({ plugin }: Described, name: string, known: Known): string[] {
  const stem = stemOf([name]);
  const own = [...known.byKind].filter(([kind]) => stem.endsWith(kind)).flatMap(([, values]) => values);
  const its = known.tablesOf(plugin).flatMap((table) => (known.rows[table] ?? []).slice(0, ofOneKind));
  const resources = Map.groupBy(known.rows.resources ?? [], ({ type }) => type).values();
  const ids = [...own, ...its.map(({ id }) => id), ...[...resources].map(([first]) => first!.id)];
  return [...new Set(ids)].filter((id) => typeof id === 'string');
}

/**
 * Lists of ids with all that there is below the things that the input names: `{ courseId, order: [{ sectionId, lessonIds }] }`
 * with every section of the course and all their lessons. Undefined where no list holds ids.
 */
function grown(input: Input, filled: readonly Place[], { rows }: Known): Input | undefined {
  const lists = [...new Set(filled.filter((place) => place.length > 1).map(([name]) => String(name)))].filter((name) =>
    Array.isArray(input[name]),
  );
  if (lists.length === 0) return undefined;
  const below = (parents: readonly unknown[], type: string) =>
    (rows.resources ?? []).filter((one) => one.type === type && parents.includes(one.parent)).map(({ id }) => id);
  const listOf = (list: readonly unknown[], name: string, parents: readonly unknown[]): unknown[] => {
    const [first] = list;
    if (typeof first === 'string') return below(parents, stemOf([name]));
    const entries = Object.entries(first as object);
    const own = entries.find(([key, value]) => key.endsWith('Id') && typeof value === 'string')?.[0];
    if (own === undefined) return [...list];
    return below(parents, stemOf([own])).map((id) => ({
      ...(first as object),
      ...Object.fromEntries(
        entries.map(([key, value]) => [
          key,
          Array.isArray(value) && value.length > 0 ? listOf(value, key, [id]) : value,
        ]),
      ),
      [own]: id,
    }));
  };
  const parents = filled.filter((place) => place.length === 1).map((place) => at(input, place));
  return {
    ...input,
    ...Object.fromEntries(lists.map((name) => [name, listOf(input[name] as unknown[], name, parents)])),
  };
}
