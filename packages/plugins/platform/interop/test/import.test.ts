// A folder of Markdown through the public door: what becomes of it the first time, the second, changed, renamed, interrupted by others.
import { contentContract } from '@lectern/content/contract';
import { coursesContract } from '@lectern/courses/contract';
import { type TestProblem, testPlugin } from '@lectern/server/testing';
import { expect, vi } from 'vitest';
import { interopPlugin } from '../src/plugin.ts';
import {
  collected,
  courseOf,
  get,
  imported,
  lessonsOf,
  outlineOf,
  plan,
  run,
  send,
  small,
  start,
  svg,
  textOf,
} from './importing.ts';

const { read, write } = contentContract.operations;
const { addLesson, arrange, removeLesson } = coursesContract.operations;

testPlugin(
  interopPlugin,
  (test) => {
    test('a folder of Markdown becomes a course, with its links and pictures', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      await school.events();
      const done = await imported(school, marta, 'maps', small, { publish: true });
      expect(done).toMatchObject({
        state: 'done',
        importer: 'markdown',
        files: 5,
        done: 3,
        total: 3,
        courseSlug: 'maps',
        error: null,
      });
      expect(done.report).toEqual({
        created: { courses: 1, sections: 2, lessons: 3, assets: 1 },
        updated: {},
        unchanged: {},
        lost: [],
      });
      const course = await courseOf(marta, done);
      expect(course).toMatchObject({
        title: 'Maps',
        summary: 'Every map leaves out nearly everything.',
        language: 'en',
        author: 'Marta',
        status: 'published',
      });
      expect(outlineOf(course)).toEqual([
        ['The flat lie', 'Peel an orange', 'Scale and silence'],
        ['What a map wants', 'Names'],
      ]);
      const lessons = lessonsOf(course);
      const { html } = await marta.call(read, { lessonId: lessons.get('Peel an orange')! });
      expect(html).toContain('href="/learn/maps/scale-and-silence#field-work"');
      expect(html).toContain('href="/learn/maps/names"');
      const [, picture] = /src="([^"]+two\.svg)"/.exec(html)!;
      expect(await (await marta.fetch(picture!)).text()).toBe(small['figures/two.svg']);
      const events = (await school.events()).map(({ name }) => name);
      expect(events.filter((name) => name === 'import.finished')).toHaveLength(1);
      expect(events.at(-1)).toBe('import.finished');
      expect(
        await school.inside(() =>
          school.server.database.unit(() => school.server.database.rawAll('select path from import_files')),
        ),
      ).toEqual([]);
    });

    test('the same folder again changes nothing', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const first = await imported(school, marta, 'maps', small);
      const before = await courseOf(marta, first);
      await school.events();
      const second = await imported(school, marta, 'maps', small);
      expect(second.report).toEqual({
        created: {},
        updated: {},
        unchanged: { courses: 1, sections: 2, lessons: 3, assets: 1 },
        lost: [],
      });
      expect(second.courseId).toBe(first.courseId);
      expect(await courseOf(marta, second)).toEqual(before);
      expect((await school.events()).map(({ name }) => name)).toEqual(['import.finished']);
      for (const lessonId of lessonsOf(before).values()) expect((await textOf(school, lessonId))?.version).toBe(1);
    });

    test('a file that changed makes exactly one new version', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const course = await courseOf(marta, await imported(school, marta, 'maps', small));
      const changed = await imported(school, marta, 'maps', {
        ...small,
        '02-what-a-map-wants/names.md': 'A name is a claim, always.\n',
      });
      expect(changed.report).toEqual({
        created: {},
        updated: { lessons: 1 },
        unchanged: { courses: 1, sections: 2, lessons: 2, assets: 1 },
        lost: [],
      });
      const versions = [];
      for (const [title, id] of lessonsOf(course)) versions.push([title, (await textOf(school, id))?.version]);
      expect(versions).toEqual([
        ['Peel an orange', 1],
        ['Scale and silence', 1],
        ['Names', 2],
      ]);
    });

    test('another picture under the same name changes the lessons that show it', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      await imported(school, marta, 'maps', small);
      const changed = await imported(school, marta, 'maps', { ...small, 'figures/two.svg': svg(200) });
      expect(changed.report).toEqual({
        created: {},
        updated: { lessons: 1, assets: 1 },
        unchanged: { courses: 1, sections: 2, lessons: 2 },
        lost: [],
      });
      const lessonId = lessonsOf(await courseOf(marta, changed)).get('Peel an orange')!;
      expect((await marta.call(read, { lessonId })).html).toContain('width="200"');
    });

    // A film of 200 MB was read into memory to see what it is.
    test('of a large file only the beginning is read, of a large drawing all of it', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const padding = '<!-- '.padEnd(400_000, 'x');
      const ending = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${padding} -->${inside}</svg>`;
      const importId = await collected(marta, 'large', {
        'a.md': '[film](film.bin) ![a](fine.svg) ![b](runs.svg)',
        'film.bin': new Uint8Array(3_000_000),
        'fine.svg': ending(''),
        'runs.svg': ending('<script>1</script>'),
      });
      const { storage } = school.server;
      const read: (number | undefined)[] = [];
      const get = storage.get.bind(storage);
      const spy = vi.spyOn(storage, 'get').mockImplementation((digest, range) => {
        read.push(range?.end);
        return get(digest, range);
      });
      const { report } = await marta.call(plan, { importId });
      spy.mockRestore();
      expect(report.lost.map(({ reason }) => reason)).toEqual([
        'runs.svg is not carried: the drawing holds a script element',
      ]);
      expect(report.created).toMatchObject({ assets: 2 });
      expect(read.filter((end) => end === undefined)).toHaveLength(3); // the lesson and both drawings
      expect(read.filter((end) => end !== undefined)).toEqual([262_143, 262_143, 262_143]);
    });

    test('a new title and summary are taken over', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      await imported(school, marta, 'maps', small);
      const changed = await imported(school, marta, 'maps', {
        ...small,
        'README.md': '---\ntitle: How Maps Persuade\n---\n',
        '01-the-flat-lie/02-scale.md': '# Scale\n\n## Field work\n\nWalk round one block.\n',
      });
      expect(changed.report).toEqual({
        created: {},
        updated: { courses: 1, lessons: 1 },
        unchanged: { sections: 2, lessons: 2, assets: 1 },
        lost: [],
      });
      expect(outlineOf(await courseOf(marta, changed))).toEqual([
        ['The flat lie', 'Peel an orange', 'Scale'],
        ['What a map wants', 'Names'],
      ]);
      expect((await courseOf(marta, changed)).title).toBe('How Maps Persuade');
    });

    // Known by its name alone, the second folder made its lessons part of the first course and renamed it.
    test('another folder of the same name becomes a course of its own, unless somebody says which it is', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const theirs = { 'README.md': '---\ntitle: Knots\n---\n', 'a/bowline.md': 'A loop.', 'a/hitch.md': 'A hitch.' };
      const first = await imported(school, marta, 'course', small);
      const second = await imported(school, marta, 'course', theirs);
      const reason = 'another folder of this name is the course "Maps"; this one is a course of its own';
      expect(second.report).toEqual({
        created: { courses: 1, sections: 1, lessons: 2 },
        updated: {},
        unchanged: {},
        lost: [{ at: 'course', reason }],
      });
      expect(second.courseId).not.toBe(first.courseId);
      // Each again changes nothing, and one that grew is still itself.
      for (const [folder, course] of [
        [small, first],
        [theirs, second],
      ] as const) {
        const again = await imported(school, marta, 'course', folder);
        expect(again).toMatchObject({ courseId: course.courseId, report: { created: {}, updated: {}, lost: [] } });
      }
      const grown = await imported(school, marta, 'course', { ...theirs, 'a/splice.md': 'A splice.' });
      expect(grown).toMatchObject({ courseId: second.courseId, report: { created: { lessons: 1 }, lost: [] } });

      // Renamed as a whole it is told which course it is, and known by the new name from then on.
      const renamed = { 'b/bowline.md': 'A loop.', 'b/hitch.md': 'A hitch.' };
      const importId = await collected(marta, 'knots', renamed);
      const into = { importId, courseId: second.courseId! };
      expect((await marta.call(plan, into)).report.created).toEqual({ sections: 1, lessons: 2 });
      await marta.refused(run, { importId, courseId: 'nothing-here' }, 'not_found');
      await marta.call(run, into);
      await school.work();
      expect(await marta.call(get, { importId })).toMatchObject({ state: 'done', courseId: second.courseId });
      expect(await imported(school, marta, 'knots', renamed)).toMatchObject({ courseId: second.courseId });
    });

    test('a lesson that is no longer in the source is kept, and named', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      await imported(school, marta, 'maps', small);
      const { '02-what-a-map-wants/names.md': _, '01-the-flat-lie/01-peel-an-orange.md': orange, ...rest } = small;
      const fewer = await imported(school, marta, 'maps', {
        ...rest,
        '01-the-flat-lie/01-peel-an-orange.md': String(orange).replace(
          '[names](../02-what-a-map-wants/names.md)',
          'names',
        ),
      });
      expect(fewer.report).toMatchObject({
        updated: { lessons: 1 },
        unchanged: { lessons: 1 },
        lost: [{ at: '02-what-a-map-wants/names.md', reason: 'it is no longer in the source; the lesson is kept' }],
      });
      expect(outlineOf(await courseOf(marta, fewer))).toEqual([
        ['The flat lie', 'Peel an orange', 'Scale and silence'],
        ['What a map wants', 'Names'],
      ]);
    });

    test('a new lesson comes where the source has it, and what was made here stays where it is', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const first = await imported(school, marta, 'maps', small);
      const course = await courseOf(marta, first);
      await marta.call(addLesson, { sectionId: course.sections[0]!.id, title: 'My own' });
      const own = (await courseOf(marta, first)).sections[0]!.lessons.map(({ id }) => id) as [string, string, string];
      await marta.call(arrange, {
        courseId: course.id,
        order: [
          { sectionId: course.sections[0]!.id, lessonIds: [own[0], own[2], own[1]] },
          { sectionId: course.sections[1]!.id, lessonIds: course.sections[1]!.lessons.map(({ id }) => id) },
        ],
      });
      await imported(school, marta, 'maps', small);
      expect(outlineOf(await courseOf(marta, first))[0]).toEqual([
        'The flat lie',
        'Peel an orange',
        'My own',
        'Scale and silence',
      ]);
      const more = await imported(school, marta, 'maps', {
        ...small,
        '01-the-flat-lie/the-peel.md': '---\norder: 1.5\n---\nIt tears.\n',
      });
      expect(more.report).toMatchObject({ created: { lessons: 1 }, unchanged: { lessons: 3 } });
      expect(outlineOf(await courseOf(marta, first))[0]).toEqual([
        'The flat lie',
        'Peel an orange',
        'My own',
        'The peel',
        'Scale and silence',
      ]);
    });

    test('an order that somebody gave here is kept while the source keeps its own', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const first = await imported(school, marta, 'maps', small);
      const course = await courseOf(marta, first);
      const backwards = course.sections
        .toReversed()
        .map(({ id, lessons }) => ({ sectionId: id, lessonIds: lessons.map((lesson) => lesson.id).toReversed() }));
      const arranged = await marta.call(arrange, { courseId: course.id, order: backwards });
      await imported(school, marta, 'maps', small);
      expect(outlineOf(await courseOf(marta, first))).toEqual(outlineOf(arranged));
    });

    test('what was written here stands until its source changes', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const first = await imported(school, marta, 'maps', small);
      const lessonId = lessonsOf(await courseOf(marta, first)).get('Names')!;
      await marta.call(write, { lessonId, markdown: 'My own words.' });
      await imported(school, marta, 'maps', small);
      expect((await marta.call(read, { lessonId })).html).toContain('My own words.');
      await imported(school, marta, 'maps', { ...small, '02-what-a-map-wants/names.md': 'Changed.\n' });
      expect(await marta.call(read, { lessonId })).toMatchObject({
        version: 3,
        html: expect.stringContaining('Changed.'),
      });
    });

    test('a lesson that was deleted here comes back with the next import', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const first = await imported(school, marta, 'maps', small);
      const lessonId = lessonsOf(await courseOf(marta, first)).get('Names')!;
      await marta.call(removeLesson, { lessonId });
      await school.deliver();
      const again = await imported(school, marta, 'maps', small);
      expect(again.report).toMatchObject({
        created: { lessons: 1 },
        updated: { lessons: 1 },
        unchanged: { lessons: 1 },
      });
      expect(outlineOf(await courseOf(marta, again))[1]).toEqual(['What a map wants', 'Names']);
    });

    test('what it would do is what it then does, and telling changes nothing', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const changes = [
        small,
        small,
        { ...small, '02-what-a-map-wants/names.md': 'New.\n', 'figures/two.svg': svg(300), '03-new/one.md': 'One.\n' },
      ];
      for (const folder of changes) {
        const importId = await collected(marta, 'maps', folder);
        await school.events();
        const foretold = await marta.call(plan, { importId });
        expect(await school.events()).toEqual([]);
        await marta.call(run, { importId });
        await school.work();
        expect((await marta.call(get, { importId })).report).toEqual(foretold.report);
      }
      const importId = await collected(marta, 'maps', small);
      expect((await marta.call(plan, { importId })).tree).toEqual({
        title: 'Maps',
        sections: [
          {
            title: 'The flat lie',
            lessons: [
              { title: 'Peel an orange', path: '01-the-flat-lie/01-peel-an-orange.md', minutes: 1 },
              { title: 'Scale and silence', path: '01-the-flat-lie/02-scale.md', minutes: 1 },
            ],
          },
          {
            title: 'What a map wants',
            lessons: [{ title: 'Names', path: '02-what-a-map-wants/names.md', minutes: 1 }],
          },
        ],
      });
    });

    test('an import is its owner’s, and a course is changed only by who may', async (school) => {
      const [marta, ben, owner] = [
        await school.person('instructor', 'Marta'),
        await school.person('learner', 'Ben'),
        await school.person('owner', 'Solveig'),
      ];
      const importId = await collected(marta, 'maps', small);
      await owner.refused(get, { importId }, 'not_found');
      await owner.refused(run, { importId }, 'not_found');
      expect((await send(owner, importId, 'a.md', 'x')).status).toBe(404);
      await ben.refused(start, { name: 'maps' }, 'not_allowed');
      await marta.call(run, { importId });
      await school.work();
      // The owner of the school may write the course: the same source is the same course.
      const { courseId } = await marta.call(get, { importId });
      expect((await imported(school, owner, 'maps', small)).courseId).toBe(courseId);
    });

    test('paths that climb, confuse or break are refused', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const { id } = await marta.call(start, { name: 'hostile' });
      const hostile = [
        '../up.md',
        'a/../../up.md',
        '/etc/passwd',
        'C:/x.md',
        'c:x.md',
        'a\\b.md',
        'a//b.md',
        './a.md',
        'a/.',
        'a/',
        'a\u0000.md',
        'a\n.md',
        'a\u202egpj.md',
        `${'x'.repeat(256)}.md`,
        Array(40).fill('a').join('/'),
      ];
      for (const path of hostile) {
        const answer = await send(marta, id, path, 'x');
        // NUL and broken characters are refused before any plugin sees them.
        const code = path.includes('\0') ? 'invalid_input' : 'interop.unsafe_path';
        expect([path, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([path, 422, code]);
      }
      for (const path of ['a b/c (1).md', 'größe.md', 'دليل/درس.md', '..a.md', 'a/..b.md', '.hidden.md'])
        expect((await send(marta, id, path, 'x')).status).toBe(200);
      expect(await marta.call(get, { importId: id })).toMatchObject({ state: 'collecting', files: 6 });
    });

    test('a name in two spellings of Unicode is one file, and links find it', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const done = await imported(school, marta, 'cafe', {
        'cafe\u0301.md': 'First.\n',
        'caf\u00e9.md': 'Second, see [two](zwei.md).\n',
        'zwei.md': 'Back to [one](cafe\u0301.md).\n',
      });
      expect(done.report).toMatchObject({ created: { lessons: 2 }, lost: [] });
    });

    test('files that are no course are refused before anything begins', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const importId = await collected(marta, 'pictures', { 'a.svg': svg(10) });
      await marta.refused(run, { importId }, 'interop.nothing_to_import');
      await marta.refused(plan, { importId }, 'interop.nothing_to_import');
      expect(await marta.call(get, { importId })).toMatchObject({ state: 'collecting' });
    });

    test('an import runs once', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const importId = await collected(marta, 'maps', small);
      expect(await marta.call(run, { importId })).toMatchObject({ state: 'waiting', files: 5 });
      await marta.refused(run, { importId }, 'interop.already_running');
      expect((await send(marta, importId, 'late.md', 'x')).status).toBe(409);
      await school.work();
      await marta.refused(run, { importId }, 'interop.already_running');
      expect(await marta.call(get, { importId })).toMatchObject({ state: 'done' });
    });

    test('of two imports of one source that are started at once, one is told to wait', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const ids = [await collected(marta, 'maps', small), await collected(marta, 'maps', small)];
      const told = await Promise.all(
        ids.map((importId) =>
          marta.call(run, { importId }).then(
            ({ state }) => state,
            (problem: TestProblem) => problem.code,
          ),
        ),
      );
      expect(told.sort()).toEqual(['interop.already_running', 'waiting']);
      await school.work();
      for (const importId of ids)
        if ((await marta.call(get, { importId })).state === 'collecting') await marta.call(run, { importId });
      await school.work();
      const courses = await Promise.all(ids.map(async (importId) => (await marta.call(get, { importId })).courseId));
      expect(new Set(courses).size).toBe(1);
    });
  },
  {
    data: async (school, owner) => {
      await collected(owner, 'to be planned', small);
      await imported(school, owner, 'done', small);
    },
  },
);
