// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of source text, not templates
// Guards of events and jobs, each with how to take it out and what the books then find. guards.long.test.ts does so.
import type { Mutant } from './mutate.ts';

export interface Guard {
  /** What holds because of it. */
  readonly guard: string;
  readonly without: Mutant;
  /** What went red without it. */
  readonly red: RegExp;
}

export const guards: readonly Guard[] = [
  {
    guard: 'the cursor moves in the unit of the handler',
    without: {
      file: 'events/delivery.ts',
      replace: [
        ["if (!(await database.one(queries.hold, at))) return 'elsewhere';", ''],
        [
          'return await inScopeOf(event, () =>',
          'await inScopeOf(event, () => database.unit(() => react(subscriber.reactions, event)));\n return await inScopeOf(event, () =>',
        ],
        ['await react(subscriber.reactions, event);\n          const moved', 'const moved'],
      ],
    },
    red: /was told .* is next/,
  },
  {
    guard: 'a delivery holds only where the cursor stood when it was read',
    without: {
      file: 'events/queries.ts',
      replace: [
        ['${cursors.xid} = ${p.xid} and ${cursors.seq} = ${p.seq}', '${p.xid} = ${p.xid} and ${p.seq} = ${p.seq}'],
      ],
    },
    red: /was told .* is next/,
  },
  {
    guard: 'an event that is given up is set aside',
    without: {
      file: 'events/delivery.ts',
      replace: [
        ['await database.run(queries.bury,', 'void ([queries.bury,'],
        ['error: message, stack });', 'error: message, stack }]);'],
      ],
    },
    red: /was told|set aside/,
  },
  {
    guard: 'a cursor passes by only what is none of its own',
    without: {
      file: 'events/queries.ts',
      replace: [
        [
          'and not exists (\n          select 1 from ${outbox} where',
          'and 1 = 1 or (${p.xid} is null and exists (select 1 from ${outbox} where',
        ],
        ['powers.inList(outbox.name, p.names)})`', 'powers.inList(outbox.name, p.names)}))`'],
      ],
    },
    red: /was told/,
  },
  {
    guard: 'an event is emitted in the unit of what happened',
    without: {
      file: 'simulator/bank.ts',
      replace: [
        [
          'await events.emit(transferred, { transfer, from, to, amount }, emitMeta());',
          'database.afterCommit(() => database.unit(() => events.emit(transferred, { transfer, from, to, amount }, emitMeta())));',
        ],
      ],
    },
    red: /transfers have .* events/,
  },
  {
    guard: 'a job is enqueued in the unit that wants it',
    without: {
      file: 'simulator/bank.ts',
      replace: [
        [
          "if (receipt) await work.enqueue(writeReceipt, { transfer }, { id: id(), org: 'north' }, { key: transfer });",
          "if (receipt) database.afterCommit(() => work.enqueue(writeReceipt, { transfer }, { id: id(), org: 'north' }, { key: transfer }));",
        ],
      ],
    },
    red: /want a receipt/,
  },
  {
    guard: 'effects wait for the commit',
    without: {
      file: 'data/units.ts',
      replace: [
        [
          'unit.effects.push(AsyncLocalStorage.bind(() => ambient.run(undefined, effect)));',
          'void ambient.run(undefined, effect);',
        ],
      ],
    },
    red: /a mail went out/,
  },
  {
    guard: 'a rolled back savepoint takes its statements along',
    without: { file: 'data/units.ts', replace: [['await control(attempt, `rollback to ${savepoint}`);', '']] },
    red: /add up to|rolled back unit/,
  },
  {
    guard: 'a worker whose claim is not the latest ends nothing (fencing)',
    without: { file: 'jobs/queries.ts', replace: [['${jobs.fence} = ${p.fence}', '${p.fence} = ${p.fence}']] },
    red: /by process .* while process .* holds it/,
  },
  {
    guard: 'a job is taken over when its lease has run out, and not before',
    without: {
      file: 'jobs/queries.ts',
      replace: [
        [
          "${jobs.state} = 'running' and ${jobs.leaseUntil} < ${p.now})`",
          "${jobs.state} = 'running' and ${p.now} is not null)`",
        ],
        ['"one"."lease_until" < ${now}', '${now} is not null'],
      ],
    },
    red: /taken over although/,
  },
  {
    guard: 'a job is claimed by one',
    without: { file: 'jobs/queries.ts', replace: [[` and "free"."state" = 'ready'`, '']] },
    red: /claimed by|it had ended/,
  },
  {
    guard: 'of jobs with one key one waits or runs',
    without: {
      file: 'jobs/driver.ts',
      replace: [['key === undefined ? null : JSON.stringify([org, job.name, key])', 'null']],
    },
    red: /two jobs with one key/,
  },
  {
    guard: 'a tick is taken once',
    without: {
      file: 'jobs/queries.ts',
      replace: [['and(eq(schedules.name, p.name), eq(schedules.nextAt, p.was))', 'eq(schedules.name, p.name)']],
    },
    red: /tick of .* was taken twice/,
  },
  {
    guard: 'a job that runs again finds what it has done',
    without: {
      file: 'simulator/bank.ts',
      replace: [
        [
          'if ((await database.run(addPaper, { job: jobId, kind, transfer })) === 0) return;',
          'await database.run(addPaper, { job: jobId, kind, transfer });',
        ],
      ],
    },
    red: /were counted as/,
  },
  {
    guard: 'a client that asks again is not served twice',
    without: {
      file: 'simulator/bank.ts',
      replace: [['=== 0) return; // asked before', '=== 7) return; // asked before']],
    },
    red: /transfers have .* events/,
  },
];
