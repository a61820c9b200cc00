import { cursorOf } from '@lectern/kit/contract';
import { type TestPerson, testPlugin } from '@lectern/server/testing';
import { expect } from 'vitest';
import { type Course, type CourseCard, coursesContract, coursesService } from '../src/contract.ts';
import { coursesPlugin } from '../src/plugin.ts';

const {
  list,
  teaching,
  find,
  get,
  create,
  update,
  publish,
  unpublish,
  remove,
  addSection,
  updateSection,
  removeSection,
  addLesson,
  updateLesson,
  removeLesson,
  arrange,
} = coursesContract.operations;

type CoursesPage = { items: CourseCard[]; next: string | null };
const titles = (course: Course) =>
  course.sections.map(({ title, lessons }) => [title, ...lessons.map((lesson) => lesson.title)]);
const orderOf = (course: Course) =>
  course.sections.map(({ id, lessons }) => ({ sectionId: id, lessonIds: lessons.map((lesson) => lesson.id) }));

/** `outline({ Looking: ['One', 'Two'] })` */
async function courseWith(teacher: TestPerson, title: string, outline: Record<string, string[]>): Promise<Course> {
  const course = await teacher.call(create, { title });
  for (const [section, lessons] of Object.entries(outline)) {
    const { id } = await teacher.call(addSection, { courseId: course.id, title: section });
    for (const lesson of lessons) await teacher.call(addLesson, { sectionId: id, title: lesson });
  }
  return teacher.call(get, { courseId: course.id });
}
async function publishedCourse(teacher: TestPerson, title: string): Promise<Course> {
  const course = await courseWith(teacher, title, { Only: ['First'] });
  return teacher.call(publish, { courseId: course.id });
}

