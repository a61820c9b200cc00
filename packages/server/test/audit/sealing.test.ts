import { randomUUID } from 'node:crypto';
import { type AnyTable, type Dialect, runInScope, type Scope } from '@lectern/kit';
import { afterEach, describe, expect, test } from 'vitest';
import { beginning, linkAfter, type Sealable } from '../../src/audit/chain.ts';
import { createAuditLog } from '../../src/audit/log.ts';
import { createAudit } from '../../src/audit/record.ts';
import { auditEntries, auditHeads } from '../../src/audit/tables.ts';
import { systemClock } from '../../src/jobs/clock.ts';
import { createTables, openTestDatabase, type TestDatabase } from '../jobs/databases.ts';

const record = (n: number, operation = 'courses.update'): Sealable => ({
  id: `entry-${n}`,
  org: 'north',
  at: new Date(Date.UTC(2026, 2, 2, 8, n)),
  actorKind: 'person',
  actor: 'ana',
  impersonator: null,
  session: null,
  via: 'http',
  operation,
  outcome: 'done',
  target: 'tides',
  facts: { courseId: 'tides', digest: 'abc' },
  request: `request-${n}`,
});
const sealed = (records: readonly Sealable[]) => {
  const hashes: string[] = [];
  let last = beginning;
  for (const one of records) {
    last = linkAfter(last, one);
    hashes.push(last.hash);
  }
  return hashes;
};

test('whoever changes one record and seals it anew has to seal all that follow', () => {
  // Guard: with the hash before it left out, only the record's own hash changed.
  const records = [1, 2, 3, 4].map((n) => record(n));
  const before = sealed(records);
  const after = sealed(records.map((one, i) => (i === 1 ? record(2, 'courses.remove') : one)));
  expect(after.map((hash, i) => hash === before[i])).toEqual([true, false, false, false]);
});

test('the order in which a database keeps the keys of an object is no change', () => {
  const turned = { ...record(1), facts: { digest: 'abc', courseId: 'tides' } };
  expect(sealed([turned])).toEqual(sealed([record(1)]));
});

describe.each<Dialect>(['sqlite', 'postgres'])('the sequencer on %s', (dialect) => {
  let opened: TestDatabase | undefined;
  afterEach(() => opened?.close());

  /** Processes that write and seal, until everything is sealed. */
  async function school(processes: number) {
    opened = await openTestDatabase(dialect);
    await createTables(opened.database, [auditEntries, auditHeads] as unknown as AnyTable[]);
    const all = Array.from({ length: processes }, () => {
      const database = opened!.another();
      const log = createAuditLog({ database, clock: systemClock, log: { error: () => {} } });
      const audit = createAudit(database, () => new Date(), randomUUID, log.wake);
      const act = (org: string) => {
        const scope: Scope = { actor: { kind: 'person', id: 'ana' }, org, request: 'r', via: 'http' };
        const entry = { operation: 'courses.update', outcome: 'done', target: null, facts: {} };
        return runInScope(scope, () => database.unit(() => audit.record(entry, scope)));
      };
      return { log, act, database };
    });
    return { all, database: opened.database };
  }

  // Guard: with the head read and not held, two processes gave two records one position, and one of them failed.
  test('of three processes that write and seal all at once one chain for each organization comes about, without a gap', async () => {
    const { all, database } = await school(3);
    const sealing: Promise<number>[] = [];
    for (let round = 0; round < 20; round++) {
      await Promise.all(all.flatMap(({ act }) => [act('north'), act('south'), act('north')]));
      sealing.push(...all.map(({ log }) => log.seal()));
    }
    await Promise.all(sealing);
    const [first] = all;
    expect(await first!.log.verify('north')).toMatchObject({ verified: 120, fault: null });
    expect(await first!.log.verify('south')).toMatchObject({ verified: 60, fault: null });
    const [left] = await database.rawAll('select count(*) as n from audit_entries where position is null');
    expect(Number(left!.n)).toBe(0);
  });

  test('more than one page is sealed and gone through', async () => {
    const { all } = await school(1);
    const [{ act, log }] = all as [(typeof all)[0]];
    for (let i = 0; i < 1_203; i += 401) await Promise.all(Array.from({ length: 401 }, () => act('north')));
    expect(await log.verify('north')).toMatchObject({ verified: 1_203, fault: null });
  });

  test('a record whose unit is rolled back leaves no hole', async () => {
    const { all } = await school(1);
    const [{ act, log, database }] = all as [(typeof all)[0]];
    await act('north');
    await database
      .unit(async () => {
        await act('north');
        throw new Error('refused');
      })
      .catch(() => {});
    await act('north');
    expect(await log.verify('north')).toMatchObject({ verified: 2, fault: null });
  });
});
