import { type JobRun, Refusal, refuse } from '@lectern/kit';
import { errors, type Import, importFinished, type Report } from '../contract.ts';
import { importJob } from '../jobs.ts';
import type { ImportPlan } from '../plan.ts';
import * as queries from '../queries.ts';
import { carryingOut } from './carry-out.ts';
import type { collecting, ImportRecord } from './collecting.ts';
import type { InteropContext } from './context.ts';
import { fateIn, namesake, partsIn, reportOf } from './report.ts';
import type { sources } from './sources.ts';

export function running(
  ctx: InteropContext,
  collect: ReturnType<typeof collecting>,
  known: ReturnType<typeof sources>,
) {
  const { data, needs } = ctx;
  const carryOut = carryingOut(ctx, known);

  /** The end of an import is one unit: published, reported, its files forgotten, and told to others, or none of it. */
  async function finish(record: ImportRecord, courseId: string, plan: ImportPlan, files: number): Promise<void> {
    await data.unit(async () => {
      const hidden = record.publish ? await publish(courseId) : [];
      const parts = await known.partsOf(courseId);
      const source = (await data.one(queries.sourceOf, { course: courseId }))!;
      const fates = [...partsIn(plan)].map(
        ([counted, kind, key]) => [counted, fateIn(record.id, parts.get(`${kind} ${key}`)!)] as const,
      );
      const report = reportOf(
        [['courses', fateIn(record.id, source)], ...fates],
        [...(await known.notes(parts, plan)), ...(await apart(record, source.createdIn, plan)), ...hidden],
      );
      if ((await data.run(queries.finishImport, { id: record.id, report, files })) === 0) return;
      await data.run(queries.forgetFiles, { import: record.id });
      await ctx.emit(importFinished, { importId: record.id, courseId });
    });
  }
  /** That a course was made although others came from folders of this name. */
  async function apart(record: ImportRecord, createdIn: string, plan: ImportPlan): Promise<Report['lost']> {
    if (createdIn !== record.id) return [];
    const others = [...(await needs.courses.cards(record.targets[plan.course.key] ?? [])).values()];
    return others.length > 0
      ? [
          namesake(
            plan.course.key,
            others.map(({ title }) => title),
          ),
        ]
      : [];
  }
  async function publish(courseId: string): Promise<Report['lost']> {
    try {
      await data.unit(() => needs.courses.publish(courseId));
      return [];
    } catch (error) {
      if (error instanceof Refusal) return [{ at: courseId, reason: `the course was not published: ${error.message}` }];
      throw error;
    }
  }

  return {
    /** Enqueues the work. @throws interop.nothing_to_import, interop.already_running, not_found */
    async run(importId: string, shows: boolean, courseId?: string): Promise<Import> {
      const { owner, name, state } = await collect.mine(importId);
      if (state === 'done') refuse(errors.alreadyRunning);
      // Two imports of one source at once would not know of each other's course.
      for (const { id } of (await data.all(queries.holdNamed, { owner, name })).filter(
        (one) => one.state === 'started',
      ))
        if ((await collect.told(id)).state !== 'failed') refuse(errors.alreadyRunning);
      const { id: importer } = await known.importerFor(importId);
      const job = await ctx.enqueue(importJob, { importId }, { key: importId });
      await data.run(queries.startImport, {
        id: importId,
        importer,
        job,
        publish: shows,
        targets: await known.targets(importer, courseId),
      });
      return collect.told(importId);
    },

    /** The work itself. Interrupted anywhere and begun again, it ends the same. */
    async perform(importId: string, run: JobRun): Promise<void> {
      const record = await collect.record(importId);
      if (record?.state !== 'started') return;
      const importer = known.importer(record.importer);
      if (!importer) throw new Error(`no plugin brings the importer ${record.importer} any more`);
      const files = await collect.files(importId);
      const plan = await importer.plan(record.name, files);
      const { courseId, lost } = await carryOut(record, plan, files, run);
      await finish(record, courseId, { ...plan, lost: [...plan.lost, ...lost] }, (await files.list()).length);
    },
  };
}
