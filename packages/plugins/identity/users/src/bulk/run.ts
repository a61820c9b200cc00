// The work of an import: the file as a stream, in batches, each with the place that it reached. A process that is killed
// goes on behind the last batch that is on the disk, so no row is done twice.

import { type JobRun, job } from '@lectern/kit';
import { z } from 'zod';
import { because, stoppedBecause } from '../contract/import-reasons.ts';
import { type ImportCounts, inviterSlot, noCounts } from '../contract.ts';
import { type Batches, type Orders, type Outcome, Overtaken, type Remark } from './batch.ts';
import type { Knowable } from './columns.ts';
import { BrokenCsv, type CsvRow, rowsOf } from './csv/read.ts';
import type { BulkContext } from './parts.ts';
import { createRowReader, type Fault, type PersonRow, remarkOf } from './person-row.ts';
import * as queries from './queries.ts';
import { createSeen } from './seen.ts';
import type { ImportRow } from './stored.ts';

export const importPeople = job('users.import', z.object({ importId: z.string() }), {
  title: { en: 'Bring in people from a file', ar: 'إدخال أشخاص من ملف' },
});

/** Rows of one unit of work: about 20 ms on SQLite, in which others wait with their own. */
const batchRows = 250;
/** It is the wrong file, or the wrong columns. */
const mostRefused = 100_000;

interface Batch {
  readonly persons: PersonRow[];
  readonly refused: (Fault & { readonly row: CsvRow })[];
  rows: number;
}
const emptyBatch = (): Batch => ({ persons: [], refused: [], rows: 0 });

