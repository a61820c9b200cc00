// Random trees of nested units that fail, catch, hang, forget to await and run side by side.
import { setTimeout as elsewhere } from 'node:timers/promises';
import type { Database } from '../../src/data/database.ts';
import { accountCount, balance, move, record } from './school.ts';

export interface Plan {
  readonly steps: readonly Step[];
  readonly fails: boolean;
}
type Step =
  | {
      readonly kind: 'transfer';
      readonly from: number;
      readonly to: number;
      readonly amount: number;
      readonly id: number;
    }
  | { readonly kind: 'nested'; readonly plan: Plan; readonly caught: boolean }
  /** A row that exists already: the statement fails, in a nested unit or in this one. */
  | { readonly kind: 'duplicate'; readonly nested: boolean; readonly caught: boolean }
  | { readonly kind: 'together'; readonly steps: readonly Step[] }
  | { readonly kind: 'forgotten'; readonly nested: boolean; readonly id: number }
  | { readonly kind: 'hang'; readonly milliseconds: number; readonly id: number };

/** Mulberry32: the same seed gives the same trees on every machine. */
export function seeded(seed: number): () => number {
  let state = Math.imul(seed, 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Mischief {
  /** How often, of a thousand steps, a promise is not awaited. */
  readonly forgets?: number;
  /** How often, of a thousand steps, a step outlasts the unit's time. */
  readonly hangs?: number;
}
export function planner(random: () => number, { forgets = 0, hangs = 0 }: Mischief): (depth: number) => Plan {
  let lastId = 0;
  const pick = (n: number) => Math.floor(random() * n);
  const plan = (depth: number): Plan => ({
    steps: Array.from({ length: 1 + pick(4) }, () => step(depth)),
    fails: random() < 0.15,
  });
  function step(depth: number): Step {
    const dice = random();
    if (random() * 1_000 < hangs) return { kind: 'hang', milliseconds: 180 + pick(100), id: ++lastId };
    if (depth > 0 && dice < 0.35) return { kind: 'nested', plan: plan(depth - 1), caught: random() < 0.8 };
    if (depth > 0 && dice < 0.6)
      return { kind: 'together', steps: Array.from({ length: 2 + pick(3) }, () => step(depth - 1)) };
    if (dice < 0.63) return { kind: 'duplicate', nested: random() < 0.7, caught: random() < 0.5 };
    if (random() * 1_000 < forgets) return { kind: 'forgotten', nested: random() < 0.5, id: ++lastId };
    return { kind: 'transfer', from: pick(accountCount), to: pick(accountCount), amount: 1 + pick(100), id: ++lastId };
  }
  return plan;
}

function isOpen(database: Database): boolean {
  try {
    database.afterCommit(() => {});
    return true;
  } catch {
    return false;
  }
}

/** Resolves to the ledger ids that this unit promises to have stored. */
export function play(database: Database, plan: Plan, effects: Set<number>): Promise<number[]> {
  return database.unit(async () => {
    const promised: number[] = [];
    const perform = async (step: Step): Promise<void> => {
      switch (step.kind) {
        case 'transfer':
          await database.run(move, { id: step.from, by: -step.amount });
          if (step.amount % 3 === 0) await database.one(balance, { id: step.from });
          await database.run(move, { id: step.to, by: step.amount });
          await database.run(record, { id: step.id });
          database.afterCommit(() => effects.add(step.id));
          promised.push(step.id);
          return;
        case 'duplicate': {
          const work = () => database.run(record, { id: 0 });
          const done: Promise<unknown> = step.nested ? database.unit(work) : work();
          await (step.caught ? done.catch(() => {}) : done);
          return;
        }
        case 'together':
          await Promise.all(step.steps.map(perform));
          return;
        case 'forgotten':
          // When a sibling has failed the unit already, a promise that nobody awaits would end the process: so it should.
          if (!isOpen(database)) return;
          void (step.nested
            ? database.unit(() => database.run(record, { id: -step.id }))
            : database.run(record, { id: -step.id }));
          return;
        case 'hang':
          await elsewhere(step.milliseconds);
          await database.run(record, { id: -step.id });
          return;
        case 'nested': {
          const nested = play(database, step.plan, effects);
          promised.push(...(await (step.caught ? nested.catch(() => []) : nested)));
          return;
        }
      }
    };
    for (const step of plan.steps) await perform(step);
    if (plan.fails) throw new Error('planned');
    return promised;
  });
}
