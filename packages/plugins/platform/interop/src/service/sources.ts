import type { CourseCard } from '@lectern/courses/contract';
import { kernelProblems, refuse } from '@lectern/kit';
import { errors, type Importer, importerSlot, type Report } from '../contract.ts';
import type { ImportPlan } from '../plan.ts';
import * as queries from '../queries.ts';
import { type PartKind, type Targets, toldCourse } from '../tables.ts';
import type { InteropContext } from './context.ts';
import { partsIn, vanished } from './report.ts';
import { likeness } from './same-source.ts';

/** By kind and key: `lesson basics/loops.md`. */
export type Parts = ReadonlyMap<
  string,
  {
    readonly kind: PartKind;
    readonly key: string;
    readonly target: string;
    readonly digest: string;
    readonly createdIn: string;
    readonly changedIn: string;
  }
>;

/** What is known of where courses came from. */
export function sources(ctx: InteropContext) {
  const { data, needs } = ctx;
  return {
    /** The importer that knows these names best. @throws interop.nothing_to_import */
    async importerFor(importId: string): Promise<Importer> {
      const paths = (await data.all(queries.filesOf, { import: importId })).map(({ path }) => path);
      const ranked = ctx.fills(importerSlot).map((importer) => ({ importer, sure: importer.recognises(paths) }));
      const [best] = ranked.filter(({ sure }) => sure > 0).sort((a, b) => b.sure - a.sure);
      return best?.importer ?? refuse(errors.nothingHere);
    },
    importer: (id: string | null) => ctx.fills(importerSlot).find((importer) => importer.id === id),

    /**
     * Courses that came through this importer and that the caller may write: source -> courses, oldest first.
     *
     * @throws not_found when none of them is the one that was told
     */
    async targets(importer: string, told: string | undefined): Promise<Targets> {
      const rows = await data.all(queries.writableSources, { importer, ranges: await ctx.visible('course.write') });
      if (told !== undefined && !rows.some(({ course }) => course === told))
        refuse(kernelProblems.notFound, { pointer: '/courseId' });
      if (told !== undefined) return { [toldCourse]: [told] };
      return Object.fromEntries(
        [...Map.groupBy(rows, ({ source }) => source)].map(([source, courses]) => [
          source,
          courses.map(({ course }) => course),
        ]),
      );
    },
    /**
     * The course that these files are a later state of, and all others from folders of this name. The newer of two that are
     * equally like it.
     */
    async courseFor(
      plan: ImportPlan,
      targets: Targets,
    ): Promise<{ course: string | undefined; namesakes: CourseCard[] }> {
      const told = targets[toldCourse];
      const candidates = told ?? targets[plan.course.key] ?? [];
      const there = await needs.courses.cards(candidates);
      if (told) return { course: told.find((one) => there.has(one)), namesakes: [] };
      let best: { course: string; likeness: number } | undefined;
      for (const course of candidates.filter((one) => there.has(one))) {
        const rows = await data.all(queries.partsOf, { course });
        const lessons = new Set(rows.filter(({ kind }) => kind === 'lesson').map(({ key }) => key));
        const like = likeness(lessons, plan);
        if (like !== undefined && like >= (best?.likeness ?? 0)) best = { course, likeness: like };
      }
      return { course: best?.course, namesakes: [...there.values()].filter(({ id }) => id !== best?.course) };
    },
    async partsOf(courseId: string): Promise<Parts> {
      const rows = await data.all(queries.partsOf, { course: courseId });
      return new Map(rows.map((part) => [`${part.kind} ${part.key}`, part]));
    },
    /** What the importer lost, and lessons that the source no longer has. */
    async notes(parts: Parts, plan: ImportPlan): Promise<Report['lost']> {
      const planned = new Set([...partsIn(plan)].map(([, kind, key]) => `${kind} ${key}`));
      const gone = [...parts.values()].filter(({ kind, key }) => kind === 'lesson' && !planned.has(`lesson ${key}`));
      const kept = await needs.courses.lessons(gone.map(({ target }) => target));
      return [...plan.lost, ...gone.filter(({ target }) => kept.has(target)).map(({ key }) => vanished(key))];
    },
  };
}