export function createRunner(ctx: BulkContext, batches: Batches, knowable: () => Promise<Knowable>) {
  const { data } = ctx;

  async function perform(importId: string, run: JobRun): Promise<void> {
    const stored = await data.one(queries.find, { id: importId });
    // Cancelled, removed, or begun anew by another job since.
    if (stored?.state !== 'started' || stored.job !== run.id || stored.file === null) return;
    const file = await ctx.storage.get(stored.file);
    if (!file) throw new Error('the file of this import is not in storage any more');
    const known = await knowable();
    const columns = known.columns.filter(({ target }) => stored.columns.some((column) => column.target === target));
    const orders = ordersOf(stored, columns);
    const secret = new Set(columns.filter((column) => column.secret).map(({ target }) => target));
    const read = createRowReader(stored.columns, {
      ...known,
      columns: columns.map((column) => (isGranted(stored, column) ? column : { ...column, read: mayNot })),
    });
    const seen = createSeen();
    const progress = { rows: stored.rows, bytes: 0, counts: stored.counts as ImportCounts };
    let stopped: ImportRow['stopped'] = null;
    let batch = emptyBatch();

    /** In order of the file; a batch that is on the disk already is only remembered. */
    function take(row: CsvRow): void {
      const judged = read(row);
      if ('fault' in judged) return void batch.refused.push({ row, ...judged.fault });
      const { email, externalId } = judged.person;
      const keys = [email && `@${email}`, externalId && `#${externalId}`].filter((key) => !!key) as string[];
      const twice = keys.map((key) => seen.add(key));
      if (twice.includes(true)) batch.refused.push({ row, ...because('twice') });
      else batch.persons.push(judged.person);
    }
    async function flush(): Promise<void> {
      run.signal.throwIfAborted();
      if (batch.rows === 0) return;
      const { persons, refused, rows } = batch;
      batch = emptyBatch();
      const done = await commit(persons, refused, progress.rows + rows);
      if (!done) throw new DOMException('the import goes on elsewhere', 'AbortError');
      progress.rows += rows;
      progress.counts = done;
      await run.progress(Math.min(progress.bytes, stored!.bytes), stored!.bytes);
    }
    /** @returns the counts until here; undefined when somebody else is at it, or nobody is to be */
    async function commit(
      persons: PersonRow[],
      refused: Batch['refused'],
      rows: number,
      tries = 0,
    ): Promise<ImportCounts | undefined> {
      const prepared = await batches.prepare(persons, orders);
      try {
        return await data.unit(async () => {
          const outcome = await batches.run(persons, orders, prepared);
          const counts = added(progress.counts, outcome.counts, refused.length);
          const at = { id: importId, job: run.id, from: progress.rows, rows, bytesRead: progress.bytes, counts };
          if ((await data.run(queries.advance, at)) === 0) throw overtaken;
          const remarks = remarksOf(outcome, refused);
          if (remarks.length > 0) await data.run(queries.remarkAll, { rows: remarks });
          return counts;
        });
      } catch (error) {
        if (error === overtaken) return undefined;
        if (error instanceof Overtaken && tries < 3) return commit(persons, refused, rows, tries + 1);
        throw error;
      }
    }
    const remarksOf = ({ remarks }: Outcome, refused: Batch['refused']) => {
      const rows = [
        ...refused.map((one) => remarkOf({ ...one, refused: true }, stored.columns, secret)),
        ...remarks.map(({ person, ...one }: Remark) => remarkOf({ ...one, row: person.row }, stored.columns, secret)),
      ];
      return rows.map((row, place) => ({ ...row, import: importId, place }));
    };

    const bytes = counted(file.body, (count) => {
      progress.bytes += count;
    });
    let toPass = stored.rows;
    let header = true;
    try {
      for await (const row of rowsOf(bytes, stored)) {
        if (header) {
          header = false;
          continue;
        }
        take(row);
        if (toPass > 0) {
          if (--toPass === 0 || toPass % batchRows === 0) batch = emptyBatch();
          continue;
        }
        batch.rows++;
        if (batch.rows < batchRows) continue;
        await flush();
        if (progress.counts.refused < mostRefused) continue;
        stopped = {
          line: row.line,
          ...stoppedBecause('too_many_refused', { rows: mostRefused }),
        };
        break;
      }
    } catch (error) {
      if (!(error instanceof BrokenCsv)) throw error;
      stopped = { line: error.line, ...error.why };
    }
    await flush();
    await run.finish(async () => {
      const end = { id: importId, job: run.id, state: 'done', stopped, now: ctx.now() } as const;
      if ((await data.run(queries.end, end)) === 1 && !stored.dryRun)
        await data.run(queries.forgetFile, { id: importId });
    });
  }

  function ordersOf(stored: ImportRow, columns: Orders['columns']): Orders {
    const placeOf = (...targets: string[]) => {
      const at = stored.columns.findIndex(({ target }) => target !== null && targets.includes(target));
      return at < 0 ? undefined : at;
    };
    const [inviter] = ctx.fills(inviterSlot);
    return {
      key: stored.key,
      places: {
        email: placeOf('email'),
        externalId: placeOf('externalId'),
        name: placeOf('name', 'lastName', 'firstName'),
      },
      columns,
      importedBy: stored.startedBy,
      dryRun: stored.dryRun,
      locale: stored.locale,
      invite: stored.invite && inviter && stored.site !== null ? { by: inviter, site: stored.site } : undefined,
    };
  }
  return { perform };
}

const overtaken = new Error('another worker is at this import');
const isGranted = ({ granted }: ImportRow, { target, permission }: { target: string; permission?: string }) =>
  permission === undefined || granted.includes(target);
const mayNot = () => ({ refused: because('not_granted') });

function added(before: ImportCounts, more: ImportCounts, refused: number): ImportCounts {
  const sum = Object.fromEntries(
    (Object.keys(noCounts) as (keyof ImportCounts)[]).map((key) => [key, before[key] + more[key]]),
  ) as ImportCounts;
  return { ...sum, refused: sum.refused + refused };
}
async function* counted(bytes: AsyncIterable<Uint8Array>, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    count(chunk.byteLength);
    yield chunk;
  }
}
