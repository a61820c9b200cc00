// Decides, from the seed alone, whose statement runs next, which timer fires, and when the clock moves. Every statement of
// every simulated process waits here for its turn, so each pair of them can be made to meet, and each gap between two is
// a place where a process can be killed.
import type { Chance } from './chance.ts';

/** What the scheduler knows of a simulated process. */
export interface Party {
  readonly name: string;
  alive: boolean;
  /** Hangs until this moment (milliseconds), as after a long collection of garbage: its statements and timers wait. */
  frozenUntil: number;
  /** How far its clock is off. */
  readonly skewMs: number;
}
interface Turn {
  readonly party: Party;
  readonly label: string;
  /** Begins a unit of work, of which SQLite has one at a time. */
  readonly exclusive: boolean;
  readonly grant: () => void;
  readonly refuse: (reason: Error) => void;
}
interface Timer {
  readonly at: number;
  readonly party: Party;
  readonly work: () => void;
}

export interface Scheduler {
  readonly chance: Chance;
  readonly steps: number;
  /** Milliseconds since 1970, as the world has them. */
  now(): number;
  /** Resolves when it is this one's turn; rejects when the process is killed first. */
  turn(party: Party, label: string, exclusive: boolean): Promise<void>;
  after(party: Party, milliseconds: number, work: () => void): () => void;
  /** Something real is under way (a statement, a commit): no step is taken before it is over. */
  underWay(): () => void;
  /** A unit of work is open from here to the call of what is returned. */
  occupyWriter(): () => void;
  readonly writerOccupied: boolean;
  /** One thing happens. False when there is nothing left that could. */
  step(): Promise<boolean>;
  /** Until nothing moves without the scheduler. */
  settle(): Promise<void>;
  jump(milliseconds: number): void;
  /** Its turns are refused, its timers are gone. */
  drop(party: Party): void;
  note(what: string): void;
  /** The latest things that happened. */
  readonly trace: readonly string[];
  /** Of everything that happened: equal for equal seeds. */
  readonly digest: number;
}

export class Killed extends Error {
  constructor(party: Party) {
    super(`${party.name} was killed`);
    this.name = 'Killed';
  }
}

const traceLength = 60;
/** Of so many steps one moves the clock although something could run. */
const idleSteps = 12;
const driverTurns = 10;

export function createScheduler(chance: Chance, startedAt: number): Scheduler {
  let now = startedAt;
  let steps = 0;
  let working = 0;
  let writers = 0;
  let digest = 0;
  let turns: Turn[] = [];
  let timers: Timer[] = [];
  const trace: string[] = [];

  const awake = (party: Party) => party.frozenUntil <= now;
  function note(what: string): void {
    for (let i = 0; i < what.length; i++) digest = (Math.imul(digest, 31) + what.charCodeAt(i)) | 0;
    trace.push(`${steps} +${now - startedAt}ms ${what}`);
    if (trace.length > traceLength) trace.shift();
  }
  function grant(turn: Turn): void {
    turns = turns.filter((one) => one !== turn);
    note(`${turn.party.name}: ${turn.label}`);
    turn.grant();
  }
  function fire(timer: Timer): void {
    timers = timers.filter((one) => one !== timer);
    note(`${timer.party.name}: timer`);
    timer.work();
  }
  /** To the next moment at which something can happen. */
  function passTime(): boolean {
    const moments = timers.map(({ at, party }) => Math.max(at, party.frozenUntil));
    const thaws = turns.map(({ party }) => party.frozenUntil).filter((at) => at > now);
    const next = Math.min(...moments, ...thaws);
    if (next === Number.POSITIVE_INFINITY) return false;
    now = Math.max(now, next) + chance.integer(20);
    note('time passes');
    return true;
  }
  /**
   * A turn of the event loop takes all that was promised with it; the driver itself may ask for a few more. What is under
   * way after those waits for something that only a step can bring, such as the end of a nested unit.
   */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < driverTurns; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (working === 0) return;
    }
  }

  return {
    chance,
    trace,
    now: () => now,
    get steps() {
      return steps;
    },
    get digest() {
      return digest;
    },
    get writerOccupied() {
      return writers > 0;
    },
    note,
    settle,
    turn: (party, label, exclusive) =>
      new Promise((resolve, reject) => turns.push({ party, label, exclusive, grant: resolve, refuse: reject })),
    after(party, milliseconds, work) {
      const timer = { at: now + milliseconds, party, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    underWay() {
      working++;
      return () => working--;
    },
    occupyWriter() {
      writers++;
      return () => writers--;
    },
    async step() {
      await settle();
      steps++;
      const ready = turns.filter(({ party, exclusive }) => awake(party) && !(exclusive && writers > 0));
      const due = timers.filter(({ at, party }) => at <= now && awake(party));
      const choices = ready.length + due.length;
      if (choices === 0 || chance.onceIn(idleSteps)) return passTime() || choices > 0;
      const chosen = chance.integer(choices);
      if (chosen < ready.length) grant(ready[chosen]!);
      else fire(due[chosen - ready.length]!);
      return true;
    },
    jump(milliseconds) {
      now += milliseconds;
      note(`the clock jumps by ${milliseconds} ms`);
    },
    drop(party) {
      timers = timers.filter((timer) => timer.party !== party);
      const refused = turns.filter((turn) => turn.party === party);
      turns = turns.filter((turn) => turn.party !== party);
      for (const turn of refused) turn.refuse(new Killed(party));
    },
  };
}
