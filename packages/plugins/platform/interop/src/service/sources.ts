import { refuse } from '@lectern/kit';
import { errors, type Importer, importerSlot, type Report } from '../contract.ts';
import type { ImportPlan } from '../plan.ts';
import * as queries from '../queries.ts';
import type { PartKind } from '../tables.ts';
import type { InteropContext } from './context.ts';
import { partsIn, vanished } from './report.ts';

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

    /** Courses that came through this importer and that the caller may write: source -> course. */
    async targets(importer: string): Promise<Record<string, string>> {
      const rows = await data.all(queries.writableSources, { importer, ranges: await ctx.visible('course.write') });
      return Object.fromEntries(rows.map(({ source, course }) => [source, course]));
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
