import { coursesContract, coursesService } from '@lectern/courses/contract';
import { specOf } from '@lectern/kit';
import { testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { contentContract, contentService } from '../src/contract.ts';
import { contentPlugin } from '../src/plugin.ts';
import { everyBlock } from '../src/text/blocks.ts';

testScenarios(contentPlugin, (test) => {
  test('the demo school has six courses in three languages, and every link and figure in them leads somewhere', async (school) => {
    await school.person('instructor', 'Marta');
    const seed = () =>
      school.inside(() =>
        specOf(contentPlugin).seed!(
          school.server.host.serviceOf('content'),
          school.server.host.contextOf('content') as never,
          'demo',
        ),
      );
    await seed();
    const owner = await school.person('owner', 'Solveig');
    const shelf = await owner.call(coursesContract.operations.list, { limit: 50 });
    expect(shelf.items.map(({ language }) => language).sort()).toEqual(['ar', 'de', 'en', 'en', 'en', 'en']);
    for (const { id, lessons, minutes } of shelf.items) {
      const course = await owner.call(coursesContract.operations.get, { courseId: id });
      expect(lessons).toBeGreaterThan(2);
      expect(minutes).toBeGreaterThanOrEqual(lessons);
      for (const lesson of course.sections.flatMap((section) => section.lessons)) {
        const { html } = await owner.call(contentContract.operations.read, { lessonId: lesson.id });
        expect(html, lesson.title).not.toContain('aria-disabled');
        expect(html, lesson.title).not.toMatch(/href="[^"#]*\.md/);
        const text = (await school.inside(() => school.service(contentService).read(lesson.id)))!.text;
        const kinds = [...everyBlock(text.blocks)].map(({ type }) => type);
        expect(kinds, lesson.title).not.toContain('raw');
        for (const [, src] of html.matchAll(/<img[^>]* src="([^"]+)"/g))
          expect((await owner.fetch(src!)).status).toBe(200);
      }
    }
    await seed();
    expect((await owner.call(coursesContract.operations.list, { limit: 50 })).items).toEqual(shelf.items);
    const arabic = await school.inside(() => school.service(coursesService).findBySlug('أرقام-في-الأخبار'));
    expect(arabic?.sections.map(({ title }) => title)).toEqual(['قبل أن تصدّق', 'حين تكتب']);
  }, 120_000);
});
