import { coursesContract, coursesService } from '@lectern/courses/contract';
import { mediaContract } from '@lectern/media/contract';
import { type TestPerson, type TestSchool, testPlugin } from '@lectern/server/testing';
import { expect } from 'vitest';
import { contentContract } from '../src/contract.ts';
import { contentPlugin } from '../src/plugin.ts';

const { read, source, write } = contentContract.operations;
const { get, removeLesson, remove, updateLesson } = coursesContract.operations;

async function course(
  school: TestSchool,
  title: string,
  lessonTitles: string[],
): Promise<{ courseId: string; lessons: string[] }> {
  const marta = await school.person('instructor', 'Marta');
  const courses = school.service(coursesService);
  return school.inside(() =>
    school.server.database.unit(async () => {
      const { id: courseId } = await courses.create({ title }, marta.id);
      const sectionId = await courses.addSection(courseId, { title: 'One' });
      const lessons = [];
      for (const lesson of lessonTitles) lessons.push(await courses.addLesson(sectionId, { title: lesson }));
      await courses.publish(courseId);
      return { courseId, lessons };
    }),
  );
}
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><script>alert(1)</script></svg>';
/** The beginning of a film: its box `ftyp` (ISO/IEC 14496-12). */
const mp4 = Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex');
const upload = (person: TestPerson, courseId: string, name: string, body: BodyInit) =>
  person.fetch(`/api/media/courses/${courseId}/items?name=${encodeURIComponent(name)}`, { method: 'POST', body });
const versions = (school: TestSchool) =>
  school.inside(() =>
    school.server.database.unit(() =>
      school.server.database.rawAll('select lesson, version from lesson_versions order by lesson, version'),
    ),
  );

