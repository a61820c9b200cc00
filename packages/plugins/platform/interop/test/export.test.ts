import { contentContract, contentService, type LessonText } from '@lectern/content/contract';
import { coursesContract, coursesService } from '@lectern/courses/contract';
import { mediaService } from '@lectern/media/contract';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import fc from 'fast-check';
import { expect } from 'vitest';
import { fromMarkdown } from '../../../learning/content/src/text/from-markdown.ts';
import type { Import } from '../src/contract.ts';
import { interopPlugin } from '../src/plugin.ts';
import { courseOf, exportCourse, type Folder, imported, small, svg } from './importing.ts';

const { write } = contentContract.operations;
const { get, teaching } = coursesContract.operations;

/** The exported folder as files, its bytes fetched as `lms export` does. */
async function exported(person: TestPerson, courseId: string): Promise<Folder> {
  const { files } = await person.call(exportCourse, { courseId });
  const folder: Record<string, string | Uint8Array> = {};
  for (const file of files)
    folder[file.path] =
      'text' in file
        ? file.text
        : new Uint8Array(await (await person.fetch(new URL(file.asset).pathname)).arrayBuffer());
  return folder;
}
/** All that a learner could tell apart: ids become what they stand for. */
async function contentsOf(school: TestSchool, person: TestPerson, courseId: string) {
  const { title, summary, description, language, sections } = await person.call(get, { courseId });
  const [content, media] = [school.service(contentService), school.service(mediaService)];
  return school.inside(async () => {
    const names = new Map<string, string>((await media.ofCourse(courseId)).map(({ id, digest }) => [id, digest]));
    for (const section of sections)
      for (const lesson of section.lessons) names.set(lesson.id, `${section.title}/${lesson.title}`);
    const plain = (text: LessonText | undefined) =>
      JSON.stringify(
        content.tools.readdress(text ?? { blocks: [] }, {
          lesson: (id) => names.get(id),
          asset: (id) => names.get(id),
        }),
      ).replace(/"id":"[^"]*"/g, '"id":""');
    const outline = [];
    for (const section of sections) {
      const lessons = [];
      for (const lesson of section.lessons) lessons.push([lesson.title, plain((await content.read(lesson.id))?.text)]);
      outline.push([section.title, lessons]);
    }
    return { title, summary, description, language, outline };
  });
}

