// What the school says of a log under its signature, and that stays: entries were removed, a log of another was taken over.
import type { Database } from '../data/database.ts';
import { isSigned, type Signed, type Signer } from './head.ts';
import * as queries from './queries.ts';
import type { Statement } from './tables.ts';

export interface Said {
  readonly id: string;
  readonly org: string;
  readonly at: Date;
  readonly actor: string;
  readonly body: Statement;
}
/** A first line that no checkpoint has, so that neither is ever taken for the other. */
const textOf = ({ id, org, at, actor, body }: Said): string =>
  `lectern audit statement\n${JSON.stringify([id, org, at.toISOString(), actor, inOrder(body)])}\n`;
/** A database may give the keys of an object in another order than it took them. */
const inOrder = (body: object) => Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));

/** In a unit of work. */
export async function say(database: Database, signer: Signer, said: Said): Promise<void> {
  await database.run(queries.addStatement, { ...said, ...signer.sign(textOf(said)) });
}
export const isStatementSigned = (one: Said & Signed): boolean => isSigned(one, textOf(one));

export interface Statements {
  /** Whether a head of this size may be signed with this key: this school's, or of one whose log it took over when it was so long. */
  answersFor(key: string, size: number): boolean;
  /** Whether a tombstone says of all these positions, both included, that they were removed. */
  isRemoved(first: number, last: number): boolean;
  /** Of a statement that nobody signed who may. */
  readonly forged: string | undefined;
}
interface Trusted {
  readonly from: string;
  readonly size: number;
  readonly at: Date;
}
export async function statementsOf(database: Database, signer: Signer, org: string): Promise<Statements> {
  const all: (Said & Signed)[] = [];
  for (let after = ''; ; after = all.at(-1)!.id) {
    const some = await database.all(queries.statementsAfter, { org, id: after });
    all.push(...some);
    if (some.length < 200) break;
  }
  /** Keys this school answers for: its own; of a school it took the log over from; of one that had taken it over before. */
  const trusted: Trusted[] = [{ from: signer.key, size: Number.POSITIVE_INFINITY, at: new Date(8.64e15) }];
  const isOurs = (one: Said & Signed) =>
    trusted.some(({ from, at }) => one.key === from && one.at <= at) && isStatementSigned(one);
  // The latest first: who took it over last says who was before.
  for (const one of all.toReversed())
    if (one.body.kind === 'adopted' && isOurs(one))
      trusted.push({ from: one.body.from, size: one.body.size, at: one.at });
  const runs = merged(all.flatMap((one) => (one.body.kind === 'removed' && isOurs(one) ? one.body.runs : [])));
  return {
    answersFor: (key, size) => trusted.some((one) => key === one.from && size <= one.size),
    forged: all.find((one) => !isOurs(one))?.id,
    isRemoved: (first, last) => runs.some(([from, to]) => from <= first && last <= to),
  };
}
/** Runs that touch become one. */
export function merged(runs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const all: (readonly [number, number])[] = [];
  for (const [first, last] of runs.toSorted(([a], [b]) => a - b)) {
    const before = all.at(-1);
    if (before && first <= before[1] + 1) all[all.length - 1] = [before[0], Math.max(before[1], last)];
    else all.push([first, last]);
  }
  return all;
}
