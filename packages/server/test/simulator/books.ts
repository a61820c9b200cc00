// The books of the bank: what must hold between any two steps, and what must hold when all has come to rest.
import type { Look } from '../../src/testing/simulator/simulate.ts';
import {
  accountIds,
  isPoison,
  opening,
  paperKinds,
  phantom,
  receiptWritten,
  subscriptions,
  transferred,
} from './bank.ts';

/** Written by triggers, so that the books do not depend on what the code under test says of itself. */
export const bookkeeping: readonly string[] = [
  'create index book_events on outbox (id)',
  'create index book_deliveries on bank_deliveries (event)',
  `create table book_jobs (n integer primary key, job text, name text, was text, became text, holder text, worker text,
    attempts_were integer, attempts_became integer, lease text)`,
  `create trigger book_jobs after update on jobs when old.state <> new.state or old.fence <> new.fence begin
    insert into book_jobs (job, name, was, became, holder, worker, attempts_were, attempts_became, lease)
    values (new.id, new.name, old.state, new.state, old.worker, new.worker, old.attempt, new.attempt, old.lease_until); end`,
  'create table book_ticks (n integer primary key, was text, became text)',
  `create trigger book_ticks after update on job_schedules begin
    insert into book_ticks (was, became) values (old.next_at, new.next_at); end`,
];

export interface Told {
  /** Transfers whose client was told that they are done. */
  readonly acknowledged: Set<string>;
  /** Transfers whose client was told that they are refused, and that nobody asked for again. */
  readonly refused: Set<string>;
  /** Transfers of which a mail went out after the commit. */
  readonly mailed: Set<string>;
}
const clocksDifferMs = 2_000;
const unseen = (all: ReadonlySet<string>, seen: ReadonlySet<string>) => [...all].filter((one) => !seen.has(one));

