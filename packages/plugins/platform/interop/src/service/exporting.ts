import { kernelProblems, refuse } from '@lectern/kit';
import { fileAddress } from '@lectern/media/contract';
import { stringify } from 'yaml';
import { changeTexts } from '../quiz-texts.ts';
import type { InteropContext } from './context.ts';

type ExportedFile = { path: string; text: string } | { path: string; asset: string };

/** A course as a folder that the Markdown importer reads back into the same course. */
export function exporting({ needs: { courses, content, media, assessment } }: InteropContext) {
  return {
    /** @param site as in `Call.site`; the bytes of files are fetched from there */
    async exportCourse(courseId: string, site: string): Promise<{ folder: string; files: ExportedFile[] }> {
      const course = (await courses.find(courseId)) ?? refuse(kernelProblems.notFound);
      const { title, slug, author, summary, description, language } = course;
      // A description without a summary beside it is read as one.
      const about = description ? { summary, description } : summary ? { summary } : {};
      const assets = named((await media.ofCourse(courseId)).map((asset) => ({ ...asset, wanted: asset.name })));
      const sections = course.sections.map((section, at) => ({
        ...section,
        folder: numbered(at, course.sections.length, fileName(section.title)),
      }));
      const lessonPaths = new Map(
        sections.flatMap(({ folder, lessons }) =>
          lessons.map(({ id, slug }, at) => [id, `${folder}/${numbered(at, lessons.length, slug)}.md`]),
        ),
      );
      const assetPaths = new Map(assets.map(({ id, path }) => [id, path]));

      // Lessons refer to each other and to files by paths from where they stand: one folder below the top.
      const address = (reference: { lesson: string; anchor?: string | undefined } | { asset: string }) => {
        const path = 'asset' in reference ? assetPaths.get(reference.asset) : lessonPaths.get(reference.lesson);
        const anchor = 'anchor' in reference && reference.anchor ? `#${reference.anchor}` : '';
        return path === undefined ? '#' : `../${path.split('/').map(encodeURIComponent).join('/')}${anchor}`;
      };
      const files: ExportedFile[] = [
        { path: 'README.md', text: settings({ title, slug, author, language, ...about }) },
      ];
      for (const section of sections) {
        files.push({ path: `${section.folder}/README.md`, text: settings({ title: section.title }) });
        for (const [at, lesson] of section.lessons.entries()) {
          const text = (await content.read(lesson.id))?.text ?? { blocks: [] };
          const markdown = content.tools.toMarkdown(text, { address });
          const about = {
            title: lesson.title,
            slug: lesson.slug,
            order: at + 1,
            // Otherwise a first heading that says the title is taken for it.
            ...(text.blocks[0]?.type === 'heading' && text.blocks[0].level === 1 && { keep_heading: true }),
          };
          const asked = lesson.kind === 'quiz' ? await assessment.read(lesson.id) : undefined;
          const tools = { ...content.tools, quiz: assessment.tools };
          files.push({
            path: lessonPaths.get(lesson.id)!,
            text: asked
              ? assessment.tools.write(markdown, await changeTexts(tools, asked.quiz, { written: { address } }), about)
              : `${settings(about)}\n${markdown}`,
          });
        }
      }
      for (const { path, ...asset } of assets) files.push({ path, asset: fileAddress(site, asset) });
      return { folder: course.slug, files };
    },
  };
}

const settings = (values: Readonly<Record<string, string | number | boolean | undefined>>): string =>
  `---\n${stringify(values, { lineWidth: 0 })}---\n`;

const numbered = (at: number, of: number, name: string) => `${String(at + 1).padStart(of > 99 ? 3 : 2, '0')}-${name}`;

const fileName = (title: string): string =>
  title
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)
    ?.join('-')
    .slice(0, 60) || 'section';

/** Two files with one name, which differ in case at most: the second gets a number. */
function named<T extends { readonly wanted: string }>(files: readonly T[]): (T & { readonly path: string })[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const [, stem = '', ending = ''] = /^(.*?)(\.[^.]*)?$/s.exec(file.wanted) ?? [];
    let path = `assets/${file.wanted}`;
    for (let n = 2; taken.has(path.toLowerCase()); n++) path = `assets/${stem}-${n}${ending}`;
    taken.add(path.toLowerCase());
    return { ...file, path };
  });
}
