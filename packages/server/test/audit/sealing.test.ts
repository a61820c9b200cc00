import { randomUUID } from 'node:crypto';
import { type AnyTable, type Dialect, runInScope, type Scope } from '@lectern/kit';
import { afterEach, describe, expect, test } from 'vitest';
import { signerOf } from '../../src/audit/head.ts';
import { hashOf, type Sealable } from '../../src/audit/leaf.ts';
import { createAuditLog } from '../../src/audit/log.ts';
import { createAudit } from '../../src/audit/record.ts';
import * as tables from '../../src/audit/tables.ts';
import { systemClock } from '../../src/jobs/clock.ts';
import { createTables, openTestDatabase, type TestDatabase } from '../jobs/databases.ts';

const record: Sealable = {
  id: 'entry-1',
  org: 'north',
  at: new Date(Date.UTC(2026, 2, 2, 8)),
  actorKind: 'person',
  actor: 'ana',
  impersonator: null,
  session: null,
  via: 'http',
  originDigest: null,
  operation: 'courses.update',
  kind: null,
  outcome: 'done',
  target: 'tides',
  facts: { courseId: 'tides', digest: 'abc' },
  request: 'request-1',
};

test('everything that an entry says is in its leaf', () => {
  // Red for any property that is left out of leaf.ts.
  for (const key of Object.keys(record) as (keyof Sealable)[]) {
    const other = { ...record, [key]: key === 'at' ? new Date(0) : key === 'facts' ? {} : 'another' };
    expect(hashOf(other), key).not.toBe(hashOf(record));
  }
});

test('the order in which a database keeps the keys of an object is no change', () => {
  expect(hashOf({ ...record, facts: { digest: 'abc', courseId: 'tides' } })).toBe(hashOf(record));
});

describe.each<Dialect>(['sqlite', 'postgres'])('the sequencer on %s', (dialect) => {
  let opened: TestDatabase | undefined;
  afterEach(() => opened?.close());

  /** Processes that write and seal, until everything is sealed. */
  async function school(processes: number) {
    opened = await openTestDatabase(dialect);
    await createTables(opened.database, Object.values(tables) as unknown as AnyTable[]);
    const all = Array.from({ length: processes }, () => {
      const database = opened!.another();
      const parts = { database, signer: signerOf(Buffer.alloc(32, 1)), id: randomUUID, clock: systemClock };
      const log = createAuditLog({ ...parts, log: { error: () => {} } });
      const now = () => new Date();
      const audit = createAudit({ data: database, now, id: randomUUID, recorded: log.wake, policy: () => undefined });
      const act = (org: string) => {
        const scope: Scope = { actor: { kind: 'person', id: 'ana' }, org, request: 'r', via: 'http' };
        const entry = { operation: 'courses.update', kind: null, outcome: 'done', target: null, facts: {} };
        return runInScope(scope, () => database.unit(() => audit.record(entry, scope, { address: '203.0.113.9' })));
      };
      const verify = (org: string) =>
        runInScope({ actor: { kind: 'system', id: 'system' }, org, request: 'r', via: 'kernel' }, () =>
          log.port.verify(),
        );
      return { log, act, verify, database };
    });
    return { all, database: opened.database };
  }

  // Guard: with the log's row read and not held, two processes gave two entries one position, and one of them failed.
  test('of three processes that write and seal all at once one log for each organization comes about, without a gap', async () => {
    const { all, database } = await school(3);
    const sealing: Promise<number>[] = [];
    for (let round = 0; round < 20; round++) {
      await Promise.all(all.flatMap(({ act }) => [act('north'), act('south'), act('north')]));
      sealing.push(...all.map(({ log }) => log.seal()));
    }
    await Promise.all(sealing);
    const [first] = all;
    expect(await first!.verify('north')).toMatchObject({ verified: 120, fault: null });
    expect(await first!.verify('south')).toMatchObject({ verified: 60, fault: null });
    const [left] = await database.rawAll('select count(*) as n from audit_entries where position is null');
    expect(Number(left!.n)).toBe(0);
  });

  test('more than one page is sealed and gone through', async () => {
    const { all } = await school(1);
    const [{ act, verify }] = all as [(typeof all)[0]];
    for (let i = 0; i < 1_203; i += 401) await Promise.all(Array.from({ length: 401 }, () => act('north')));
    expect(await verify('north')).toMatchObject({ verified: 1_203, fault: null });
  });

  test('a record whose unit is rolled back leaves no hole', async () => {
    const { all } = await school(1);
    const [{ act, verify, database }] = all as [(typeof all)[0]];
    await act('north');
    await database
      .unit(async () => {
        await act('north');
        throw new Error('refused');
      })
      .catch(() => {});
    await act('north');
    expect(await verify('north')).toMatchObject({ verified: 2, fault: null });
  });
});
