import { setTimeout as elsewhere } from 'node:timers/promises';
import { currentScope, runInScope, system } from '@lectern/kit';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/data/database.ts';
import { bothDatabases } from './databases.ts';
import { record, recordedIds } from './school.ts';

const failing = (code: string) => expect.objectContaining({ code });
const duplicate = (database: Database) => database.run(record, { id: 0 });

describe.each(bothDatabases)('a unit of work on $dialect', ({ open }) => {
  const openWithOneRecord = async (options: Parameters<typeof open>[0] = { strict: true }) => {
    const database = await open(options);
    await database.run(record, { id: 0 });
    return database;
  };

  it('commits whole', async () => {
    const database = await openWithOneRecord();
    const answer = await database.unit(async () => {
      await database.run(record, { id: 1 });
      await database.run(record, { id: 2 });
      return 'done';
    });
    expect(answer).toBe('done');
    expect(await recordedIds(database)).toEqual([0, 1, 2]);
  });

  it('leaves nothing when it throws', async () => {
    const database = await openWithOneRecord();
    const unit = database.unit(async () => {
      await database.run(record, { id: 1 });
      throw new Error('changed my mind');
    });
    await expect(unit).rejects.toThrow('changed my mind');
    expect(await recordedIds(database)).toEqual([0]);
  });

  it('keeps what a nested unit did, and loses it when only the nested unit fails', async () => {
    const database = await openWithOneRecord();
    await database.unit(async () => {
      await database.unit(() => database.run(record, { id: 1 }));
      await database
        .unit(async () => {
          await database.run(record, { id: 2 });
          await duplicate(database);
        })
        .catch(() => {});
      await database.run(record, { id: 3 });
    });
    expect(await recordedIds(database)).toEqual([0, 1, 3]);
  });

  // Guard removed on purpose: without `line.idle` in `statement`, record 2 was acknowledged and went with the savepoint.
  it('makes its statements wait while a nested unit is open, so that its rollback takes only its own', async () => {
    const database = await openWithOneRecord();
    await database.unit(async () => {
      const nested = database.unit(async () => {
        await database.run(record, { id: 1 });
        await database.unit(async () => {});
        await duplicate(database);
      });
      await Promise.all([nested.catch(() => {}), database.run(record, { id: 2 })]);
    });
    expect(await recordedIds(database)).toEqual([0, 2]);
  });

  it('is doomed by a failed statement, also when somebody caught it', async () => {
    const database = await openWithOneRecord();
    const swallowed = database.unit(async () => {
      await duplicate(database).catch(() => {});
    });
    await expect(swallowed).rejects.toThrow(/unique/i);
    const continued = database.unit(async () => {
      await duplicate(database).catch(() => {});
      await database.run(record, { id: 1 });
    });
    await expect(continued).rejects.toEqual(failing('unit-failed'));
    expect(await recordedIds(database)).toEqual([0]);
  });

  it.each([true, false])('refuses a statement that nobody awaited (strict: %s)', async (strict) => {
    const database = await openWithOneRecord({ strict });
    const forgetful = database.unit(async () => {
      void database.run(record, { id: 1 });
    });
    if (strict || database.dialect === 'postgres') await expect(forgetful).rejects.toEqual(failing('unit-not-awaited'));
    else await forgetful; // it ran before the unit ended, and is part of it
    const nested = database.unit(async () => {
      void database.unit(() => database.run(record, { id: 2 }));
    });
    await expect(nested).rejects.toEqual(failing('unit-not-awaited'));
    expect(await recordedIds(database)).not.toContain(2);
  });

  it('finds, in tests, a promise that nobody awaited although its statement has long run', async () => {
    const database = await openWithOneRecord();
    const forgetful = database.unit(async () => {
      void database.run(record, { id: 1 });
      await database.run(record, { id: 2 });
      await database.run(record, { id: 3 });
    });
    await expect(forgetful).rejects.toEqual(failing('unit-not-awaited'));
    const nested = database.unit(async () => {
      void database.unit(() => database.run(record, { id: 4 }));
      await database.run(record, { id: 5 });
      await database.unit(async () => {});
    });
    await expect(nested).rejects.toEqual(failing('unit-not-awaited'));
  });

  // Guard removed on purpose: without waiting for what is under way, the forgotten savepoint came after the rollback of the
  // one around it, and on Postgres its own rollback then aborted the whole transaction.
  it('goes on after a nested unit that forgot one of its own', async () => {
    const database = await openWithOneRecord();
    await database.unit(async () => {
      const forgetful = database.unit(async () => {
        void database.unit(() => database.run(record, { id: 1 }));
      });
      await expect(forgetful).rejects.toEqual(failing('unit-not-awaited'));
      await database.run(record, { id: 2 });
    });
    expect(await recordedIds(database)).toEqual([0, 2]);
  });

  it('refuses a statement that comes after it has ended', async () => {
    const database = await openWithOneRecord();
    let late: Promise<unknown> | undefined;
    await database.unit(async () => {
      late = elsewhere(5).then(() => database.run(record, { id: 1 }));
      late.catch(() => {}); // heard below: on a busy machine the unit ends later than this
    });
    await expect(late).rejects.toEqual(failing('unit-ended'));
    expect(await recordedIds(database)).toEqual([0]);
  });

  // Guard removed on purpose: without `watch` in `wait`, units that awaited something at their end were committed.
  it.each([
    ['a timer', () => elsewhere(1)],
    ['the event loop', () => new Promise((resolve) => setImmediate(resolve))],
    ['a module', () => import('node:zlib').then(() => import('node:fs/promises')).then(({ stat }) => stat('.'))],
  ])('finds, in tests, that it awaited %s instead of the database', async (_, wait) => {
    const database = await openWithOneRecord();
    const atTheEnd = database.unit(async () => {
      await database.run(record, { id: 1 });
      await wait();
    });
    await expect(atTheEnd).rejects.toEqual(failing('unit-awaited-elsewhere'));
    const atTheBeginning = database.unit(async () => {
      await wait();
      await database.run(record, { id: 1 });
    });
    await expect(atTheBeginning).rejects.toEqual(failing('unit-awaited-elsewhere'));
    const nested = database.unit(() => database.unit(async () => void (await wait())));
    await expect(nested).rejects.toEqual(failing('unit-awaited-elsewhere'));
    expect(await recordedIds(database)).toEqual([0]);
  });

  it('rolls back after its time is over, lets others go on, and refuses what it still tries', async () => {
    const database = await openWithOneRecord({ unitTimeoutMs: 1_000 });
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const after: unknown[] = [];
    let nestedEnded: Promise<unknown> | undefined;
    const hanging = database.unit(async () => {
      await database.run(record, { id: 1 });
      nestedEnded = database.unit(async () => {
        await database.run(record, { id: 2 });
        await held;
        await database.run(record, { id: 3 }).catch((error: unknown) => after.push(error));
      });
      await nestedEnded;
      await database.run(record, { id: 4 });
    });
    await expect(hanging).rejects.toEqual(failing('unit-timeout'));
    await database.unit(() => database.run(record, { id: 5 }));
    expect(after, 'the other one hangs still').toEqual([]);
    letGo();
    await expect(nestedEnded).rejects.toThrow();
    expect(after).toEqual([failing('unit-ended')]);
    await database.unit(() => database.run(record, { id: 6 }));
    expect(await recordedIds(database)).toEqual([0, 5, 6]);
  });

  // Guard removed on purpose: without `attempt.over` in `control` the late one rolled the savepoint of the other unit back.
  it('that outlasted its time cannot touch the savepoints of the unit that came after it', async () => {
    const database = await openWithOneRecord({ unitTimeoutMs: 1_000, max: 1 });
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    let late: Promise<unknown> | undefined;
    const hanging = database.unit(async () => {
      late = database.unit(async () => {
        await held;
        throw new Error('late');
      });
      await late;
    });
    await expect(hanging).rejects.toEqual(failing('unit-timeout'));
    await database.unit(() =>
      database.unit(async () => {
        await database.run(record, { id: 1 });
        letGo();
        await expect(late).rejects.toThrow('late');
        await database.run(record, { id: 2 });
      }),
    );
    expect(await recordedIds(database)).toEqual([0, 1, 2]);
  });

  describe('has effects that', () => {
    it('run after the commit, in order, outside the unit and in the scope that asked', async () => {
      const database = await openWithOneRecord();
      const seen: unknown[] = [];
      const note = (name: string) => () => seen.push([name, database.inUnit(), currentScope()?.org]);
      const scope = { actor: system, request: 'r', via: 'kernel' } as const;
      await runInScope({ ...scope, org: 'outer' }, () =>
        database.unit(async () => {
          database.afterCommit(note('first'));
          await database.unit(async () => {
            await database.run(record, { id: 1 });
            runInScope({ ...scope, org: 'inner' }, () => database.afterCommit(note('second')));
          });
          database.afterCommit(note('third'));
          await database.run(record, { id: 2 });
          expect(seen).toEqual([]);
        }),
      );
      expect(seen).toEqual([
        ['first', false, 'outer'],
        ['second', false, 'inner'],
        ['third', false, 'outer'],
      ]);
    });

    it('see what was committed and may open units', async () => {
      const database = await openWithOneRecord();
      const { promise, resolve } = Promise.withResolvers<number[]>();
      await database.unit(async () => {
        await database.run(record, { id: 1 });
        database.afterCommit(async () => {
          await database.unit(() => database.run(record, { id: 2 }));
          resolve(await recordedIds(database));
        });
      });
      expect(await promise).toEqual([0, 1, 2]);
    });

    it('never run for what was rolled back', async () => {
      const database = await openWithOneRecord();
      const seen: string[] = [];
      await database.unit(async () => {
        await database
          .unit(async () => {
            database.afterCommit(() => seen.push('nested'));
            await duplicate(database);
          })
          .catch(() => {});
        database.afterCommit(() => seen.push('outer'));
      });
      await database
        .unit(async () => {
          database.afterCommit(() => seen.push('refused'));
          await duplicate(database);
        })
        .catch(() => {});
      expect(seen).toEqual(['outer']);
    });

    it('cannot take the commit back by failing', async () => {
      const faults: unknown[] = [];
      const database = await openWithOneRecord({ onEffectError: (error) => faults.push(error) });
      const seen: string[] = [];
      await database.unit(async () => {
        await database.run(record, { id: 1 });
        database.afterCommit(() => {
          throw new Error('mail server is down');
        });
        database.afterCommit(async () => {
          throw new Error('so is the other one');
        });
        database.afterCommit(() => seen.push('third'));
      });
      expect(seen).toEqual(['third']);
      expect(await recordedIds(database)).toEqual([0, 1]);
      expect(faults.map((error) => (error as Error).message)).toEqual(['mail server is down', 'so is the other one']);
    });

    it('belong in a unit', async () => {
      const database = await openWithOneRecord();
      expect(() => database.afterCommit(() => {})).toThrow('belongs in a unit of work');
    });
  });
});
