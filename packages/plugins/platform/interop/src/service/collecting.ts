import { kernelProblems, refuse, StorageLimitError, type StoredObject } from '@lectern/kit';
import { errors, type Import, interopContract } from '../contract.ts';
import type { SourceFiles } from '../plan.ts';
import * as queries from '../queries.ts';
import { safePath } from '../safe-path.ts';
import type { InteropContext } from './context.ts';

export interface TakenFile extends StoredObject {
  readonly path: string;
}
export type ImportRecord = NonNullable<Awaited<ReturnType<ReturnType<typeof collecting>['record']>>>;

/** Beginning an import, taking in its files, and telling how far it is. */
export function collecting(ctx: InteropContext) {
  const { data, storage } = ctx;
  const { limit = Number.POSITIVE_INFINITY } = interopContract.operations.file.spec;

  const record = (id: string) => data.one(queries.importById, { id });
  /** Imports are private to who began them. @throws not_found */
  async function mine(importId: string) {
    const found = await record(importId);
    return found && found.owner === ctx.scope().actor.id
      ? found
      : refuse(kernelProblems.notFound, { pointer: '/importId' });
  }
  async function collectingStill(importId: string) {
    const found = await mine(importId);
    return found.state === 'collecting' ? found : refuse(errors.alreadyRunning);
  }

  async function told(importId: string): Promise<Import> {
    const row = (await record(importId))!;
    const job = row.state === 'started' && row.job ? await ctx.jobs.find(row.job) : undefined;
    const files =
      row.state === 'done' ? row.files : ((await data.one(queries.countFiles, { import: importId }))?.files ?? 0);
    const card = row.course ? (await ctx.needs.courses.cards([row.course])).get(row.course) : undefined;
    const { id, name, importer, report } = row;
    return {
      id,
      name,
      importer,
      state: row.state === 'started' ? stateOf(job?.state) : row.state,
      files,
      done: row.state === 'done' ? row.lessons : (job?.done ?? 0),
      total: row.state === 'done' ? row.lessons : (job?.total ?? 0),
      note: job?.note ?? null,
      courseId: card?.id ?? null,
      courseSlug: card?.slug ?? null,
      report,
      error: job?.error ?? null,
      createdAt: row.createdAt.toISOString(),
    };
  }

  return {
    record,
    mine,
    told,
    async start(name: string): Promise<Import> {
      const id = ctx.id();
      await data.run(queries.insertImport, { id, owner: ctx.scope().actor.id, name, createdAt: ctx.now() });
      return told(id);
    },
    /** Outside any unit: a body may take as long as its sender likes. */
    async take(importId: string, given: string, body: AsyncIterable<Uint8Array>): Promise<TakenFile> {
      const path =
        safePath(given) ??
        refuse(errors.unsafePath, {
          pointer: '/path',
          detail: 'A path is relative, without . and .. and control characters, such as basics/loops.md.',
        });
      await collectingStill(importId);
      const stored = await storage.put(body, { limit }).catch((error: unknown) => {
        if (error instanceof StorageLimitError)
          return refuse(kernelProblems.tooLarge, {
            detail: `A file of an import has at most ${Math.floor(limit / 1e6)} MB.`,
          });
        throw error;
      });
      return { path, ...stored };
    },
    /** The same path twice is the later one. */
    async keep(importId: string, file: TakenFile): Promise<void> {
      await collectingStill(importId);
      await data.run(queries.putFile, { import: importId, ...file });
    },
    async files(importId: string): Promise<SourceFiles> {
      const rows = await data.all(queries.filesOf, { import: importId });
      const byPath = new Map(rows.map((row) => [row.path, row]));
      return {
        list: async () => rows,
        async read(path, first) {
          const file = byPath.get(path);
          const range = first && file && file.size > first ? { start: 0, end: first - 1 } : undefined;
          const stored = file && (await storage.get(file.digest, range));
          if (!stored) throw new Error(`${path} is not among the files of import ${importId}`);
          const chunks: Uint8Array[] = [];
          for await (const chunk of stored.body) chunks.push(chunk);
          return Buffer.concat(chunks);
        },
      };
    },
  };
}

function stateOf(job: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | undefined): Import['state'] {
  if (job === 'waiting' || job === 'running') return job;
  // `done` cannot be: the import is done in the unit that ends the job's work.
  return job === 'done' ? 'running' : 'failed';
}
