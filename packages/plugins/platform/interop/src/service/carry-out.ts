// A plan becomes courses: in small units of work, each whole by itself, so that an import that was interrupted anywhere
// goes on where it was. What is there already is told by the parts (tables.ts), never by memory.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Quiz } from '@lectern/assessment/contract';
import type { JobRun } from '@lectern/kit';
import type { Report } from '../contract.ts';
import type { ImportPlan, PlannedLesson, SourceFiles } from '../plan.ts';
import * as queries from '../queries.ts';
import type { PartKind } from '../tables.ts';
import { batches } from './batches.ts';
import { captionsOf, carryCaptions } from './captions.ts';
import type { ImportRecord } from './collecting.ts';
import { digestOf, type InteropContext } from './context.ts';
import { mergedOrder } from './order.ts';
import { detailsOf, digestOfLesson, resolved } from './resolved.ts';
import type { sources } from './sources.ts';

const kindOf = (quiz: Quiz | undefined) => (quiz ? 'quiz' : 'text');
type Targets = ReadonlyMap<string, string>;

export function carryingOut(ctx: InteropContext, known: ReturnType<typeof sources>) {
  const { data, needs } = ctx;
  const { courses, content, media, assessment } = needs;

  async function partsOf(courseId: string, kind: PartKind, keys: readonly string[]) {
    const rows = await data.all(queries.partsByKeys, { course: courseId, kind, keys });
    return new Map(rows.map((row) => [row.key, row]));
  }
  /** `isNew` also for what was imported before and deleted here since. */
  async function remember(
    courseId: string,
    kind: PartKind,
    part: { key: string; target: string; digest: string },
    importId: string,
    isNew: boolean,
  ) {
    const row = { course: courseId, kind, ...part, changedIn: importId };
    if (isNew) await data.run(queries.putPart, { ...row, createdIn: importId });
    else await data.run(queries.changePart, row);
  }
  /** Whoever comes second, after a lease was lost or beside another import, sees what the first has made. */
  const held = <T>(courseId: string, work: () => Promise<T>): Promise<T> =>
    data.unit(async () => {
      if ((await data.run(queries.holdSource, { course: courseId })) === 0)
        throw new Error('the course was deleted while it was being imported; start the import again');
      return work();
    });

  async function setCourse({ id }: ImportRecord, courseId: string, lessons: number): Promise<void> {
    if ((await data.run(queries.setCourse, { id, course: courseId, lessons })) === 0)
      throw new Error('another worker has begun to carry this import out');
  }
  /** @returns the id of the course, made or brought up to date */
  const course = (record: ImportRecord, plan: ImportPlan): Promise<string> =>
    data.unit(async () => {
      if (record.course) return record.course;
      const { key, slug } = plan.course;
      const given = detailsOf(plan.course);
      const digest = digestOf(given);
      const lessons = plan.sections.reduce((sum, section) => sum + section.lessons.length, 0);
      const { course: before } = await known.courseFor(plan, record.targets);
      const source = before ? await data.one(queries.sourceOf, { course: before }) : undefined;
      if (before && source) {
        await setCourse(record, before, lessons);
        const isSame = source.digest === digest;
        if (!isSame) await courses.update(before, given);
        if (!isSame || source.source !== key)
          await data.run(queries.updateSource, {
            course: before,
            source: key,
            digest,
            changedIn: isSame ? source.changedIn : record.id,
          });
        return before;
      }
      const isFree = slug !== undefined && !(await courses.findBySlug(slug));
      const { id } = await courses.create({ ...given, ...(isFree && { slug }) }, record.owner);
      await data.run(queries.insertSource, {
        course: id,
        importer: record.importer!,
        source: key,
        digest,
        createdIn: record.id,
        changedIn: record.id,
      });
      await setCourse(record, id, lessons);
      return id;
    });

  /** Sections, then lessons without text: links between lessons need all of them. */
  async function outline(
    importId: string,
    courseId: string,
    { sections }: ImportPlan,
  ): Promise<{ sections: Targets; lessons: Targets }> {
    const made = { section: new Map<string, string>(), lesson: new Map<string, string>() };
    for (const batch of batches(sections)) {
      await held(courseId, async () => {
        const there = new Set((await courses.find(courseId))!.sections.map(({ id }) => id));
        const parts = await partsOf(
          courseId,
          'section',
          batch.map(({ key }) => key),
        );
        for (const { key, title } of batch) {
          const part = parts.get(key);
          const digest = digestOf(title);
          const isThere = part && there.has(part.target);
          const target = isThere ? part.target : await courses.addSection(courseId, { title });
          made.section.set(key, target);
          if (isThere && part.digest === digest) continue;
          if (isThere) await courses.updateSection(target, { title });
          await remember(courseId, 'section', { key, target, digest }, importId, !isThere);
        }
      });
    }
    const lessons = sections.flatMap((section) =>
      section.lessons.map(({ key, title, slug, quiz }) => ({
        key,
        title,
        slug,
        kind: kindOf(quiz),
        section: section.key,
      })),
    );
    for (const batch of batches(lessons)) {
      await held(courseId, async () => {
        const parts = await partsOf(
          courseId,
          'lesson',
          batch.map(({ key }) => key),
        );
        const there = await courses.lessons([...parts.values()].map(({ target }) => target));
        for (const { key, title, slug, kind, section } of batch) {
          const part = parts.get(key);
          const isThere = part && there.has(part.target);
          const target = isThere
            ? part.target
            : await courses.addLesson(made.section.get(section)!, { title, slug, kind });
          made.lesson.set(key, target);
          if (!isThere) await remember(courseId, 'lesson', { key, target, digest: '' }, importId, true);
        }
      });
    }
    return { sections: made.section, lessons: made.lesson };
  }

  async function assets(importId: string, courseId: string, plan: ImportPlan): Promise<Targets> {
    const made = new Map<string, string>();
    for (const batch of batches(plan.assets)) {
      await held(courseId, async () => {
        const parts = await partsOf(
          courseId,
          'asset',
          batch.map(({ path }) => path),
        );
        for (const { path, captions: _, ...asset } of batch) {
          const { digest } = asset;
          const part = parts.get(path);
          const { id: target } = await media.add(courseId, asset);
          made.set(path, target);
          if (part?.digest === digest && part.target === target) continue;
          await remember(courseId, 'asset', { key: path, target, digest }, importId, !part);
        }
      });
    }
    return made;
  }

  /** After its film is a part of the course. What cannot be read is told, and tried again by the next import. */
  async function captions(
    importId: string,
    courseId: string,
    plan: ImportPlan,
    made: Targets,
    files: SourceFiles,
  ): Promise<Report['lost']> {
    const lost: Report['lost'] = [];
    for (const asset of plan.assets.filter((one) => one.captions)) {
      const target = made.get(asset.path)!;
      for (const one of await captionsOf(asset, plan, files)) {
        const { path: key, digest } = one;
        await held(courseId, async () => {
          const part = (await partsOf(courseId, 'captions', [key])).get(key);
          if (part?.digest === digest && part.target === target) return;
          const faults = await carryCaptions(needs, target, one);
          lost.push(...faults);
          if (faults.length === 0) await remember(courseId, 'captions', { key, target, digest }, importId, !part);
        });
      }
    }
    return lost;
  }

  async function texts(
    importId: string,
    courseId: string,
    lessons: readonly PlannedLesson[],
    targets: { lesson: Targets; asset: Targets },
    run: JobRun,
  ): Promise<void> {
    let done = 0;
    for (const batch of batches(lessons)) {
      run.signal.throwIfAborted();
      const ready: (Pick<PlannedLesson, 'key' | 'title'> &
        Awaited<ReturnType<typeof resolved>> & { digest: string })[] = [];
      for (const lesson of batch) {
        await nextTurn(); // a long text takes milliseconds, and the school goes on meanwhile
        const { key, title } = lesson;
        const settled = await resolved(needs, lesson, targets);
        ready.push({ key, title, ...settled, digest: digestOfLesson(title, settled) });
      }
      await held(courseId, async () => {
        const parts = await partsOf(
          courseId,
          'lesson',
          batch.map(({ key }) => key),
        );
        const changed = ready.filter(({ key, digest }) => parts.get(key)!.digest !== digest);
        const now = await courses.lessons(changed.map(({ key }) => parts.get(key)!.target));
        for (const { key, title, text, quiz, digest } of changed) {
          const part = parts.get(key)!;
          const { title: called, kind } = now.get(part.target) ?? {};
          if (called !== title || kind !== kindOf(quiz))
            await courses.updateLesson(part.target, { title, kind: kindOf(quiz) });
          await content.write(part.target, text);
          if (quiz) await assessment.write(part.target, quiz);
          await remember(courseId, 'lesson', { key, target: part.target, digest }, importId, false);
        }
      });
      done += batch.length;
      await run.progress(done, lessons.length, batch.at(-1)!.title);
    }
  }

  /** Only when the source's order changed, so that an order somebody gave here is kept. */
  async function arrange(
    courseId: string,
    plan: ImportPlan,
    made: { sections: Targets; lessons: Targets },
  ): Promise<void> {
    const planned = plan.sections.map((section) => ({
      sectionId: made.sections.get(section.key)!,
      lessonIds: section.lessons.map(({ key }) => made.lessons.get(key)!),
    }));
    const order = digestOf(planned);
    await held(courseId, async () => {
      if ((await data.one(queries.sourceOf, { course: courseId }))!.order === order) return;
      const { sections } = (await courses.find(courseId))!;
      const lessonsIn = new Map(planned.map(({ sectionId, lessonIds }) => [sectionId, lessonIds]));
      const imported = new Set(planned.flatMap(({ lessonIds }) => lessonIds));
      const wanted = mergedOrder(
        sections.map(({ id }) => id),
        [...lessonsIn.keys()],
      ).map((sectionId) => {
        const here = sections.find(({ id }) => id === sectionId)!.lessons.map(({ id }) => id);
        const mine = lessonsIn.get(sectionId) ?? [];
        return {
          sectionId,
          lessonIds: mergedOrder(
            here.filter((id) => mine.includes(id) || !imported.has(id)),
            mine,
          ),
        };
      });
      const now = sections.map(({ id, lessons }) => ({ sectionId: id, lessonIds: lessons.map((lesson) => lesson.id) }));
      if (digestOf(now) !== digestOf(wanted)) await courses.arrange(courseId, wanted);
      await data.run(queries.setOrder, { course: courseId, order });
    });
  }

  /** Everything but the end: whether it is published and what is reported. */
  return async (
    record: ImportRecord,
    plan: ImportPlan,
    files: SourceFiles,
    run: JobRun,
  ): Promise<{ courseId: string; lost: Report['lost'] }> => {
    const courseId = await course(record, plan);
    const made = await outline(record.id, courseId, plan);
    const asset = await assets(record.id, courseId, plan);
    const lost = await captions(record.id, courseId, plan, asset, files);
    const lessons = plan.sections.flatMap((section) => section.lessons);
    await texts(record.id, courseId, lessons, { lesson: made.lessons, asset }, run);
    await arrange(courseId, plan, made);
    return { courseId, lost };
  };
}