testPlugin(
  contentPlugin,
  (test) => {
    test('a lesson is written in Markdown and read as HTML', async (school) => {
      const [marta, { courseId, lessons }] = [
        await school.person('instructor', 'Marta'),
        await course(school, 'Maps', ['A']),
      ];
      const lessonId = lessons[0]!;
      expect(await marta.call(read, { lessonId })).toEqual({
        lessonId,
        version: 0,
        html: '',
        minutes: 0,
        headings: [],
      });
      expect(await marta.call(source, { lessonId })).toEqual({ lessonId, version: 0, markdown: '', savedAt: null });
      await school.events();
      const markdown = `## Peel an orange\n\nIt *tears*, or it bulges.\n\n${'word '.repeat(600)}\n`;
      const written = await marta.call(write, { lessonId, markdown });
      expect(written).toMatchObject({
        version: 1,
        minutes: 4,
        lost: [],
        headings: [{ id: 'peel-an-orange', level: 2, text: 'Peel an orange' }],
      });
      expect(written.html).toContain('<em>tears</em>');
      expect(await school.events()).toEqual([{ name: 'lesson.written', payload: { lessonId, version: 1 } }]);
      expect(await marta.call(get, { courseId })).toMatchObject({
        minutes: 4,
        sections: [{ lessons: [{ minutes: 4 }] }],
      });
      const { lost: _, ...reading } = written;
      expect(await marta.call(read, { lessonId })).toEqual(reading);
      expect(await marta.call(source, { lessonId })).toMatchObject({
        version: 1,
        savedAt: expect.any(String),
        markdown: expect.stringContaining('## Peel an orange'),
      });
    });

    test('the same text again makes no version', async (school) => {
      const [marta, { lessons }] = [await school.person('instructor', 'Marta'), await course(school, 'Maps', ['A'])];
      const lessonId = lessons[0]!;
      await marta.call(write, { lessonId, markdown: 'One.' });
      await school.events();
      expect(await marta.call(write, { lessonId, markdown: 'One.' })).toMatchObject({ version: 1 });
      expect(await school.events()).toEqual([]);
      await marta.call(write, { lessonId, markdown: 'Two.' });
      expect(await marta.call(write, { lessonId, markdown: 'One.' })).toMatchObject({
        version: 3,
        html: expect.stringContaining('One.'),
      });
    });

    test('who writes over a version they have not seen is told so', async (school) => {
      const [marta, { lessons }] = [await school.person('instructor', 'Marta'), await course(school, 'Maps', ['A'])];
      const lessonId = lessons[0]!;
      const put = (markdown: string, headers: Record<string, string> = {}) =>
        marta.fetch(`/api/content/lessons/${lessonId}/source`, {
          method: 'PUT',
          body: JSON.stringify({ markdown }),
          headers: { 'content-type': 'application/json', ...headers },
        });
      const first = await put('One.', { 'if-match': '"0"' });
      expect([first.status, first.headers.get('etag')]).toEqual([200, '"1"']);
      expect((await put('Two.', { 'if-match': '"1"' })).headers.get('etag')).toBe('"2"');
      const late = await put('Mine.', { 'if-match': '"1"' });
      expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([412, 'changed_meanwhile']);
      const seen = await marta.fetch(`/api/content/lessons/${lessonId}/source`);
      expect([seen.headers.get('etag'), ((await seen.json()) as { markdown: string }).markdown]).toEqual([
        '"2"',
        'Two.\n',
      ]);
      expect((await put('Three.', { 'if-match': '*' })).status).toBe(200);
    });

    // With an insert without `on conflict do nothing`, Postgres answered 500 to those who came second.
    test('of many who write at once every one gets a version of their own', async (school) => {
      const [marta, { lessons }] = [await school.person('instructor', 'Marta'), await course(school, 'Maps', ['A'])];
      const lessonId = lessons[0]!;
      const written = await Promise.all(
        Array.from({ length: 8 }, (_, i) => marta.call(write, { lessonId, markdown: `Version of ${i}.` })),
      );
      expect(written.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      const put = (markdown: string) =>
        marta.fetch(`/api/content/lessons/${lessonId}/source`, {
          method: 'PUT',
          body: JSON.stringify({ markdown }),
          headers: { 'content-type': 'application/json', 'if-match': '"8"' },
        });
      const statuses = (await Promise.all(['a', 'b', 'c'].map(put))).map(({ status }) => status).sort();
      expect(statuses).toEqual([200, 412, 412]);
    });

    test('links to lessons and files are addresses of this school, also after a lesson got another address', async (school) => {
      const [marta, { courseId, lessons }] = [
        await school.person('instructor', 'Marta'),
        await course(school, 'Maps', ['A', 'Scale and silence']),
      ];
      const [a, b] = lessons as [string, string];
      const { id: asset } = (await (await upload(marta, courseId, 'figure 1.svg', svg)).json()) as { id: string };
      await marta.call(write, {
        lessonId: a,
        markdown: `See [the next](lesson:${b}#edges), [gone](lesson:nowhere), [out](https://example.org/).\n\n![A figure](asset:${asset})\n`,
      });
      const html = async () => (await marta.call(read, { lessonId: a })).html;
      expect(await html()).toContain('href="/learn/maps/scale-and-silence#edges"');
      expect(await html()).toContain(`src="/api/media/items/${asset}/figure%201.svg"`);
      expect(await html()).toContain('href="https://example.org/"');
      expect(await html()).toContain('<a role="link" aria-disabled="true" title="This link leads nowhere">gone</a>');
      await marta.call(updateLesson, { lessonId: b, slug: 'scale' });
      expect(await html()).toContain('href="/learn/maps/scale#edges"');
      expect((await marta.call(source, { lessonId: a })).markdown).toContain(`(lesson:${b}#edges)`);
    });

    test('what would run in a browser does not come out again', async (school) => {
      const [marta, { lessons }] = [await school.person('instructor', 'Marta'), await course(school, 'Maps', ['A'])];
      const hostile =
        '<script>alert(1)</script>\n\n[x](javascript:alert(1))\n\n<img src=x onerror=alert(1)>\n\n<iframe src="//evil.example"></iframe>\n';
      const { html, lost } = await marta.call(write, { lessonId: lessons[0]!, markdown: hostile });
      expect(html).not.toMatch(/<script|javascript:|onerror|<iframe/i);
      expect(lost.length).toBeGreaterThan(0);
    });

    test('a film plays where it stands, a document is offered, and what they are called may change', async (school) => {
      const [marta, { courseId, lessons }] = [
        await school.person('instructor', 'Marta'),
        await course(school, 'Maps', ['A']),
      ];
      const lessonId = lessons[0]!;
      const sent = async (name: string, body: BodyInit) =>
        ((await (await upload(marta, courseId, name, body)).json()) as { id: string }).id;
      const [film, sheet] = [await sent('in<tro>.mp4', mp4), await sent('sheet.pdf', '%PDF-1.7\n')];
      const { html } = await marta.call(write, {
        lessonId,
        markdown: `<iframe src="asset:${film}"></iframe>\n\n![The beginning](asset:${film})\n\n<iframe src="asset:${sheet}" title="Exercises"></iframe>\n\nSee ![here](asset:${film}) too.\n`,
      });
      const address = `/api/media/items/${film}/in%3Ctro%3E.mp4`;
      expect(html.replaceAll(/ id="[^"]*"/g, '')).toBe(
        [
          `<figure class="media" data-media="${film}" data-kind="video"><a href="${address}">in&lt;tro&gt;</a></figure>`,
          `<figure class="media" data-media="${film}" data-kind="video"><a href="${address}">The beginning</a></figure>`,
          `<p class="embed file"><a href="/api/media/items/${sheet}/sheet.pdf">Exercises</a> <span class="muted">(PDF, 0.1 kB)</span></p>`,
          `<p>See <a href="${address}">here</a> too.</p>`,
        ].join('\n'),
      );
      await marta.call(mediaContract.operations.rename, { mediaId: film, title: 'Opening' });
      expect((await marta.call(read, { lessonId })).html).toContain(`<a href="${address}">Opening</a>`);
    });

    // Guard removed on purpose: without the rows of lesson_media the file was removed and the lesson showed a broken picture.
    test('a file that a lesson shows is not removed, and one that it has stopped showing is', async (school) => {
      const [marta, { courseId, lessons }] = [
        await school.person('instructor', 'Marta'),
        await course(school, 'Maps', ['A', 'B']),
      ];
      const { id: mediaId } = (await (await upload(marta, courseId, 'a.svg', svg)).json()) as { id: string };
      for (const lessonId of lessons) await marta.call(write, { lessonId, markdown: `![A](asset:${mediaId})` });
      const { items } = await marta.call(mediaContract.operations.list, { courseId });
      expect(items[0]!.usedIn.map(({ title }) => title).sort()).toEqual(['A', 'B']);
      await marta.refused(mediaContract.operations.remove, { mediaId }, 'media.in_use');
      await marta.call(write, { lessonId: lessons[0]!, markdown: 'Without.' });
      await marta.call(removeLesson, { lessonId: lessons[1]! });
      await school.deliver();
      await marta.call(mediaContract.operations.remove, { mediaId });
      expect((await marta.call(mediaContract.operations.list, { courseId })).items).toEqual([]);
    });

    test('what lessons and courses said goes with them', async (school) => {
      const [marta, { courseId, lessons }] = [
        await school.person('instructor', 'Marta'),
        await course(school, 'Maps', ['A', 'B']),
      ];
      for (const lessonId of lessons) await marta.call(write, { lessonId, markdown: 'Text.' });
      const { id } = (await (await upload(marta, courseId, 'a.svg', svg)).json()) as { id: string };
      await marta.call(removeLesson, { lessonId: lessons[0]! });
      await school.deliver();
      expect(await versions(school)).toEqual([{ lesson: lessons[1], version: 1 }]);
      await marta.call(remove, { courseId });
      await school.deliver();
      expect(await versions(school)).toEqual([]);
      expect((await marta.fetch(`/api/media/items/${id}/a.svg`)).status).toBe(404);
    });
  },
  {
    data: async (school, owner) => {
      const { courseId } = await course(school, 'With a picture', ['Pictures']);
      await owner.fetch(`/api/media/courses/${courseId}/items?name=a.svg`, { method: 'POST', body: svg });
    },
  },
);