testScenarios(interopPlugin, (test) => {
  test('a course that is exported and imported again is the same course', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    const first = await courseOf(marta, await imported(school, marta, 'maps', small));
    const lessonId = first.sections[1]!.lessons[0]!.id;
    const [scale] = first.sections[0]!.lessons.slice(1);
    await marta.call(write, {
      lessonId,
      markdown: [
        `Back to [field work](lesson:${scale!.id}#field-work), and **bold** _both_ \`code\`.`,
        '> [!WARNING]\n> A callout, with a list:\n>\n> 1. one\n> 2. two',
        '| a | b |\n|---|--:|\n| 1 | 2 |',
        '```js title="x"\nconst a = `b`;\n```',
        '- [x] done\n- [ ] not yet',
        '<details><summary>More</summary>\n\nInside.\n\n</details>',
        'A note[^1].\n\n[^1]: At the end.',
        '---',
        'مرحبا *بالعالم* ‮ and 你好。',
      ].join('\n\n'),
    });
    await marta.call(coursesContract.operations.update, {
      courseId: first.id,
      description: '# Markdown\n\nOn two: lines, "quoted".',
    });
    const folder = await exported(marta, first.id);
    expect(Object.keys(folder).sort()).toEqual([
      '01-the-flat-lie/01-peel-an-orange.md',
      '01-the-flat-lie/02-scale-and-silence.md',
      '01-the-flat-lie/README.md',
      '02-what-a-map-wants/01-names.md',
      '02-what-a-map-wants/README.md',
      'README.md',
      'assets/two.svg',
    ]);
    expect(folder['01-the-flat-lie/01-peel-an-orange.md']).toContain(
      '(../01-the-flat-lie/02-scale-and-silence.md#field-work)',
    );
    const again = await imported(school, marta, 'again', folder);
    expect(again.report).toMatchObject({ created: { courses: 1, sections: 2, lessons: 3, assets: 1 }, lost: [] });
    expect(await contentsOf(school, marta, again.courseId!)).toEqual(await contentsOf(school, marta, first.id));
    // And a third time, from what was made of the second: nothing is lost on the way any more but the address, for the first
    // course of this school has it.
    const third = await exported(marta, again.courseId!);
    expect({ ...third, 'README.md': String(third['README.md']).replace('slug: maps-2', 'slug: maps') }).toEqual(folder);
  });

  // What still differs: an address that another course has by then, the file's white space at both ends of a description,
  // and line separators (U+2028) in titles, which become spaces. Reading times are computed anew.
  test('courses of every kind come back as they were', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    const title = fc.oneof(
      fc.constantFrom(
        ...[
          ...['Yes: no', '# not a heading', '- dash', '[x](y)', '"quoted"', "it's", 'null', '2026', '1e3', '~', '@at'],
          ...['%', 'a/b\\c', '..', 'CON', 'لماذا يكذب المتوسط', '🍊', 'ö', '*', '&amp;', '<b>', '01-loops', 'README'],
          ...['---', 'two  spaces', 'no\u00a0break', 'x'.repeat(200)],
        ],
      ),
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
        .map((text) => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').trim())
        .filter((text) => text !== ''),
    );
    const slug = fc.option(fc.constantFrom('own-address', 'maps-2', '2026', 'straße', 'x'), { nil: undefined });
    const lesson = fc.record({
      title,
      slug,
      text: fc.constantFrom('', 'Words.', '# $', '# $\n\nWords.', '# $\n\n# Another', '# Other\n\nWords.', '## $'),
    });
    const section = fc.record({ title, lessons: fc.array(lesson, { maxLength: 4 }) });
    const course = fc.record({
      title,
      slug,
      summary: title,
      author: title,
      description: fc.constantFrom('', 'Plain.', '# A heading\n\n- and: "more"'),
      sections: fc.array(section, { maxLength: 4 }),
    });
    const courses = school.service(coursesService);
    const content = school.service(contentService);
    const all = async (courseId: string) => {
      const { id: _, status: __, minutes: ___, ...told } = await courseOf(marta, { courseId } as Import);
      const texts = await school.inside(() =>
        Promise.all(
          told.sections.flatMap(({ lessons }) => lessons.map(async ({ id }) => (await content.read(id))?.text.blocks)),
        ),
      );
      const sections = told.sections.map(({ title, lessons }) => [title, lessons.map((one) => [one.title, one.slug])]);
      return { ...told, sections, texts: texts.map((blocks) => blocks ?? []) };
    };
    for (const [n, { sections, ...given }] of fc.sample(course, { numRuns: 8, seed: 20261122 }).entries()) {
      const texts = new Map<string, LessonText>();
      const id = await school.inside(() =>
        school.server.database.unit(async () => {
          const made = await courses.create({ ...given, ...(given.slug && { slug: `${given.slug}-${n}` }) }, marta.id);
          for (const { title: name, lessons } of sections) {
            const sectionId = await courses.addSection(made.id, { title: name });
            for (const { text, ...one } of lessons) {
              const words = one.title.replace(/[\p{P}\p{S}]/gu, '\\$&');
              texts.set(await courses.addLesson(sectionId, one), fromMarkdown(text.replaceAll('$', () => words)).text);
            }
          }
          for (const [lessonId, text] of texts) await content.write(lessonId, text);
          return made.id;
        }),
      );
      const before = await all(id);
      const folder = await exported(marta, id);
      await school.inside(() => school.server.database.unit(() => courses.update(id, { slug: `moved-${n}` })));
      const again = await imported(school, marta, `again ${n}`, folder);
      expect(await all(again.courseId!), JSON.stringify({ given, sections })).toEqual(before);
    }
  });

  test('files with one name, or names that differ in case, stay apart', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    const done = await imported(school, marta, 'figures', {
      'one.md': '![a](a/Fig.svg)\n\n![b](b/fig.svg)\n\n![c](c/fig.svg)\n',
      'a/Fig.svg': svg(1),
      'b/fig.svg': svg(2),
      'c/fig.svg': svg(3),
    });
    const folder = await exported(marta, done.courseId!);
    expect(Object.keys(folder).filter((path) => path.startsWith('assets/'))).toEqual([
      'assets/Fig.svg',
      'assets/fig-2.svg',
      'assets/fig-3.svg',
    ]);
    const again = await imported(school, marta, 'again', folder);
    expect(await contentsOf(school, marta, again.courseId!)).toMatchObject({
      outline: (await contentsOf(school, marta, done.courseId!)).outline,
    });
  });

  test('only who may write a course takes it out', async (school) => {
    const [marta, ana] = [await school.person('instructor', 'Marta'), await school.person('learner', 'Ana')];
    const { courseId } = await imported(school, marta, 'maps', small, { publish: true });
    await ana.refused(exportCourse, { courseId: courseId! }, 'not_allowed');
    expect((await marta.call(teaching)).items).toHaveLength(1);
  });
});
