import type { PlacedLesson } from '@lectern/courses/contract';
import type { Reading } from '../contract.ts';
import * as queries from '../queries.ts';
import type { LessonText } from '../text/blocks.ts';
import { outlineOf } from '../text/outline.ts';
import { readdress } from '../text/references.ts';
import { type Picture, toHtml } from '../text/to-html.ts';
import type { ContentContext } from './context.ts';

type Projection = Omit<Reading, 'lessonId'>;

/** A version never changes; where its links lead may. `addresses` is what `html` was made with. */
interface Remembered {
  readonly lessons: readonly string[];
  readonly addresses: string;
  readonly projection: Projection;
}
/** Of about 20 kB each. */
const capacity = 500;

/** A text as HTML with the addresses of this school, made once per version and set of addresses. */
export function projections({ data, needs }: ContentContext) {
  const remembered = new Map<string, Remembered>();
  const keyOf = (lessonId: string, version: number) => `${lessonId} ${version}`;
  async function addressesOf(ids: readonly string[], base: string) {
    const lessons = await needs.courses.lessons(ids);
    return {
      lessons,
      addresses: JSON.stringify([base, ...ids.map((id) => addressOf(lessons.get(id), undefined, base))]),
    };
  }

  /** @returns undefined for a lesson nobody has written yet */
  return async (lessonId: string, base: string): Promise<Projection | undefined> => {
    const latest = await data.one(queries.latestVersion, { lesson: lessonId });
    if (!latest) return undefined;
    const key = keyOf(lessonId, latest.version);
    const known = remembered.get(key);
    if (known && (await addressesOf(known.lessons, base)).addresses === known.addresses) {
      remembered.delete(key); // the newest is the last to be forgotten
      remembered.set(key, known);
      return known.projection;
    }
    const made = await render((await data.one(queries.latest, { lesson: lessonId }))!, base);
    if (remembered.size >= capacity) remembered.delete(remembered.keys().next().value!);
    remembered.set(keyOf(lessonId, made.projection.version), made);
    return made.projection;
  };

  async function render(
    { version, text, minutes }: { version: number; text: LessonText; minutes: number },
    base: string,
  ): Promise<Remembered> {
    const references = referencesOf(text);
    const { lessons, addresses } = await addressesOf(references.lessons, base);
    const assets = await picturesOf(references.assets, base);
    const html = toHtml(text, {
      lesson: (id, anchor) => addressOf(lessons.get(id), anchor, base),
      asset: (id) => assets.get(id),
    });
    const headings = outlineOf(text).map(({ id, level, text: words }) => ({ id, level, text: words }));
    return { lessons: references.lessons, addresses, projection: { version, html, minutes, headings } };
  }
  async function picturesOf(ids: readonly string[], base: string): Promise<Map<string, Picture>> {
    const rows = ids.length > 0 ? await data.all(queries.assetsByIds, { ids }) : [];
    return new Map(
      rows.map(({ id, name, width, height }) => [
        id,
        {
          src: `${base}/api/content/assets/${id}/${encodeURIComponent(name)}`,
          width: width ?? undefined,
          height: height ?? undefined,
        },
      ]),
    );
  }
}

function addressOf(lesson: PlacedLesson | undefined, anchor: string | undefined, base: string): string | undefined {
  if (!lesson) return undefined;
  return `${base}/learn/${encodeURIComponent(lesson.courseSlug)}/${encodeURIComponent(lesson.slug)}${anchor ? `#${anchor}` : ''}`;
}

function referencesOf(text: LessonText): { lessons: string[]; assets: string[] } {
  const found = { lessons: new Set<string>(), assets: new Set<string>() };
  const note = (set: Set<string>) => (name: string) => {
    set.add(name);
    return name;
  };
  readdress(text, { lesson: note(found.lessons), asset: note(found.assets) });
  return { lessons: [...found.lessons], assets: [...found.assets] };
}
