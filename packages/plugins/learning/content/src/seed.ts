// The courses of the demo school, from `seed/`: one folder a course, one a section, one file a lesson.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NewMedia } from '@lectern/media/contract';
import { parse } from 'yaml';
import type { ContentContext } from './service/context.ts';
import type { Content } from './service.ts';
import type { LessonText } from './text/blocks.ts';
import { fromMarkdown } from './text/from-markdown.ts';
import { frontMatterOf } from './text/front-matter.ts';

const root = fileURLToPath(new URL('../seed/', import.meta.url));

/** Folder, and the part before the @ of whoever teaches it. The shortest is first: `tiny` takes only that. */
const demo: readonly (readonly [folder: string, teacher: string])[] = [
  ['numbers-in-the-news', 'sara'],
  ['bookbinding-by-hand', 'tomas'],
  ['how-maps-persuade', 'amara'],
  ['statistics-you-can-trust', 'marta'],
  ['sterne-ohne-fernrohr', 'jonas'],
  ['the-web-from-first-principles', 'tomas'],
];

/** Courses that are there already are left as they are. */
export async function seedCourses(content: Content, ctx: ContentContext, scale: 'tiny' | 'demo'): Promise<void> {
  const { users } = ctx.needs;
  const { items: members } = await users.list({ limit: 1 });
  for (const [folder, name] of scale === 'demo' ? demo : demo.slice(0, 1)) {
    const teacher = (await users.findByEmail(`${name}@halden.example`)) ?? members[0];
    if (teacher) await seedCourse(content, ctx, folder, teacher.id);
  }
}

interface File {
  readonly path: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly markdown: string;
}

async function seedCourse(content: Content, ctx: ContentContext, folder: string, owner: string): Promise<void> {
  const { courses, media } = ctx.needs;
  const about = await read(folder, 'README.md');
  const { slug = folder, title = folder, summary, author, language } = about.settings;
  if (await courses.findBySlug(slug)) return;

  const sections = await Promise.all(
    (await folders(folder))
      .filter((name) => /^\d/.test(name))
      .map(async (name) => {
        const files = (await filesIn(join(folder, name), '.md')).map((file) => read(folder, join(name, file)));
        const [own, ...lessons] = (await Promise.all(files)).sort(
          (a, b) =>
            Number(b.path.endsWith('README.md')) - Number(a.path.endsWith('README.md')) || (a.path < b.path ? -1 : 1),
        );
        return own?.path.endsWith('README.md')
          ? { title: own.settings.title!, lessons }
          : { title: titleOf(name), lessons: own ? [own, ...lessons] : [] };
      }),
  );
  const figures = new Map<string, NewMedia>();
  for (const name of (await folders(folder)).filter((one) => !/^\d/.test(one))) {
    for (const file of await filesIn(join(folder, name), '.svg')) {
      const bytes = await readFile(join(root, folder, name, file));
      figures.set(
        join(name, file),
        await media.receive(
          (async function* () {
            yield new Uint8Array(bytes);
          })(),
          file,
          bytes.length,
        ),
      );
    }
  }

  await ctx.data.unit(async () => {
    const course = await courses.create(
      { title, slug, summary, author, language, description: about.markdown.trim() },
      owner,
    );
    const ids = { lesson: new Map<string, string>(), asset: new Map<string, string>() };
    for (const [path, figure] of figures) ids.asset.set(path, (await media.add(course.id, figure)).id);
    for (const section of sections) {
      const sectionId = await courses.addSection(course.id, { title: section.title });
      for (const lesson of section.lessons)
        ids.lesson.set(lesson.path, await courses.addLesson(sectionId, { title: lesson.settings.title! }));
    }
    for (const lesson of sections.flatMap((section) => section.lessons))
      await content.write(ids.lesson.get(lesson.path)!, textOf(lesson));
    await courses.publish(course.id);

    function textOf({ path, markdown }: File): LessonText {
      const at = (address: string) => normalize(join(dirname(path), address));
      return fromMarkdown(markdown, {
        link: (href) => {
          const lesson = ids.lesson.get(at(href));
          return lesson ? { lesson } : { href };
        },
        image: (src) => ({ asset: ids.asset.get(at(src))! }),
      }).text;
    }
  });
}

async function read(folder: string, path: string): Promise<File> {
  const source = await readFile(join(root, folder, path), 'utf8');
  const front = frontMatterOf(source);
  return {
    path,
    settings: front ? (parse(front.text) as Record<string, string>) : {},
    markdown: source
      .split('\n')
      .slice(front?.lines ?? 0)
      .join('\n'),
  };
}
const folders = async (folder: string) =>
  (await readdir(join(root, folder), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
const filesIn = async (folder: string, ending: string) =>
  (await readdir(join(root, folder))).filter((name) => name.endsWith(ending)).sort();

/** `01-the-flat-lie` -> `The flat lie`. */
function titleOf(folder: string): string {
  const words = folder.replace(/^\d+-/, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
