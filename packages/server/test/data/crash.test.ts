import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/data/database.ts';
import { testPostgres } from '../../src/testing/postgres.ts';
import { startChild } from './child.ts';
import { folder } from './databases.ts';
import { buildSchool, recordedIds } from './school.ts';

const addresses = [
  { dialect: 'sqlite', address: async () => join(folder(), 'school.db') },
  {
    dialect: 'postgres',
    address: async () => {
      const { url, drop } = await testPostgres();
      onTestFinished(drop);
      return url;
    },
  },
];

describe.each(addresses)('a process on $dialect that is killed at any moment', ({ address: newAddress }) => {
  // Guard removed on purpose: with units of a batch answered when they end instead of when it is committed, a process that
  // died right after an acknowledgement had lost it.
  it('keeps all it acknowledged, nothing it refused, and no half of anything', { timeout: 60_000 }, async () => {
    const address = await newAddress();
    for (let round = 0; round < 4; round++) {
      const before = openDatabase(address);
      await before.execute(
        'drop table if exists test_ledger; drop table if exists test_accounts; drop table if exists test_courses',
      );
      await buildSchool(before);
      await before.close();
      // By another hand at any moment, or by its own right after an acknowledgement.
      const suicide = round % 2 === 1;
      const acks = String(1 + Math.floor(Math.random() * 100));
      const child = startChild('writing-child.ts', [address, '16'], {
        env: suicide ? { LECTERN_TEST_DIE_AFTER_ACKS: acks } : {},
      });
      if (!suicide) {
        await expect.poll(() => child.lines.length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(10);
        await delay(Math.random() * 60);
        child.process.kill('SIGKILL');
      }
      expect(await child.gone).toBe('SIGKILL');

      const numbers = (word: string) =>
        child.lines.filter((line) => line.startsWith(`${word} `)).map((line) => Number(line.split(' ')[1]));
      const begun = new Set(numbers('begin'));
      const after = openDatabase(address);
      if (after.dialect === 'postgres') await expect.poll(() => othersOf(after)).toBe(0); // the server notices the death
      const stored = new Set(await recordedIds(after));
      await after.close();
      expect(
        numbers('ack').filter((id) => !stored.has(id)),
        'acknowledged and lost',
      ).toEqual([]);
      expect(
        numbers('refused').filter((id) => stored.has(id)),
        'refused and stored',
      ).toEqual([]);
      expect(
        [...stored].filter((id) => !stored.has(-id)),
        'half',
      ).toEqual([]);
      expect(
        [...stored].filter((id) => !begun.has(Math.abs(id))),
        'from nowhere',
      ).toEqual([]);
    }
  });
});

async function othersOf(database: ReturnType<typeof openDatabase>): Promise<unknown> {
  const sql =
    'select count(*) as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  return (await database.rawAll(sql))[0]?.n;
}