testPlugin(coursesPlugin, (test) => {
  test('a course begins as a draft that only its teachers see', async (school) => {
    const [marta, ben, ana, visitor] = await Promise.all([
      school.person('instructor', 'Marta'),
      school.person('instructor', 'Ben'),
      school.person('learner', 'Ana'),
      school.person('visitor'),
    ]);
    const course = await marta.call(create, { title: 'Statistics You Can Trust', summary: 'Question a poll.' });
    expect(course).toMatchObject({
      slug: 'statistics-you-can-trust',
      author: 'Marta',
      status: 'draft',
      language: 'en',
      lessons: 0,
      minutes: 0,
      sections: [],
    });
    expect(await marta.call(find, { slug: course.slug })).toEqual({ ...course, descriptionHtml: '' });
    for (const stranger of [ana, visitor]) {
      await stranger.refused(get, { courseId: course.id }, 'not_found');
      await stranger.refused(find, { slug: course.slug }, 'not_found');
      expect(await stranger.call(list)).toEqual({ items: [], next: null });
    }
    // An instructor of the whole school may write every course; a learner may not write hers.
    expect((await ben.call(teaching)).items.map(({ id }) => id)).toEqual([course.id]);
    expect((await ana.call(teaching)).items).toEqual([]);
    await ana.refused(update, { courseId: course.id, title: 'Mine' }, 'not_allowed');
  });

  test('what is written about a course stands on its page as HTML, and nothing in it acts', async (school) => {
    const marta = await school.person('instructor');
    const description = '# Bring along\n\n- a *pencil*\n\n<script>alert(1)</script> [there](javascript:alert(1))';
    const { slug } = await marta.call(create, { title: 'Maps', description });
    expect(await marta.call(find, { slug })).toMatchObject({
      description,
      descriptionHtml:
        '<h3>Bring along</h3>\n<ul>\n<li>a <em>pencil</em></li>\n</ul>\n' +
        '<p>&lt;script&gt;alert(1)&lt;/script&gt; <a>there</a></p>\n',
    });
  });

  test('whoever makes a course teaches it, also without a role in the school', async (school) => {
    const ana = await school.person('learner', 'Ana');
    const course = await school.inside(() =>
      school.server.database.unit(() => school.service(coursesService).create({ title: 'Sourdough' }, ana.id)),
    );
    expect((await ana.call(update, { courseId: course.id, summary: 'Flour, water, time.' })).summary).toBe(
      'Flour, water, time.',
    );
    expect((await ana.call(teaching)).items.map(({ title }) => title)).toEqual(['Sourdough']);
    await ana.refused(create, { title: 'Another' }, 'not_allowed');
  });

  test('a course is shown once it has a lesson', async (school) => {
    const [marta, visitor] = await Promise.all([school.person('instructor'), school.person('visitor')]);
    const { id: courseId } = await marta.call(create, { title: 'Maps' });
    await marta.refused(publish, { courseId }, 'courses.nothing_to_publish');
    const { id: sectionId } = await marta.call(addSection, { courseId, title: 'The flat lie' });
    await marta.call(addLesson, { sectionId, title: 'Peel an orange' });
    await school.events();
    const published = await marta.call(publish, { courseId });
    expect(published).toMatchObject({ status: 'published', publishedAt: expect.any(String) });
    expect(await marta.call(publish, { courseId })).toEqual(published);
    expect(await school.events()).toEqual([{ name: 'course.published', payload: { courseId } }]);
    expect((await visitor.call(get, { courseId })).sections[0]!.lessons[0]!.title).toBe('Peel an orange');
    await marta.call(unpublish, { courseId });
    await visitor.refused(get, { courseId }, 'not_found');
  });

  test('addresses come from titles and stay apart', async (school) => {
    const marta = await school.person('instructor');
    const slugs = [];
    for (const title of ['Maps', 'Maps!', 'maps', 'Maps 2']) slugs.push((await marta.call(create, { title })).slug);
    expect(slugs).toEqual(['maps', 'maps-2', 'maps-3', 'maps-2-2']);
    const problem = await marta.refused(create, { title: 'Atlas', slug: 'maps' }, 'courses.slug_taken');
    expect(problem).toMatchObject({ status: 409, pointer: '/slug' });
    const atlas = await marta.call(create, { title: 'Atlas' });
    await marta.refused(update, { courseId: atlas.id, slug: 'maps-3' }, 'courses.slug_taken');
    expect((await marta.call(update, { courseId: atlas.id, slug: 'atlas', title: 'The Atlas' })).slug).toBe('atlas');
    const arabic = await marta.call(create, { title: 'لماذا يكذب المتوسط', language: 'ar' });
    expect((await marta.call(find, { slug: arabic.slug })).id).toBe(arabic.id);
  });

  test('the address of a lesson is its own within the course', async (school) => {
    const marta = await school.person('instructor');
    const course = await courseWith(marta, 'Maps', { One: ['Introduction', 'Introduction'], Two: ['Introduction'] });
    expect(course.sections.flatMap(({ lessons }) => lessons.map(({ slug }) => slug))).toEqual([
      'introduction',
      'introduction-2',
      'introduction-3',
    ]);
    const other = await courseWith(marta, 'Atlas', { One: ['Introduction'] });
    expect(other.sections[0]!.lessons[0]!.slug).toBe('introduction');
  });

  // With a look and then an insert without `on conflict do nothing`, Postgres answered 500.
  test('ten courses with one title made at once get ten addresses', async (school) => {
    const marta = await school.person('instructor');
    const made = await Promise.all(Array.from({ length: 10 }, () => marta.call(create, { title: 'Maps' })));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(10);
  });

  // Without holding the course first, all ten had one place on Postgres.
  test('ten lessons added at once have ten places and are all counted', async (school) => {
    const marta = await school.person('instructor');
    const course = await courseWith(marta, 'Maps', { One: [] });
    const sectionId = course.sections[0]!.id;
    await Promise.all(Array.from({ length: 10 }, (_, i) => marta.call(addLesson, { sectionId, title: `Lesson ${i}` })));
    const [rows, after] = [
      await school.server.database.rawAll('select position from lessons'),
      await marta.call(get, { courseId: course.id }),
    ];
    expect(new Set(rows.map(({ position }) => position)).size).toBe(10);
    expect(after).toMatchObject({ lessons: 10 });
  });

  // Compared by the moment alone, of courses published in one millisecond a page lost those behind its end.
  test('the shelf is newest first in pages, and a page goes on where the one before ended', async (school) => {
    const [marta, visitor] = await Promise.all([school.person('instructor'), school.person('visitor')]);
    const names = ['Atlas', 'Bread', 'Cloth', 'Dance', 'Earth'];
    const made = [];
    for (const title of names) made.push(await courseWith(marta, title, { Only: ['First'] }));
    const [atlas, bread, cloth, dance, earth] = made.map(({ id }) => id);
    await marta.call(create, { title: 'A draft, newer than all' });
    const shelf = async (search?: string) => {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: CoursesPage = await visitor.call(list, {
          limit: 2,
          ...(search && { search }),
          ...(cursor && { cursor }),
        });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      }
      return seen;
    };
    for (const courseId of [cloth, atlas, earth]) await marta.call(publish, { courseId: courseId! });
    // In one moment, as by a script: then the newer course comes first.
    await school.inside(() =>
      school.server.database.unit(() =>
        school.server.database.rawAll(
          `update courses set published_at = '2026-02-01T08:00:00.000Z' where status = 'published' returning id`,
        ),
      ),
    );
    expect(await shelf()).toEqual([earth, cloth, atlas]);
    for (const courseId of [dance, bread]) {
      school.advance({ seconds: 1 });
      await marta.call(publish, { courseId: courseId! });
    }
    expect(await shelf()).toEqual([bread, dance, earth, cloth, atlas]);
    // Changing a course does not bring it to the front, showing it again does.
    await marta.call(update, { courseId: atlas!, title: 'An atlas of bread' });
    expect(await shelf('bread')).toEqual([bread, atlas]);
    school.advance({ seconds: 1 });
    await marta.call(unpublish, { courseId: atlas! });
    await marta.call(publish, { courseId: atlas! });
    expect(await shelf('bread')).toEqual([atlas, bread]);
  });

  test('a cursor that no page gave begins at the top', async (school) => {
    const [marta, visitor] = await Promise.all([school.person('instructor'), school.person('visitor')]);
    await publishedCourse(marta, 'Maps');
    for (const keys of [[], ['maps', 'crs-1'], [1e300, 'x'], [-1e15, 'x'], [8.64e15, 'x']]) {
      const { items } = await visitor.call(list, { cursor: cursorOf(...keys) });
      expect(items, JSON.stringify(keys)).toHaveLength(1);
    }
  });

  test('courses are found by the beginning of words in title and summary', async (school) => {
    const [marta, visitor] = await Promise.all([school.person('instructor'), school.person('visitor')]);
    const maps = await publishedCourse(marta, 'How Maps Persuade');
    await publishedCourse(marta, 'Bookbinding by Hand');
    await marta.call(update, { courseId: maps.id, summary: 'Take an argument apart with an orange.' });
    const found = async (search: string) => (await visitor.call(list, { search })).items.map(({ title }) => title);
    expect(await found('persu')).toEqual(['How Maps Persuade']);
    expect(await found('maps orange')).toEqual(['How Maps Persuade']);
    expect(await found('maps thread')).toEqual([]);
    expect(await found(`"'; drop table courses --`)).toEqual([]);
    expect(await found('   ')).toHaveLength(2);
  });

  test('lessons move between sections, and what may be done with them moves along', async (school) => {
    const marta = await school.person('instructor');
    const course = await courseWith(marta, 'Maps', { One: ['A', 'B', 'C'], Two: ['D'] });
    const [one, two] = orderOf(course);
    const [a, b, c] = one!.lessonIds;
    await school.events();
    const arranged = await marta.call(arrange, {
      courseId: course.id,
      order: [
        { ...two!, lessonIds: [b!, two!.lessonIds[0]!] },
        { ...one!, lessonIds: [c!, a!] },
      ],
    });
    expect(titles(arranged)).toEqual([
      ['Two', 'B', 'D'],
      ['One', 'C', 'A'],
    ]);
    expect(await school.events()).toEqual([{ name: 'course.changed', payload: { courseId: course.id } }]);
    const resource = await school.inside(() => school.server.host.contextOf('courses').resources.find(b!));
    expect(resource?.path.endsWith(`/${course.id}/${two!.sectionId}/${b}/`)).toBe(true);
  });

  test('an order must name all that there is, once', async (school) => {
    const marta = await school.person('instructor');
    const course = await courseWith(marta, 'Maps', { One: ['A', 'B'], Two: [] });
    const [one, two] = orderOf(course);
    const refused = (order: ReturnType<typeof orderOf>, code: string) =>
      marta.refused(arrange, { courseId: course.id, order }, code);
    await refused([one!], 'changed_meanwhile');
    await refused([one!, { ...two!, lessonIds: one!.lessonIds.slice(0, 1) }], 'invalid_input');
    await refused([{ ...one!, lessonIds: one!.lessonIds.slice(1) }, two!], 'changed_meanwhile');
    await refused([one!, { ...two!, lessonIds: ['lsn-of-another-course'] }], 'changed_meanwhile');
    expect(titles(await marta.call(get, { courseId: course.id }))).toEqual([['One', 'A', 'B'], ['Two']]);
  });

  test('of two orders given at once one comes second, and every lesson is still there', async (school) => {
    const marta = await school.person('instructor');
    const course = await courseWith(marta, 'Maps', { One: ['A', 'B', 'C', 'D', 'E', 'F'] });
    const [one] = orderOf(course);
    const backwards = [{ ...one!, lessonIds: one!.lessonIds.toReversed() }];
    const shifted = [{ ...one!, lessonIds: [...one!.lessonIds.slice(3), ...one!.lessonIds.slice(0, 3)] }];
    for (let round = 0; round < 5; round++)
      await Promise.all(
        [backwards, shifted, backwards, shifted].map((order) => marta.call(arrange, { courseId: course.id, order })),
      );
    const after = titles(await marta.call(get, { courseId: course.id }));
    expect([[['One', 'F', 'E', 'D', 'C', 'B', 'A']], [['One', 'D', 'E', 'F', 'A', 'B', 'C']]]).toContainEqual(after);
  });

  test('renaming changes what was asked and nothing else', async (school) => {
    const marta = await school.person('instructor');
    const course = await courseWith(marta, 'Maps', { One: ['A'] });
    const { id: sectionId, lessons } = course.sections[0]!;
    await school.events();
    await marta.call(updateSection, { sectionId, title: 'Part one' });
    await marta.call(updateLesson, { lessonId: lessons[0]!.id, title: 'Alpha' });
    await marta.call(updateLesson, { lessonId: lessons[0]!.id, title: 'Alpha' });
    expect(await school.events()).toHaveLength(2);
    const after = await marta.call(get, { courseId: course.id });
    expect(titles(after)).toEqual([['Part one', 'Alpha']]);
    expect(after.sections[0]!.lessons[0]!.slug).toBe('a');
  });

  test('removing takes everything below along and says so', async (school) => {
    const marta = await school.person('instructor');
    const course = await courseWith(marta, 'Maps', { One: ['A', 'B'], Two: ['C'] });
    const { id: courseId } = course;
    const [one, two] = orderOf(course);
    await school.events();
    await marta.call(removeLesson, { lessonId: one!.lessonIds[0]! });
    expect(await school.events()).toEqual([
      { name: 'lesson.removed', payload: { courseId, lessonId: one!.lessonIds[0] } },
      { name: 'course.changed', payload: { courseId } },
    ]);
    await marta.call(removeSection, { sectionId: two!.sectionId });
    expect(await marta.call(get, { courseId })).toMatchObject({ lessons: 1 });
    expect((await school.events()).map(({ name }) => name)).toEqual(['lesson.removed', 'course.changed']);
    await marta.call(remove, { courseId });
    expect((await school.events()).map(({ name }) => name)).toEqual(['lesson.removed', 'course.removed']);
    await marta.refused(get, { courseId }, 'not_found');
    await marta.refused(updateSection, { sectionId: one!.sectionId, title: 'Gone' }, 'not_found');
    const left = await school.inside(() =>
      school.server.database.unit(() =>
        school.server.database.rawAll(`select id from resources where path like '%${courseId}%'`),
      ),
    );
    expect(left).toEqual([]);
  });

  test('what is taught is listed newest first, in pages', async (school) => {
    const marta = await school.person('instructor');
    for (const title of ['First', 'Second', 'Third']) await marta.call(create, { title });
    const page = await marta.call(teaching, { limit: 2 });
    expect(page.items.map(({ title }) => title)).toEqual(['Third', 'Second']);
    expect((await marta.call(teaching, { limit: 2, cursor: page.next! })).items.map(({ title }) => title)).toEqual([
      'First',
    ]);
    const found = async (search: string, who = marta) =>
      (await who.call(teaching, { search, limit: 1 })).items.map(({ title }) => title);
    expect(await found('first')).toEqual(['First']);
    expect(await found('sec')).toEqual(['Second']);
    expect(await found('fourth')).toEqual([]);
    expect(await found('first', await school.person('learner', 'Ben'))).toEqual([]);
  });
});
