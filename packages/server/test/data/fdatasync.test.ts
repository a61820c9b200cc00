import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqlite } from '../../src/data/sqlite.ts';
import { requireStrace, startChild } from './child.ts';
import { folder } from './databases.ts';
import { buildSchool } from './school.ts';

interface SystemCall {
  readonly name: string;
  /** What stands between the parentheses; `-y` names the file of each descriptor. */
  readonly given: string;
}

/** The calls in the order in which they returned: a sync counts when it is done, not when it is asked for. */
function systemCalls(trace: string): SystemCall[] {
  const unfinished = new Map<string, string>();
  return trace.split('\n').flatMap((line) => {
    const [, pid = '', text = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const [, begun] = /^(.*) <unfinished \.\.\.>$/.exec(text) ?? [];
    if (begun !== undefined) {
      unfinished.set(pid, begun);
      return [];
    }
    const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(text) ?? [];
    const whole = rest === undefined ? text : `${unfinished.get(pid)}${rest}`;
    const [, name, given] = /^(\w+)\((.*)\)\s+= \d+$/.exec(whole) ?? [];
    return name && given !== undefined ? [{ name, given }] : [];
  });
}

// Guards removed on purpose: with `synchronous = normal` the first unit was acknowledged while the log had unsynced writes;
// with units of a batch answered when they end, the first batch of 16 was acknowledged without a sync.
it.each([1, 16])(
  'a sync of the write-ahead log precedes every acknowledgement, with %i writers',
  { timeout: 60_000 },
  async (writers) => {
    requireStrace();
    const home = realpathSync(folder());
    const file = join(home, 'school.db');
    const school = openSqlite(file);
    await buildSchool(school);
    await school.close();
    const trace = join(home, 'trace');
    const tracer = [
      'strace',
      '-f',
      '-qqq',
      '-y',
      '-o',
      trace,
      '-e',
      'trace=fdatasync,fsync,write,pwrite64',
      '-e',
      'signal=none',
    ];
    const child = startChild('writing-child.ts', [file, String(writers), '200'], { tracer });
    expect(await child.gone).toBe(0);

    let synced = 0;
    let dirty = false;
    const syncedWhenBegun = new Map<string, number>();
    let acknowledged = 0;
    for (const { name, given } of systemCalls(readFileSync(trace, 'utf8'))) {
      const log = given.includes(`<${file}-wal>`);
      if (name === 'pwrite64' && log) dirty = true;
      if ((name === 'fsync' || name === 'fdatasync') && log) {
        dirty = false;
        synced++;
      }
      const [, word, id = ''] = (name === 'write' && /"(begin|ack) (\d+)\\n"/.exec(given)) || [];
      if (word === 'begin') syncedWhenBegun.set(id, synced);
      if (word === 'ack') {
        acknowledged++;
        expect(dirty, `unit ${id} was acknowledged while the log had unsynced writes`).toBe(false);
        expect(synced, `unit ${id} was acknowledged without a sync`).toBeGreaterThan(
          syncedWhenBegun.get(id) ?? Number.POSITIVE_INFINITY,
        );
      }
    }
    expect(acknowledged).toBeGreaterThanOrEqual(200);
    if (writers > 1) expect(synced, 'units shared their syncs').toBeLessThan(acknowledged);
  },
);
