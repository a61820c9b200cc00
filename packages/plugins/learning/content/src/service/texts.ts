import { createHash } from 'node:crypto';
import { kernelProblems, refuse } from '@lectern/kit';
import { lessonWritten, type Reading } from '../contract.ts';
import * as queries from '../queries.ts';
import { type LessonText, lessonText } from '../text/blocks.ts';
import { referencesOf } from '../text/references.ts';
import { toMarkdown } from '../text/to-markdown.ts';
import { readingMinutes } from '../text/to-plain.ts';
import type { ContentContext } from './context.ts';
import { projections } from './projections.ts';

/** What lessons say, in versions. */
export function texts(ctx: ContentContext) {
  const { data, needs } = ctx;
  const projectionOf = projections(ctx);

  async function write(lessonId: string, given: LessonText, expected?: string): Promise<number> {
    const text = lessonText.parse(given);
    const digest = createHash('sha256').update(JSON.stringify(text)).digest('hex');
    const minutes = readingMinutes(text);
    const { assets } = referencesOf(text);
    for (;;) {
      const last = await data.one(queries.latestVersion, { lesson: lessonId });
      const version = last?.version ?? 0;
      if (expected !== undefined && expected !== '*' && expected !== String(version)) refuse(kernelProblems.conflict);
      if (last?.digest === digest) return version;
      const next = { lesson: lessonId, version: version + 1, text, digest, minutes, savedAt: ctx.now() };
      // Of two who write at once one waits here, finds the number taken, and looks again.
      if ((await data.run(queries.insertVersion, next)) === 0) continue;
      await data.run(queries.forgetMedia, { lesson: lessonId });
      for (const media of assets) await data.run(queries.insertMedia, { lesson: lessonId, media });
      await needs.courses.updateLesson(lessonId, { minutes });
      await ctx.emit(lessonWritten, { lessonId, version: next.version });
      return next.version;
    }
  }

  return {
    /** @param expected the version the writer has seen, from `If-Match`. @throws changed_meanwhile when it is not the last */
    write,
    async read(lessonId: string): Promise<{ version: number; text: LessonText } | undefined> {
      const last = await data.one(queries.latest, { lesson: lessonId });
      return last && { version: last.version, text: last.text };
    },
    /** @param site as in `Call.site`. A lesson nobody has written yet is empty, version 0. */
    async reading(lessonId: string, site: string): Promise<Reading> {
      const projection = await projectionOf(lessonId, new URL(site).pathname.replace(/\/$/, ''));
      return { lessonId, ...(projection ?? { version: 0, html: '', minutes: 0, headings: [] }) };
    },
    async source(lessonId: string) {
      const last = await data.one(queries.latest, { lesson: lessonId });
      if (last)
        return {
          lessonId,
          version: last.version,
          markdown: toMarkdown(last.text),
          savedAt: last.savedAt.toISOString(),
        };
      return { lessonId, version: 0, markdown: '', savedAt: null };
    },
    async forgetLesson(lesson: string): Promise<void> {
      await data.run(queries.forgetLesson, { lesson });
      await data.run(queries.forgetMedia, { lesson });
    },
  };
}
