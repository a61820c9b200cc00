// A process that is simulated inside this one: a database whose every statement waits for its turn, a clock, chance, and
// an end that comes without warning.
import type { Query } from '@lectern/kit';
import type { Database } from '../../data/database.ts';
import type { Clock } from '../../jobs/clock.ts';
import { Killed, type Party, type Scheduler } from './scheduler.ts';

export interface Process {
  readonly party: Party;
  readonly database: Database;
  readonly clock: Clock;
  random(): number;
  id(): string;
  kill(): void;
}
export interface ProcessParts {
  readonly name: string;
  readonly scheduler: Scheduler;
  /** The real one, shared by all processes of the simulation: one connection writes, as in one process. */
  readonly real: Database;
  readonly skewMs: number;
  /** Of so many statements one fails, as when the disk is full. */
  readonly faultEvery: () => number;
  readonly id: () => string;
}

const forever = () => new Promise<never>(() => {});

export function createProcess({ name, scheduler, real, skewMs, faultEvery, id }: ProcessParts): Process {
  const party: Party = { name, alive: true, frozenUntil: 0, skewMs };

  /** What a killed process had in mind is never done. Only its open unit is told, so that it rolls back. */
  async function turn(label: string, exclusive = false): Promise<void> {
    const inside = real.inUnit();
    if (party.alive) {
      try {
        await scheduler.turn(party, label, exclusive && !inside);
        return;
      } catch (error) {
        if (inside) throw error;
      }
    } else if (inside) throw new Killed(party);
    await forever();
  }
  async function statement<T>(label: string, writes: boolean, call: () => Promise<T>): Promise<T> {
    await turn(label, writes);
    const alone = !real.inUnit();
    const answer = await perform(writes && alone, call);
    // On its way back from the database much can happen to an answer, and to who asked.
    if (alone && scheduler.chance.onceIn(3)) await turn('answer');
    return answer;
  }
  async function perform<T>(occupies: boolean, call: () => Promise<T>): Promise<T> {
    const over = scheduler.underWay();
    const release = occupies ? scheduler.occupyWriter() : undefined;
    try {
      if (scheduler.chance.onceIn(faultEvery())) {
        scheduler.note(`${name}: fails`);
        // Through the real driver, so that it dooms the unit as any failed statement does.
        await real.rawAll('select 1 from "a full disk"');
      }
      return await call();
    } finally {
      release?.();
      over();
    }
  }
  const writes = (query: Query) => !query.compile('sqlite').reads;

  async function unit<T>(work: () => Promise<T>): Promise<T> {
    const outermost = !real.inUnit();
    await turn(outermost ? 'begin' : 'savepoint', true);
    const release = outermost ? scheduler.occupyWriter() : undefined;
    let over = scheduler.underWay();
    try {
      return await real.unit(async () => {
        over();
        try {
          const result = await work();
          await turn(outermost ? 'commit' : 'release');
          return result;
        } finally {
          over = scheduler.underWay();
        }
      });
    } finally {
      over();
      release?.();
      if (outermost) await turn('answer');
    }
  }

  const database: Database = {
    dialect: 'sqlite',
    all: (query, ...input) => statement(query.name, writes(query as Query), () => real.all(query, ...input)),
    one: (query, ...input) => statement(query.name, writes(query as Query), () => real.one(query, ...input)),
    run: (query, ...input) => statement(query.name, writes(query as Query), () => real.run(query, ...input)),
    heavy: (query, ...input) => statement(query.name, false, () => real.all(query, ...input)),
    execute: (sql) => statement(sql, true, () => real.execute(sql)),
    rawAll: (sql, values) => statement(sql, true, () => real.rawAll(sql, values)),
    inUnit: () => real.inUnit(),
    unit,
    // Between the commit and its effects there is room to be killed.
    afterCommit: (effect) => real.afterCommit(() => turn('effect').then(effect)),
    close: async () => {},
  };
  const clock: Clock = {
    now: () => new Date(scheduler.now() + skewMs),
    after: (milliseconds, work) => (party.alive ? scheduler.after(party, milliseconds, work) : () => {}),
  };
  return {
    party,
    database,
    clock,
    random: scheduler.chance.next,
    id,
    kill() {
      scheduler.note(`${name} is killed`);
      party.alive = false;
      scheduler.drop(party);
    },
  };
}