export function createBooks(told: Told) {
  const seen = { jobs: 0, ticks: 0, acknowledged: new Set<string>(), mailed: new Set<string>() };
  const heard = new Map(Object.keys(subscriptions).map((name) => [name, { n: 0, seq: 0 }]));
  const number = (look: Look, sql: string, ...values: unknown[]) => look<{ n: number }>(sql, ...values)[0]!.n;

  function money(look: Look): string | undefined {
    const sum = number(look, 'select sum(balance) as n from bank_accounts');
    if (sum !== accountIds.length * opening) return `the accounts add up to ${sum}`;
    const low = number(look, 'select min(balance) as n from bank_accounts');
    return low < 0 ? `an account is overdrawn: ${low}` : undefined;
  }
  function acknowledgements(look: Look): string | undefined {
    const isThere = (id: string) => number(look, 'select count(*) as n from bank_transfers where id = ?', id) === 1;
    for (const id of unseen(told.acknowledged, seen.acknowledged)) {
      if (!isThere(id)) return `transfer ${id} was acknowledged and is not there`;
      seen.acknowledged.add(id);
    }
    for (const id of unseen(told.mailed, seen.mailed)) {
      if (!isThere(id)) return `a mail went out about transfer ${id}, which is not there`;
      seen.mailed.add(id);
    }
    for (const id of told.refused) if (isThere(id)) return `transfer ${id} was refused and is there`;
    told.refused.clear();
    return undefined;
  }
  function events(look: Look): string | undefined {
    const emitted = number(look, 'select count(*) as n from outbox where name = ?', transferred.name);
    const done = number(look, 'select count(*) as n from bank_transfers');
    if (emitted !== done) return `${done} transfers have ${emitted} events`;
    if (number(look, 'select count(*) as n from outbox where name = ?', phantom.name) > 0)
      return 'an event of a rolled back unit is there';
    if (number(look, "select count(*) as n from jobs where data ->> 'transfer' = 'phantom'") > 0)
      return 'a job of a rolled back unit is there';
    return undefined;
  }
  function deliveries(look: Look): string | undefined {
    for (const [subscriber, names] of Object.entries(subscriptions)) {
      const at = heard.get(subscriber)!;
      const news = look<{ n: number; seq: number; event: string }>(
        'select d.n, d.event, o.seq from bank_deliveries d join outbox o on o.id = d.event where d.subscriber = ? and d.n > ? order by d.n',
        subscriber,
        at.n,
      );
      for (const { n, seq, event } of news) {
        const marks = names.map(() => '?').join(', ');
        const [next] = look<{ seq: number; id: string }>(
          `select seq, id from outbox where seq > ? and name in (${marks})
            and not exists (select 1 from outbox_failures f where f.id = ? || ':' || outbox.id) order by seq limit 1`,
          at.seq,
          ...names,
          subscriber,
        );
        if (next?.seq !== seq)
          return `${subscriber} was told ${event} (${seq}) where ${next?.id} (${next?.seq}) is next`;
        Object.assign(at, { n, seq });
      }
    }
    return undefined;
  }
  function jobs(look: Look, now: number): string | undefined {
    interface Change {
      readonly n: number;
      readonly job: string;
      readonly name: string;
      readonly was: string;
      readonly became: string;
      readonly holder: string | null;
      readonly worker: string | null;
      readonly attempts_were: number;
      readonly attempts_became: number;
      readonly lease: string | null;
    }
    for (const change of look<Change>('select * from book_jobs where n > ? order by n', seen.jobs)) {
      seen.jobs = change.n;
      const { job, name, was, became, holder, worker, lease } = change;
      const what = `${name} ${job}, ${was} -> ${became}`;
      if (['done', 'failed', 'cancelled'].includes(was)) return `${what}: it had ended`;
      if (was === 'running' && became === 'running') return `${what}: claimed by ${worker} while ${holder} runs it`;
      if (was === 'running' && holder !== worker) return `${what}: by ${worker} while ${holder} holds it`;
      const takenOver = was === 'running' && became === 'ready' && change.attempts_were === change.attempts_became;
      if (takenOver && Date.parse(lease!) > now + clocksDifferMs)
        return `${what}: taken over although ${holder} has it until ${lease}`;
    }
    for (const { n, was, became } of look<{ n: number; was: string; became: string }>(
      'select * from book_ticks where n > ?',
      seen.ticks,
    )) {
      seen.ticks = n;
      if (was >= became) return `the tick of ${was} was taken twice`;
    }
    const [twins] = look(
      `select name, data, count(*) as n from jobs where state in ('delayed', 'ready', 'running') group by name, data having count(*) > 1 limit 1`,
    );
    return twins && `two jobs with one key: ${JSON.stringify(twins)}`;
  }

  return {
    check: (look: Look, now: number): string | undefined =>
      money(look) ?? acknowledgements(look) ?? events(look) ?? deliveries(look) ?? jobs(look, now),

    unrest(look: Look): string | undefined {
      const active = number(look, `select count(*) as n from jobs where state in ('delayed', 'ready', 'running')`);
      if (active > 0) return `${active} jobs wait or run`;
      for (const [subscriber, names] of Object.entries(subscriptions)) {
        const marks = names.map(() => '?').join(', ');
        const emitted = number(look, `select count(*) as n from outbox where name in (${marks})`, ...names);
        const told = number(look, 'select count(*) as n from bank_deliveries where subscriber = ?', subscriber);
        const failed = number(look, 'select count(*) as n from outbox_failures where subscriber = ?', subscriber);
        if (told + failed < emitted) return `${subscriber} was told ${told} of ${emitted} events`;
      }
      return undefined;
    },

    checkAtRest(look: Look): string | undefined {
      const [wrong] = look(
        'select a.id, a.balance, p.balance as projected from bank_accounts a join bank_projections p using (id) where a.balance <> p.balance',
      );
      if (wrong) return `the projection is not its source: ${JSON.stringify(wrong)}`;
      const poison = look<{ amount: number }>('select amount from bank_transfers').filter(({ amount }) =>
        isPoison(amount),
      ).length;
      const buried = number(
        look,
        "select count(*) as n from outbox_failures where subscriber = 'statistics' and name = ?",
        transferred.name,
      );
      if (buried < poison) return `${poison} events cannot be counted, ${buried} were set aside`;
      for (const kind of paperKinds) {
        const counted = number(look, 'select n from bank_counters where kind = ?', kind);
        const there = number(look, 'select count(*) as n from bank_papers where kind = ?', kind);
        if (counted !== there) return `${there} ${kind}s were counted as ${counted}`;
        const done = number(look, `select count(*) as n from jobs where name = ? and state = 'done'`, `bank.${kind}`);
        const lost = number(
          look,
          `select count(*) as n from jobs where name = ? and state = 'done' and id not in (select job from bank_papers)`,
          `bank.${kind}`,
        );
        if (lost > 0) return `${lost} of ${done} ${kind} jobs are done and left nothing`;
      }
      const failed = number(look, `select count(*) as n from jobs where state = 'failed'`);
      if (failed > 0) return `${failed} jobs failed`;
      const due = number(look, 'select count(*) as n from bank_transfers where receipt = 1');
      for (const kind of ['receipt', 'seal']) {
        const each = number(look, 'select count(distinct transfer) as n from bank_papers where kind = ?', kind);
        const all = number(look, 'select count(*) as n from bank_papers where kind = ?', kind);
        if (all !== due || each !== due)
          return `${due} transfers want a ${kind}, ${each} have one, ${all} were written`;
      }
      const written = number(look, 'select count(*) as n from outbox where name = ?', receiptWritten.name);
      if (written !== due) return `${due} receipts have ${written} events`;
      return undefined;
    },

    tally: (look: Look): Readonly<Record<string, number>> => ({
      acknowledged: told.acknowledged.size,
      transfers: number(look, 'select count(*) as n from bank_transfers'),
      events: number(look, 'select count(*) as n from outbox'),
      deliveries: number(look, 'select count(*) as n from bank_deliveries'),
      'dead letters': number(look, 'select count(*) as n from outbox_failures'),
      'jobs done': number(look, `select count(*) as n from jobs where state = 'done'`),
      'jobs cancelled': number(look, `select count(*) as n from jobs where state = 'cancelled'`),
      'runs that failed': number(
        look,
        `select count(*) as n from book_jobs where was = 'running' and became = 'delayed'`,
      ),
      'jobs taken over': number(
        look,
        `select count(*) as n from book_jobs where was = 'running' and became = 'ready' and attempts_were = attempts_became`,
      ),
      'jobs given back': number(
        look,
        `select count(*) as n from book_jobs where was = 'running' and attempts_were > attempts_became`,
      ),
      ticks: number(look, 'select count(*) as n from book_ticks'),
    }),
  };
}
