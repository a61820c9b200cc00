import type { PlacedLesson } from '@lectern/courses/contract';
import { fileAddress } from '@lectern/media/contract';
import type { Reading } from '../contract.ts';
import * as queries from '../queries.ts';
import type { LessonText } from '../text/blocks.ts';
import { outlineOf } from '../text/outline.ts';
import { type References, referencesOf } from '../text/references.ts';
import { type ShownFile, toHtml } from '../text/to-html.ts';
import type { ContentContext } from './context.ts';

type Projection = Omit<Reading, 'lessonId'>;

/** A version never changes; where its links lead and what its files are called may. `world` is what `html` was made with. */
interface Remembered {
  readonly references: References;
  readonly world: string;
  readonly projection: Projection;
}
/** Of about 20 kB each. */
const capacity = 500;

/** A text as HTML with the addresses of this school, made once per version and state of what it refers to. */
export function projections({ data, needs }: ContentContext) {
  const remembered = new Map<string, Remembered>();
  const keyOf = (lessonId: string, version: number) => `${lessonId} ${version}`;

  /** @returns undefined for a lesson nobody has written yet */
  return async (lessonId: string, base: string): Promise<Projection | undefined> => {
    const latest = await data.one(queries.latestVersion, { lesson: lessonId });
    if (!latest) return undefined;
    const key = keyOf(lessonId, latest.version);
    const known = remembered.get(key);
    if (known && (await lookUp(known.references, base)).world === known.world) {
      remembered.delete(key); // the newest is the last to be forgotten
      remembered.set(key, known);
      return known.projection;
    }
    const made = await render((await data.one(queries.latest, { lesson: lessonId }))!, base);
    if (remembered.size >= capacity) remembered.delete(remembered.keys().next().value!);
    remembered.set(keyOf(lessonId, made.projection.version), made);
    return made.projection;
  };

  async function lookUp({ lessons: lessonIds, assets }: References, base: string) {
    const lessons = await needs.courses.lessons(lessonIds);
    const files = new Map(
      [...(await needs.media.many(assets))].map(([id, item]): [string, ShownFile] => [
        id,
        { ...item, src: fileAddress(base, item) },
      ]),
    );
    const world = JSON.stringify([
      base,
      ...lessonIds.map((id) => addressOf(lessons.get(id), undefined, base)),
      ...assets.map((id) => files.get(id)?.title),
    ]);
    return { lessons, files, world };
  }
  async function render(
    { version, text, minutes }: { version: number; text: LessonText; minutes: number },
    base: string,
  ): Promise<Remembered> {
    const references = referencesOf(text);
    const { lessons, files, world } = await lookUp(references, base);
    const html = toHtml(text, {
      lesson: (id, anchor) => addressOf(lessons.get(id), anchor, base),
      asset: (id) => files.get(id),
    });
    const headings = outlineOf(text).map(({ id, level, text: words }) => ({ id, level, text: words }));
    return { references, world, projection: { version, html, minutes, headings } };
  }
}

function addressOf(lesson: PlacedLesson | undefined, anchor: string | undefined, base: string): string | undefined {
  if (!lesson) return undefined;
  return `${base}/learn/${encodeURIComponent(lesson.courseSlug)}/${encodeURIComponent(lesson.slug)}${anchor ? `#${anchor}` : ''}`;
}
