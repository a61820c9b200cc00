import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/data/sqlite.ts';
import { requireStrace, startChild } from './child.ts';
import { folder } from './databases.ts';
import { buildSchool, recordedIds } from './school.ts';

/** Lets system calls on the write-ahead log fail in a process that writes; `when=6+4` is the 6th, 10th, 14th... */
async function writeWhile(fault: string, { lanes = 16, die = false } = {}) {
  requireStrace();
  const home = realpathSync(folder());
  const file = join(home, 'school.db');
  const before = openSqlite(file);
  await buildSchool(before);
  await before.close();
  const tracer = ['strace', '-f', '-qqq', '-o', join(home, 'trace'), '-P', `${file}-wal`, '-e', `inject=${fault}`];
  const child = startChild('writing-child.ts', [file, String(lanes), '400'], {
    tracer,
    env: die ? { LECTERN_TEST_DIE_WHEN_REFUSED: '1' } : {},
  });
  await child.gone;
  const numbers = (word: string) =>
    child.lines.filter((line) => line.startsWith(`${word} `)).map((line) => Number(line.split(' ')[1]));
  const after = openSqlite(file);
  const stored = new Set(await recordedIds(after));
  await after.close();
  const longestRun = Math.max(
    ...child.lines
      .join('\n')
      .split(/^(?!refused).*$/m)
      .map((run) => run.trim().split('\n').length),
  );
  const codes = new Set(child.lines.filter((line) => line.startsWith('refused ')).map((line) => line.split(' ')[2]));
  return { acknowledged: numbers('ack'), refused: numbers('refused'), longestRun, stored, codes };
}
const within = (ids: number[], stored: Set<number>) => ids.filter((id) => stored.has(id) || stored.has(-id));

describe('a batch whose commit meets', () => {
  it.each([
    ['a full disk', 'pwrite64:error=ENOSPC:when=20+16', 'SQLITE_FULL'],
    ['a write error', 'pwrite64:error=EIO:when=21+16', 'SQLITE_IOERR_WRITE'],
    ['an fsync that fails', 'fsync,fdatasync:error=EIO:when=6+4', 'SQLITE_IOERR_FSYNC'],
  ])('%s is refused whole, and the next ones are stored', { timeout: 60_000 }, async (_, fault, code) => {
    const { acknowledged, refused, longestRun, stored, codes } = await writeWhile(fault);
    expect(codes).toEqual(new Set([code]));
    expect(longestRun, 'refused together').toBeGreaterThan(1);
    expect(within(refused, stored), 'refused and stored').toEqual([]);
    expect(
      acknowledged.filter((id) => !stored.has(id) || !stored.has(-id)),
      'acknowledged and lost',
    ).toEqual([]);
    expect(acknowledged.length + refused.length).toBeGreaterThanOrEqual(400);
  });

  // Guard removed on purpose: without `forgetUncommittedFrames` the refused batch was back after the crash.
  it('a failed fsync does not come back when the process dies right after', { timeout: 60_000 }, async () => {
    const { acknowledged, refused, stored } = await writeWhile('fsync,fdatasync:error=EIO:when=6', {
      lanes: 1,
      die: true,
    });
    expect(refused.length).toBeGreaterThan(0);
    expect(within(refused, stored)).toEqual([]);
    expect(acknowledged.filter((id) => !stored.has(id) || !stored.has(-id))).toEqual([]);
  });
});
