import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { query } from '@lectern/kit';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReaders } from '../../src/data/readers.ts';
import { bothDatabases, folder, openTestSqlite } from './databases.ts';
import { accounts, balance, move, openAccount, openAccounts } from './school.ts';

const all = query('test.accounts.all', {}, (q) =>
  q.select({ id: accounts.id, balance: accounts.balance }).from(accounts).orderBy(accounts.id),
);
const a = alias(accounts, 'a');
const b = alias(accounts, 'b');
/** Twenty accounts to the fifth power: 3.2 million rows to look at. */
const exhausting = query('test.accounts.exhausting', {}, (q) =>
  q
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(accounts)
    .innerJoin(a, sql`true`)
    .innerJoin(b, sql`true`)
    .innerJoin(alias(accounts, 'c'), sql`true`)
    .innerJoin(alias(accounts, 'd'), sql`true`),
);

describe.each(bothDatabases)('a heavy read on $dialect', ({ open }) => {
  it('gives what a plain one gives, however many rows', async () => {
    const database = await open();
    await database.unit(async () => {
      for (let id = 0; id < 3_000; id++) await database.run(openAccount, { id, balance: id * 2 });
    });
    const rows = await database.heavy(all);
    expect(rows).toHaveLength(3_000);
    expect(rows).toEqual(await database.all(all));
    expect(await database.heavy(balance, { id: -1 })).toEqual([]);
  });

  it('sees what was acknowledged before it, and is refused in a unit', async () => {
    const database = await open({ strict: true });
    await openAccounts(database);
    await database.run(move, { id: 1, by: 1 });
    expect(await database.heavy(balance, { id: 1 })).toEqual([{ balance: 1_001 }]);
    await expect(database.unit(() => database.heavy(balance, { id: 1 }))).rejects.toEqual(
      expect.objectContaining({ code: 'in-a-unit' }),
    );
  });

  it('is for reads', async () => {
    const database = await open();
    await expect(database.heavy(move, { id: 1, by: 1 })).rejects.toThrow(/writes/);
  });
});

describe('reader threads', () => {
  // Guard removed on purpose: with the read on the main connection the loop had one turn.
  it('leave the event loop free', async () => {
    const database = await openTestSqlite();
    await openAccounts(database);
    let turns = 0;
    const reading = database.heavy(exhausting).finally(() => {
      turns = -turns;
    });
    while (turns >= 0) {
      await turn();
      if (turns++ > 1_000_000) break;
    }
    expect(await reading).toEqual([{ n: 3_200_000 }]);
    expect(-turns).toBeGreaterThan(100);
  });

  const openReaders = (options: Parameters<typeof createReaders>[1]) => {
    const file = join(folder(), 'numbers.db');
    const database = new Sqlite(file);
    database.pragma('journal_mode = wal');
    database.exec(
      'create table numbers (n integer, word text); with recursive c (n) as (select 1 union all select n + 1 from c where n < 2000) insert into numbers select n, hex(n) from c',
    );
    onTestFinished(() => void database.close());
    const readers = createReaders(file, options);
    onTestFinished(() => readers.close());
    return readers;
  };
  const request = { text: 'select n, word from numbers where n <= ? order by n', values: [1_999] };

  it('serve more reads than there are threads, in order', async () => {
    const readers = openReaders({ threads: 2 });
    const answers = await Promise.all(Array.from({ length: 7 }, () => readers.read(request, ([n]) => n)));
    for (const rows of answers) expect(rows).toEqual(Array.from({ length: 1_999 }, (_, i) => i + 1));
  });

  it('go on after a statement that fails and after rows that cannot be decoded', async () => {
    const readers = openReaders({ threads: 1 });
    await expect(readers.read({ text: 'select n from nowhere', values: [] }, () => 0)).rejects.toThrow(/no such table/);
    const undecodable = readers.read(request, ([n]) => {
      if (n === 700) throw new Error('not a number of ours');
    });
    await expect(undecodable).rejects.toThrow('not a number of ours');
    expect(await readers.read(request, ([n]) => n)).toHaveLength(1_999);
  });

  // Red with `release` not asking whether they are closed: the process ended with 13, and whatever it had still to say was
  // not said. One import of a hundred thousand people in eight ended so.
  it('are waited for, also closed in the moment a read is done', async () => {
    const file = join(folder(), 'school.db');
    new Sqlite(file).exec('create table test_one (id integer primary key)').close();
    const program = `
      const { createReaders } = await import(${JSON.stringify(new URL('../../src/data/readers.ts', import.meta.url).href)});
      const readers = createReaders(${JSON.stringify(file)});
      let closing;
      await readers.read({ text: 'select 1', values: [] }, () => (closing ??= readers.close(), 0));
      await closing;
      console.log('closed');`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', program]);
    expect(stdout).toBe('closed\n');
  });

  it('refuse what is under way when they are closed', async () => {
    const readers = openReaders({ threads: 1 });
    const first = readers.read(request, () => 0);
    const second = readers.read(request, () => 0);
    const answers = Promise.allSettled([first, second]);
    await readers.close();
    for (const answer of await answers)
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'reader-stopped' } });
    await expect(readers.read(request, () => 0)).rejects.toEqual(expect.objectContaining({ code: 'reader-stopped' }));
  });

  it.runIf(process.platform === 'linux')('start when they are needed and stop when they are not', async () => {
    const threads = () => readdirSync('/proc/self/task').length;
    const before = threads();
    const readers = openReaders({ threads: 2, idleMs: 200 });
    expect(threads()).toBe(before);
    await readers.read(request, () => 0);
    expect(threads()).toBeGreaterThan(before);
    await expect.poll(threads, { timeout: 5_000 }).toBeLessThanOrEqual(before);
    expect(await readers.read(request, () => 0)).toHaveLength(1_999);
  });
});

describe('the write-ahead log', () => {
  // Guard removed on purpose: with `createCheckpoints` left out, nothing was in the file before it was closed.
  it('is moved into the file beside the writer, who goes on', async () => {
    const file = join(folder(), 'school.db');
    const database = await openTestSqlite({ synchronous: 'NORMAL' }, file);
    await database.execute('create table page (id integer primary key, text text not null)');
    const write = () => database.rawAll("insert into page (text) values (printf('%.*c', 3000, 'x'))");
    for (let i = 0; i < 2_000; i++) await database.unit(write);
    await expect.poll(() => statSync(file).size, { timeout: 5_000 }).toBeGreaterThan(3_000_000);
    for (let i = 0; i < 1_000; i++) await database.unit(write);
    expect(await database.rawAll('select count(*) as n from page')).toEqual([{ n: 3_000 }]);
    expect(await database.rawAll('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });
});
