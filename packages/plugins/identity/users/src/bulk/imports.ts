// Imports as people see them: handed in, looked at, begun, reported, forgotten.
import { type Call, type JobState, kernelProblems, keysOf, pageFrom, refuse } from '@lectern/kit';
import type { z } from 'zod';
import {
  type bulkOperations,
  errors,
  type Import,
  type ImportColumn,
  type ImportRemark,
  importedColumnSlot,
  inviterSlot,
  noCounts,
} from '../contract.ts';
import { createBatches } from './batch.ts';
import { faultOf, type Knowable, mappingOf, targetsOf } from './columns.ts';
import { rowsOf } from './csv/read.ts';
import { createSniffer, type Dialect, delimiterOf, headBytes } from './csv/sniff.ts';
import { csvLine } from './csv/write.ts';
import type { BulkContext, BulkParts } from './parts.ts';
import { storable } from './person-row.ts';
import * as queries from './queries.ts';
import { createRunner, importPeople } from './run.ts';
import type { ImportRow } from './stored.ts';

type Operations = typeof bulkOperations;
type Run = z.output<Operations['runImport']['spec']['input']>;
type Way = Omit<z.output<Operations['readImport']['spec']['input']>, 'importId'>;
type ReportPage = z.output<Operations['importReport']['spec']['input']>;

/** What was found in the beginning of a file. */
type Found = Dialect & Pick<ImportRow, 'columns' | 'sample'>;
const sampleRows = 5;
const mostColumns = 500;
const longestSample = 200;
const shortened = (cell: string) => storable(cell.slice(0, longestSample));
/** A file nobody ran is forgotten after so many days, the report of one after as many more. */
const kept = { files: 7, imports: 30 } as const;
const day = 86_400_000;

