// The simulator for any plugin: two processes serve one school, clients call the plugin's operations with what is in the
// school, ask again when they got no answer, and processes are killed between any two statements.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnyOperation, changes, type Plugin, specOf } from '@lectern/kit';
import type { Level, RootLogger } from '../../log/log.ts';
import type { School } from '../../school.ts';
import { createServer } from '../../server.ts';
import { type Described, operationsIn, requestTo } from '../document.ts';
import { inputsFor, type Known, knownFrom } from '../guesses.ts';
import { type Row, tablesOf, tenantTablesOf } from '../rows.ts';
import type { TestSchool } from '../school.ts';
import type { Chance } from './chance.ts';
import type { Process } from './process.ts';
import { type History, type Look, type Model, simulate } from './simulate.ts';

export interface PluginSimulation {
  readonly seed: number;
  readonly steps: number;
  /** Addresses of the people who call. */
  readonly people: readonly string[];
}

/**
 * @param school on SQLite, with data: its database is what the history begins with
 * @throws SimulationFault, which names the seed. Goes red within 200 steps with the audit record or the kept answer in a
 *   unit of its own, and with an Idempotency-Key that is not looked at.
 */
export async function simulatePlugin(
  school: TestSchool,
  plugin: Plugin,
  { seed, steps, people }: PluginSimulation,
): Promise<History> {
  const directory = mkdtempSync(join(tmpdir(), 'lectern-simulated-'));
  const from = join(directory, 'begin.db');
  await school.server.database.rawAll(`vacuum into '${from}'`);
  const files = join(school.server.directory, 'data', 'files');
  if (existsSync(files)) cpSync(files, join(directory, 'data', 'files'), { recursive: true });
  const operations = operationsIn(school.server.openApi('http://school.test'));
  try {
    return await simulate({
      seed,
      steps,
      model: () => modelOf(plugin, { plugins: school.plugins, people, directory, from, operations }),
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Request {
  readonly key: string;
  readonly as: string;
  readonly operation: Described;
  readonly path: string;
  readonly init: RequestInit;
}
interface World {
  readonly plugins: readonly Plugin[];
  readonly people: readonly string[];
  readonly directory: string;
  readonly from: string;
  /** Of every plugin. */
  readonly operations: readonly Described[];
}

function modelOf(plugin: Plugin, { plugins, people, directory, from, operations: all }: World): Model<School> {
  const { contract } = specOf(plugin);
  const operations = all.filter((one) => one.plugin === contract.id && one.raw === undefined);
  const idsOf = (is: (operation: AnyOperation) => boolean) =>
    new Set(
      Object.entries(contract.operations as Record<string, AnyOperation>).flatMap(([key, operation]) =>
        is(operation) ? [`${contract.id}.${key}`] : [],
      ),
    );
  /** Of these the log keeps only some, or an entry for who read. */
  const apart = idsOf((operation) => operation.spec.audit === 'sampled' || !changes(operation));
  /** Whose answers are not kept. */
  const secret = idsOf(({ spec }) => spec.secret !== undefined);
  /** What the school failed at without our doing. */
  const faults: string[] = [];
  const acknowledged = new Map<string, string>();
  const unanswered: Request[] = [];
  const tally: Record<string, number> = { done: 0, refused: 0, 'asked again': 0 };
  let tables: readonly string[] = [];
  let ofPlugin: Known['tablesOf'] = () => [];
  let subscribers: readonly (readonly [name: string, events: readonly string[]])[] = [];
  let known: Known | undefined;
  /** Records of the time before the history. */
  let started: number | undefined;

  async function boot(process: Process): Promise<School> {
    const school = createServer({
      plugins,
      directory,
      database: 'simulated.db',
      strict: true,
      log: logInto(faults),
      simulated: { name: process.party.name, ...process },
    });
    tables = tenantTablesOf(school.host).map(({ name }) => name);
    ofPlugin = tablesOf(school.host);
    subscribers = [...school.host.reactions]
      .map(([name, reactions]) => [name, reactions.map(({ event }) => event.name)] as const)
      .filter(([, events]) => events.length > 0);
    await school.start();
    return school;
  }
  function freshRequest(process: Process, chance: Chance): Request | undefined {
    const operation = chance.pick(operations);
    const inputs = known ? [...inputsFor(operation, known)] : [];
    if (inputs.length === 0) return undefined;
    const { input } = inputs[chance.integer(Math.min(inputs.length, 8))]!;
    return { key: process.id(), as: chance.pick(people), operation, ...requestTo(operation, input) };
  }
  async function ask(school: School, { key, as, operation, path, init }: Request): Promise<void> {
    const headers = new Headers(init.headers);
    headers.set('lectern-as', as);
    if (operation.changes) headers.set('idempotency-key', key);
    const answer = await school.fetch(new Request(`http://school.test${path}`, { ...init, headers }), { local: true });
    const text = await answer.text();
    if (answer.status >= 500) return; // what is behind it is in the log
    tally[answer.ok ? 'done' : 'refused']!++;
    if (answer.ok && operation.changes && !secret.has(operation.id)) acknowledged.set(key, text);
  }
  function look(at: Look): void {
    const rows: Record<string, readonly Row[]> = {};
    for (const table of [...tables, 'resources']) rows[table] = at(`select * from "${table}" order by 1 desc limit 20`);
    known = knownFrom(rows, ofPlugin);
  }

  return {
    from,
    schema: [],
    boot,
    halt: (school) => school.stop(5_000),
    async act(school, process, chance) {
      const again = unanswered.length > 0 && chance.onceIn(3);
      const request = again ? chance.pick(unanswered) : freshRequest(process, chance);
      if (!request) return;
      if (again) tally['asked again']!++;
      else unanswered.push(request); // until it is answered, which a killed process never does
      await ask(school, request);
      const at = unanswered.indexOf(request);
      if (at >= 0) unanswered.splice(at, 1);
    },
    check(at) {
      look(at);
      if (faults.length > 0) return faults[0];
      const keys = at<{ key: string; operation: string; answer: string | null }>(
        'select key, operation, answer from idempotency_keys',
      );
      const answers = new Map(keys.map(({ key, answer }) => [key, answer]));
      for (const [key, answer] of acknowledged) {
        const kept = answers.get(key);
        if (kept == null) return `what was acknowledged is gone: ${key} ${answer}`;
        if (JSON.stringify(JSON.parse(kept)) !== JSON.stringify(JSON.parse(answer)))
          return `${key} was answered ${answer}, and would be answered ${kept}`;
      }
      const recorded = at<{ operation: string }>(`select operation from audit_entries where outcome = 'done'`);
      const [done, made] = [recorded, keys].map((all) => all.filter((one) => !apart.has(one.operation)).length);
      started ??= done! - made!;
      return done! - made! === started ? undefined : `${done! - started} changes are recorded, ${made} were made`;
    },
    unrest(at) {
      const active = count(at, `select count(*) as n from jobs where state in ('ready', 'running')`);
      if (active > 0) return `${active} jobs wait or run`;
      for (const [subscriber, names] of subscribers) {
        const waiting = count(
          at,
          `select count(*) as n from outbox where name in (${names.map((name) => `'${name}'`).join(', ')})
           and seq > (select seq from outbox_cursors where subscriber = '${subscriber}')`,
        );
        if (waiting > 0) return `${subscriber} has not heard of ${waiting} events`;
      }
      return undefined;
    },
    checkAtRest(at) {
      const [buried] = at<{ subscriber: string; name: string; error: string }>('select * from outbox_failures');
      if (buried && !ours(buried.error)) return `${buried.subscriber} gave up on ${buried.name}: ${buried.error}`;
      const [failed] = at<{ name: string; error: string }>(`select name, error from jobs where state = 'failed'`);
      return failed && !ours(failed.error) ? `the job ${failed.name} failed: ${failed.error}` : undefined;
    },
    tally: () => tally,
  };
}
const count = (at: Look, sql: string): number => at<{ n: number }>(sql)[0]!.n;

/** What the simulator breaks on purpose says so. */
const ours = (error: string): boolean => /a full disk|was killed|earlier statement|lease/.test(error);

function logInto(faults: string[]): RootLogger {
  const note = (level: Level) => (message: string, facts?: object) => {
    const text = `${message} ${JSON.stringify(facts ?? {})}`;
    if (level === 'error' && !ours(text)) faults.push(text);
  };
  const log: RootLogger = {
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
    child: () => log,
  };
  return log;
}
