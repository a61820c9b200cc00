import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Report } from '../contract.ts';
import type { ImportPlan } from '../plan.ts';
import * as queries from '../queries.ts';
import type { collecting } from './collecting.ts';
import { digestOf, type InteropContext } from './context.ts';
import { type Fate, type Kind, namesake, partsIn, reportOf } from './report.ts';
import { detailsOf, digestOfLesson, resolved } from './resolved.ts';
import type { Parts, sources } from './sources.ts';

/** Stands for what an import would make. */
const notYet = 'not-yet';

export function previewing(
  ctx: InteropContext,
  collect: ReturnType<typeof collecting>,
  known: ReturnType<typeof sources>,
) {
  const { data, needs } = ctx;
  return {
    /** What an import would do now. It reads files, so outside any unit. */
    async preview(
      importId: string,
      courseId?: string,
    ): Promise<{ importer: string; plan: ImportPlan; report: Report }> {
      const { name } = await collect.mine(importId);
      const importer = await known.importerFor(importId);
      const files = await collect.files(importId);
      const plan = await importer.plan(name, files);

      const { course: target, namesakes } = await known.courseFor(plan, await known.targets(importer.id, courseId));
      const course = target === undefined ? undefined : await needs.courses.find(target);
      const parts: Parts = course ? await known.partsOf(course.id) : new Map();
      const source = course && (await data.one(queries.sourceOf, { course: course.id }));
      const stored = new Map(
        (course ? await needs.media.ofCourse(course.id) : []).map((asset) => [asset.digest, asset.id]),
      );

      const there = new Set(
        course?.sections.flatMap((section) => [section.id, ...section.lessons.map(({ id }) => id)]),
      );
      /** What was imported and has not been deleted here since. */
      const standing = (name: string) => {
        const part = parts.get(name);
        return part && (part.kind === 'asset' || there.has(part.target)) ? part : undefined;
      };
      const lessons = plan.sections.flatMap((section) => section.lessons);
      const ids = {
        lesson: new Map(lessons.map(({ key }) => [key, standing(`lesson ${key}`)?.target ?? notYet])),
        asset: new Map(plan.assets.map(({ path, digest }) => [path, stored.get(digest) ?? notYet])),
      };
      const digests = new Map<string, string>([
        ...plan.sections.map(({ key, title }) => [`section ${key}`, digestOf(title)] as const),
        ...plan.assets.map(({ path, digest }) => [`asset ${path}`, digest] as const),
      ]);
      for (const lesson of lessons) {
        await nextTurn(); // a long text takes milliseconds, and the school goes on meanwhile
        digests.set(`lesson ${lesson.key}`, digestOfLesson(lesson.title, await resolved(needs, lesson, ids)));
      }
      const fateOf = (kind: string, key: string): Fate => {
        const part = standing(`${kind} ${key}`);
        if (!part) return 'created';
        return part.digest === digests.get(`${kind} ${key}`) ? 'unchanged' : 'updated';
      };
      const given = digestOf(detailsOf(plan.course));
      const ofCourse: Fate = !source ? 'created' : source.digest === given ? 'unchanged' : 'updated';
      const apart =
        !course && namesakes.length > 0
          ? [
              namesake(
                plan.course.key,
                namesakes.map(({ title }) => title),
              ),
            ]
          : [];
      const fates = [...partsIn(plan)].map(([counted, kind, key]): readonly [Kind, Fate] => [
        counted,
        fateOf(kind, key),
      ]);
      return {
        importer: importer.id,
        plan,
        report: reportOf([['courses', ofCourse], ...fates], [...(await known.notes(parts, plan)), ...apart]),
      };
    },
  };
}