export function createBulk(ctx: BulkContext, parts: BulkParts) {
  const { data } = ctx;
  const knowable = async (): Promise<Knowable> => ({
    fields: await parts.fields.fieldsOf(),
    columns: ctx.fills(importedColumnSlot),
  });
  const runner = createRunner(ctx, createBatches(ctx, parts), knowable);

  const row = async (importId: string): Promise<ImportRow> =>
    (await data.one(queries.find, { id: importId })) ?? refuse(kernelProblems.notFound, { pointer: '/importId' });
  /** An import and the job at work on it. Both end in one unit, so behind a job that ended the import is read again. */
  async function withJob(stored: ImportRow): Promise<{ stored: ImportRow; working?: JobState | undefined }> {
    if (stored.state !== 'started' || !stored.job) return { stored };
    const working = await ctx.jobs.find(stored.job);
    if (working?.state === 'waiting' || working?.state === 'running') return { stored, working };
    const since = (await data.one(queries.find, { id: stored.id })) ?? stored;
    return since.job === stored.job ? { stored: since, working } : withJob(since);
  }
  async function told(read: ImportRow, known: Knowable): Promise<Import> {
    const { stored, working } = await withJob(read);
    const { job, state, bytes, bytesRead, startedBy, site, locale, granted, file, createdAt, finishedAt, ...rest } =
      stored;
    // A job that is done and an import that is not: it was cancelled between two batches, or its file is gone.
    const now = state === 'started' ? (working?.state ?? 'failed') : state;
    return {
      ...rest,
      bytes,
      state: now === 'done' && state === 'started' ? 'failed' : now,
      targets: targetsOf(known),
      fraction: state === 'done' ? 1 : Math.min(1, bytes === 0 ? 0 : bytesRead / bytes),
      error: now === 'failed' ? (working?.error ?? 'It stopped. Begin it again: what is done stays.') : null,
      kept: file !== null,
      createdAt: createdAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    };
  }
  const tell = async (importId: string) => told(await row(importId), await knowable());
  /** @throws users.import_runs */
  async function resting(importId: string): Promise<ImportRow> {
    const stored = await row(importId);
    if (stored.state === 'started' && ['waiting', 'running'].includes((await told(stored, await knowable())).state))
      refuse(errors.importRuns);
    return stored;
  }

  /** Outside every unit. @param at pointer to what was said of it; empty is the body as a whole (RFC 6901, 5). @throws users.no_table */
  async function look(digest: string, dialect: Dialect, at: string): Promise<Found> {
    const head = await ctx.storage.get(digest, { start: 0, end: headBytes - 1 });
    if (!head) return refuse(errors.importForgotten);
    const known = await knowable();
    const rows: (readonly string[])[] = [];
    try {
      for await (const { cells } of rowsOf(head.body, dialect)) if (rows.push(cells) > sampleRows + 1) break;
    } catch {
      // The head may end within a row; a file that is broken later says so when it is run.
    }
    // The last row may be half a row. A header alone is a table all the same.
    const [headers, ...first] = rows;
    const flaw = !headers
      ? 'There is no line in it.'
      : headers.length > mostColumns
        ? `Its first line has ${headers.length} cells; at most ${mostColumns} columns are read. Is the character between cells right?`
        : headers.every((header) => header.trim() === '') && 'Its first line names no column.';
    if (!headers || flaw)
      return refuse(errors.noTable, { pointer: at, ...(flaw && { detail: flaw }), facts: { line: 1 } });
    const columns = mappingOf(
      headers.map((header) => shortened(header.trim())),
      known,
    );
    return {
      ...dialect,
      columns,
      sample: first.slice(0, sampleRows).map((cells) => cells.map(shortened)),
    };
  }
  const withoutSecrets = (sample: string[][], columns: readonly ImportColumn[], { columns: others }: Knowable) => {
    const secret = new Set(others.filter((one) => one.secret).map(({ target }) => target));
    return sample.map((cells) => cells.map((cell, i) => (secret.has(columns[i]?.target ?? '') ? '' : cell)));
  };

  return {
    ...runner,

    /** Outside every unit: the bytes into storage, looked at on their way. */
    async receive(body: AsyncIterable<Uint8Array>): Promise<Found & { digest: string; size: number }> {
      const sniffer = createSniffer();
      const watched = async function* () {
        for await (const chunk of body) {
          sniffer.see(chunk);
          yield chunk;
        }
      };
      const { digest, size } = await ctx.storage.put(watched());
      const encoding = sniffer.encoding();
      const dialect: Dialect = { encoding, delimiter: delimiterOf(sniffer.head, encoding) };
      const found = await look(digest, dialect, '');
      return { ...found, digest, size };
    },
    async start(name: string, { digest, size, ...found }: Found & { digest: string; size: number }, call: Call) {
      const id = ctx.id();
      await data.run(queries.add, {
        id,
        name,
        startedBy: call.actor.kind === 'person' ? call.actor.id : null,
        file: digest,
        bytes: size,
        ...found,
        sample: withoutSecrets(found.sample, found.columns, await knowable()),
        state: 'ready',
        job: null,
        key: 'email',
        dryRun: false,
        invite: false,
        site: null,
        locale: null,
        granted: [],
        rows: 0,
        bytesRead: 0,
        counts: noCounts,
        stopped: null,
        createdAt: ctx.now(),
        finishedAt: null,
      });
      return tell(id);
    },

    /** Outside every unit. */
    async lookAgain(importId: string, { encoding, delimiter }: Way): Promise<Found> {
      const stored = await resting(importId);
      if (stored.file === null) return refuse(errors.importForgotten);
      const way = { encoding: encoding ?? stored.encoding, delimiter: delimiter ?? stored.delimiter };
      return look(stored.file, way, delimiter === undefined ? '/encoding' : '/delimiter');
    },
    async readAs(importId: string, { sample, ...found }: Found) {
      await resting(importId);
      const shown = withoutSecrets(sample, found.columns, await knowable());
      await data.run(queries.readAs, { id: importId, ...found, sample: shown });
      return tell(importId);
    },

    /** @param site `call.certainSite()` @throws users.column_unknown, users.column_twice, users.no_key_column, users.cannot_invite, users.import_runs, users.import_forgotten */
    async begin(importId: string, asked: Omit<Run, 'importId'>, call: Call, site: string | undefined) {
      const stored = await resting(importId);
      if (stored.file === null) refuse(errors.importForgotten);
      const known = await knowable();
      const { key, dryRun, invite, locale = null } = asked;
      const columns = stored.columns.map(({ header, target }, i) => ({
        header,
        target: asked.columns ? (asked.columns[i] ?? null) : target,
      }));
      const fault = faultOf(columns, key, known);
      if (fault) refuse(errors[fault.code], { pointer: '/columns', detail: fault.reason, facts: fault.facts });
      if (invite && (site === undefined || ctx.fills(inviterSlot).length === 0))
        refuse(errors.cannotInvite, { pointer: '/invite' });
      const granted: string[] = [];
      for (const { target, permission } of known.columns)
        if (permission === undefined || (await ctx.can(permission))) granted.push(target);
      const job = await ctx.enqueue(importPeople, { importId });
      await data.run(queries.forgetRemarks, { import: importId });
      await data.run(queries.begin, {
        id: importId,
        job,
        columns,
        key,
        dryRun,
        invite,
        locale,
        granted,
        site: site ?? null,
        startedBy: call.actor.kind === 'person' ? call.actor.id : null,
        counts: noCounts,
      });
      return tell(importId);
    },

    tell,
    async latest({ cursor, limit }: { cursor?: string | undefined; limit: number }) {
      const [before = '~'] = keysOf(cursor)?.map(String) ?? [];
      const { items, next } = pageFrom(await data.all(queries.latest, { before, rows: limit + 1 }), limit, ({ id }) => [
        id,
      ]);
      const known = await knowable();
      const shown: Import[] = [];
      for (const item of items) shown.push(await told(item, known));
      return { items: shown, next };
    },
    async report({ importId, cursor, limit, refused = false }: ReportPage) {
      await row(importId);
      const [line = -1, place = -1] = keysOf(cursor)?.map(Number) ?? [];
      const rows = await data.all(queries.remarksAfter, {
        import: importId,
        line,
        place,
        onlyRefused: Number(refused),
        rows: limit + 1,
      });
      const page = pageFrom(rows, limit, (last) => [last.line, last.place]);
      const items = page.items.map(({ import: _, place: __, ...remark }): ImportRemark => remark);
      return { items, next: page.next };
    },
    /** A file in memory of a page of rows, as long as somebody reads it. */
    async refused(importId: string): Promise<{ name: string; lines: AsyncIterable<string> }> {
      const { name, columns } = await row(importId);
      const lines = async function* () {
        // The mark makes Excel read it as UTF-8.
        yield `\uFEFF${csvLine([...columns.map(({ header }) => header), 'reason'])}`;
        for (let at = { line: -1, place: -1 }; ; ) {
          const page = await data.all(queries.remarksAfter, { import: importId, ...at, onlyRefused: 1, rows: 200 });
          const text = page
            .map(({ cells, reason }) => csvLine([...columns.map((_, i) => cells[i] ?? ''), reason]))
            .join('');
          if (text !== '') yield text;
          const last = page.at(-1);
          if (!last || page.length < 200) return;
          at = { line: last.line, place: last.place };
        }
      };
      return { name, lines: lines() };
    },

    async cancel(importId: string) {
      const { job, state } = await row(importId);
      if (state === 'started' && job) {
        await ctx.jobs.cancel(job);
        await data.run(queries.end, { id: importId, job, state: 'cancelled', stopped: null, now: ctx.now() });
      }
      return tell(importId);
    },
    async remove(importId: string) {
      await resting(importId);
      await data.run(queries.forgetRemarks, { import: importId });
      await data.run(queries.remove, { id: importId });
      return { done: true } as const;
    },
    async sweep() {
      const before = (days: number) => ({ before: new Date(ctx.now().getTime() - days * day) });
      await data.run(queries.forgetFiles, before(kept.files));
      await data.run(queries.forgetImports, before(kept.imports));
    },
  };
}
export type Bulk = ReturnType<typeof createBulk>;
