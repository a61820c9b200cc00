// One history of a small installation, decided by a seed: processes come, work, hang, are killed and come back, the power
// fails, clocks jump, statements fail, clients repeat what was not answered; and all the while somebody checks the books.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openSqlite } from '../../data/sqlite.ts';
import { type Chance, createChance } from './chance.ts';
import { createProcess, type Process } from './process.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';

/** Reads what is committed, aside of everything that is simulated. */
export type Look = <Row = Record<string, unknown>>(sql: string, ...values: unknown[]) => Row[];

/** What is simulated. Made anew for each history. */
export interface Model<Host> {
  /** A database to begin with. */
  readonly from?: string;
  /** Statements that make the tables and the first rows. */
  readonly schema: readonly string[];
  /** Starts the program in a process: outbox, jobs, what they need. */
  boot(process: Process): Promise<Host>;
  /** Shuts the program down as a good host does. */
  halt(host: Host): Promise<void>;
  /** Something a client asks of a process. It settles when answered; a killed process answers nothing. */
  act(host: Host, process: Process, chance: Chance): Promise<void>;
  /** Finds the first thing that must never be: a sentence. Called between steps. */
  check(look: Look, now: number): string | undefined;
  /** What is still to be done by itself, a sentence; undefined when the installation has come to rest. */
  unrest(look: Look): string | undefined;
  /** As `check`, when all has come to rest. */
  checkAtRest(look: Look): string | undefined;
  /** What has happened, in numbers: a history in which nothing happens proves nothing. */
  tally(look: Look): Readonly<Record<string, number>>;
}
export interface Rates {
  /** Of so many steps, one. */
  readonly act: number;
  readonly kill: number;
  readonly halt: number;
  readonly powerCut: number;
  readonly freeze: number;
  readonly jump: number;
  /** Of so many statements, one. */
  readonly fault: number;
}
export interface SimulationOptions<Host> {
  readonly seed: number;
  readonly steps: number;
  readonly model: () => Model<Host>;
  readonly processes?: number;
  readonly rates?: Partial<Rates>;
}
export interface History {
  readonly seed: number;
  readonly steps: number;
  /** Equal for equal seeds. */
  readonly digest: number;
  readonly kills: number;
  readonly tally: Readonly<Record<string, number>>;
}

export class SimulationFault extends Error {
  readonly seed: number;
  constructor(seed: number, what: string, { steps, trace }: Scheduler, cause?: unknown) {
    super(`seed ${seed}, step ${steps}: ${what}\n  ${trace.join('\n  ')}`, { cause });
    this.name = 'SimulationFault';
    this.seed = seed;
  }
}

const usual: Rates = { act: 12, kill: 250, halt: 500, powerCut: 1_500, freeze: 80, jump: 300, fault: 400 };
const startedAt = Date.UTC(2026, 2, 2, 8);
/** At most: a moment, about as long as a lease, far longer. */
const hangsMs = [2_000, 15_000, 60_000];
const checkEvery = 10;
const clientsAtMost = 4;
/** After the last fault the work that is left must end in so many steps. */
const stepsToRest = 60_000;

interface Slot<Host> {
  readonly process: Process;
  host: Host | undefined;
  clients: number;
}

