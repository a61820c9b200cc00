// Inputs for any operation without a line written by hand: its example, with the ids of a school in place of the example's.
import type { AnyOperation, Operation } from '@lectern/kit';
import type { Rows } from './rows.ts';

export type Input = Readonly<Record<string, unknown>>;
/** What a school has that an operation may be called with. */
export interface Known {
  readonly ids: readonly string[];
  /** A few ids by the singular of their table or the type of their resource, and every other text by its column. */
  readonly byKind: ReadonlyMap<string, readonly string[]>;
}
/** Of one kind of thing, and tried for one operation. */
const [ofOneKind, triesAtMost] = [3, 60];

/** @param rows by table, `resources` among them */
export function knownFrom(rows: Rows): Known {
  const byKind = new Map<string, string[]>();
  const add = (kind: string, value: unknown) => {
    const values = byKind.get(kind) ?? [];
    if (typeof value !== 'string' || value === '' || values.includes(value) || values.length >= ofOneKind) return;
    byKind.set(kind, [...values, value]);
  };
  const ids = new Set<string>();
  for (const [table, ofTable] of Object.entries(rows))
    for (const row of ofTable) {
      const kind = table === 'resources' ? String(row.type) : table.replace(/^.*_/, '').replace(/s$/, '');
      add(kind, row.id);
      if (typeof row.id === 'string') ids.add(row.id);
      for (const [column, value] of Object.entries(row)) if (!/^(org_)?id$/.test(column)) add(column, value);
    }
  return { ids: [...ids], byKind };
}

/** Most likely guesses first. `borrowed`: what of the school is in it. */
export function* inputsFor(
  operation: AnyOperation,
  { byKind }: Known,
): Generator<{ input: Input; borrowed: readonly string[] }> {
  const example: Input = operation.kind === 'operation' ? ((operation as Operation).spec.example.input as Input) : {};
  const names = Object.keys(operation.spec.input.shape).filter((name) =>
    operation.kind === 'raw' ? !(name in example) : /Ids?$/.test(name) || name === 'slug',
  );
  const likely = (name: string): string[] => {
    const stem = name.replace(/Ids?$/, '').toLowerCase();
    const kinds = [...byKind].sort(([a], [b]) => Number(stem.endsWith(b)) - Number(stem.endsWith(a)));
    return [...new Set(kinds.flatMap(([, ids]) => ids))];
  };
  const needed = names.filter(
    (name) => name in example || operation.kind === 'raw' || operation.path.includes(`:${name}`),
  );
  if (needed.length === 0) {
    yield { input: example, borrowed: [] };
    return;
  }
  const guesses = needed.map(likely);
  for (let i = 0; i < triesAtMost; i++) {
    const picked = guesses.map((ids) => ids[i % ids.length]).filter((id) => id !== undefined);
    if (picked.length < needed.length) return;
    const values = needed.map((name, at) => [name, /Ids$/.test(name) ? [picked[at]] : picked[at]]);
    yield { input: { ...example, ...Object.fromEntries(values) }, borrowed: picked };
  }
}
