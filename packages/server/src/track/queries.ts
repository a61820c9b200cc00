// Inserts of several rows in one statement, in a few fixed sizes, so that each is compiled once: 500 rows are 20 round
// trips to Postgres.
import { type Query, query, unitOrg } from '@lectern/kit';
import { behaviourEvents } from './tables.ts';

export interface BehaviourRow {
  readonly at: Date;
  readonly source: string;
  readonly seq: number;
  readonly actor: string | null;
  readonly name: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}
const { at, source, seq, actor, name, facts } = behaviourEvents;
const columns = { at, source, seq, actor, name, facts };
const keys = Object.keys(columns) as (keyof BehaviourRow)[];

export interface Insert {
  readonly rows: number;
  readonly query: Query<Record<string, unknown>>;
}
/** Largest first. */
export const inserts: readonly Insert[] = [32, 8, 1].map((rows) => {
  const each = Array.from({ length: rows }, (_, row) => row);
  const parameters = Object.fromEntries(each.flatMap((row) => keys.map((key) => [`${key}${row}`, columns[key]])));
  return {
    rows,
    query: query(`track.insert${rows}`, parameters, (q, p) => {
      const values = each.map((row) => ({
        org: unitOrg,
        ...Object.fromEntries(keys.map((key) => [key, p[`${key}${row}`]])),
      }));
      return q.insert(behaviourEvents).values(values as never);
    }) as Insert['query'],
  };
});
export const inputOf = (rows: readonly BehaviourRow[]): Record<string, unknown> =>
  Object.fromEntries(rows.flatMap((row, i) => keys.map((key) => [`${key}${i}`, row[key]])));