/** @throws SimulationFault, which names the seed and says what happened last */
export async function simulate<Host>({
  seed,
  steps,
  model: createModel,
  processes = 2,
  rates: given,
}: SimulationOptions<Host>): Promise<History> {
  const rates = { ...usual, ...given };
  const chance = createChance(seed);
  const scheduler = createScheduler(chance, startedAt);
  const model = createModel();
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'lectern-simulator-'));
  let cuts = 0;
  let kills = 0;
  let ids = 0;
  let unexpected: unknown;
  let calm = false;
  const fail = (what: string, cause?: unknown): never => {
    throw new SimulationFault(seed, what, scheduler, cause);
  };

  const file = () => join(folder, `school-${cuts}.db`);
  const open = () => openSqlite(file(), { synchronous: 'NORMAL', unitTimeoutMs: 600_000 });
  if (model.from !== undefined) copyFileSync(model.from, file());
  let real = open();
  for (const statement of model.schema) await real.execute(statement);
  let books = new Sqlite(file(), { readonly: true });
  let prepared = new Map<string, Sqlite.Statement>();
  const look: Look = (sql, ...values) => {
    const statement = prepared.get(sql) ?? books.prepare(sql);
    prepared.set(sql, statement);
    return statement.all(...values) as never;
  };

  let born = 0;
  function start(): Slot<Host> {
    const name = `process ${++born}`;
    const skewMs = chance.integer(2_000) - 1_000;
    const id = () => `id-${String(++ids).padStart(7, '0')}`;
    const process = createProcess({
      name,
      scheduler,
      real,
      skewMs,
      faultEvery: () => (calm ? Number.POSITIVE_INFINITY : rates.fault),
      id,
    });
    const slot: Slot<Host> = { process, host: undefined, clients: 0 };
    model.boot(process).then(
      (host) => {
        slot.host = host;
      },
      (error) => {
        // It could not start, for a statement failed: whoever looks after it starts it again.
        scheduler.note(`${name} does not start: ${String(error)}`);
        process.kill();
      },
    );
    return slot;
  }
  const slots = Array.from({ length: processes }, start);
  function kill(slot: Slot<Host>): void {
    kills++;
    slot.process.kill();
  }
  function halt({ host, process }: Slot<Host>): void {
    if (!host || !process.party.alive) return;
    scheduler.note(`${process.party.name} shuts down`);
    model.halt(host).then(process.kill, (error) => {
      unexpected ??= error;
    });
  }
  /** The file as it is at this moment, in the middle of whatever was being written, is what the next start finds. */
  async function cutPower(): Promise<void> {
    scheduler.note('the power fails');
    const before = file();
    cuts++;
    for (const ending of ['', '-wal']) if (existsSync(before + ending)) copyFileSync(before + ending, file() + ending);
    for (const slot of slots) kill(slot);
    await scheduler.settle();
    books.close();
    await real.close();
    for (const ending of ['', '-wal', '-shm']) rmSync(before + ending, { force: true });
    real = open();
    books = new Sqlite(file(), { readonly: true });
    prepared = new Map();
  }
  function act(): void {
    const slot = chance.pick(slots);
    const { host, process } = slot;
    if (!host || !process.party.alive || slot.clients >= clientsAtMost) return;
    slot.clients++;
    model.act(host, process, chance).then(
      () => slot.clients--,
      (error) => {
        unexpected ??= error;
      },
    );
  }
  async function misfortune(): Promise<void> {
    if (chance.onceIn(rates.powerCut)) await cutPower();
    if (chance.onceIn(rates.kill)) kill(chance.pick(slots));
    if (chance.onceIn(rates.halt)) halt(chance.pick(slots));
    if (chance.onceIn(rates.freeze)) {
      const { party } = chance.pick(slots).process;
      party.frozenUntil = scheduler.now() + chance.integer(chance.pick(hangsMs));
      scheduler.note(`${party.name} hangs`);
    }
    if (chance.onceIn(rates.jump)) scheduler.jump(chance.integer(60_000));
  }
  function check(): void {
    const wrong = model.check(look, scheduler.now());
    if (wrong) fail(wrong);
    if (unexpected) fail(`a client got an answer nobody expects: ${String(unexpected)}`, unexpected);
  }
  async function step(): Promise<boolean> {
    for (const [at, { process }] of slots.entries()) if (!process.party.alive && chance.onceIn(20)) slots[at] = start();
    return scheduler.step();
  }

  try {
    while (scheduler.steps < steps) {
      await misfortune();
      if (chance.onceIn(rates.act)) act();
      await step();
      if (scheduler.steps % checkEvery === 0) check();
    }
    calm = true;
    scheduler.note('from here on nothing goes wrong');
    for (const { process } of slots) process.party.frozenUntil = 0;
    for (const end = scheduler.steps + stepsToRest; ; ) {
      for (let some = 0; some < 50; some++) await step();
      check();
      const unrest = model.unrest(look);
      if (!unrest) break;
      if (scheduler.steps > end) fail(`does not come to rest: ${unrest}`);
    }
    const wrong = model.checkAtRest(look);
    if (wrong) fail(wrong);
    return { seed, steps: scheduler.steps, digest: scheduler.digest, kills, tally: model.tally(look) };
  } finally {
    for (const { process } of slots) process.kill();
    await scheduler.settle();
    books.close();
    await real.close();
    rmSync(folder, { recursive: true });
  }
}
