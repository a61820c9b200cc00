import { createHash } from 'node:crypto';
import { coursesContract, coursesService } from '@lectern/courses/contract';
import { enrollmentService } from '@lectern/enrollment/contract';
import { type TestPerson, type TestSchool, testPlugin } from '@lectern/server/testing';
import { expect } from 'vitest';
import { contentContract, contentService } from '../src/contract.ts';
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
const upload = (person: TestPerson, courseId: string, name: string, body: BodyInit) =>
  person.fetch(`/api/content/courses/${courseId}/assets?name=${encodeURIComponent(name)}`, { method: 'POST', body });
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
      expect(await html()).toContain(`src="/api/content/assets/${asset}/figure%201.svg"`);
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

    test('a file is kept once in a course, and is what its bytes say', async (school) => {
      const [marta, { courseId }] = [await school.person('instructor', 'Marta'), await course(school, 'Maps', ['A'])];
      const first = await upload(marta, courseId, '../../up/figure.png', svg);
      expect(first.status).toBe(201);
      const asset = (await first.json()) as Record<string, unknown>;
      expect(asset).toMatchObject({
        name: 'figure.png',
        mime: 'image/svg+xml',
        size: svg.length,
        width: 64,
        height: 32,
        digest: createHash('sha256').update(svg).digest('hex'),
      });
      expect(((await (await upload(marta, courseId, 'other.svg', svg)).json()) as { id: string }).id).toBe(asset.id);
      const program = Buffer.alloc(600);
      program.write('MZ');
      const refused = await upload(marta, courseId, 'cat.png', program);
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
        415,
        'content.not_servable',
      ]);
      const all = await school.inside(() => school.service(contentService).assets(courseId));
      expect(all).toHaveLength(1);
    });

    // With an insert without `on conflict do nothing`, Postgres answered 500 to those who came second.
    test('the same file sent many times at once is one', async (school) => {
      const [marta, { courseId }] = [await school.person('instructor', 'Marta'), await course(school, 'Maps', ['A'])];
      const sent = await Promise.all(
        Array.from(
          { length: 6 },
          async () => ((await (await upload(marta, courseId, 'a.svg', svg)).json()) as { id: string }).id,
        ),
      );
      expect(new Set(sent).size).toBe(1);
    });

    test('a file is served to who may read the course, and to nobody else', async (school) => {
      const [marta, ana, ben, visitor, { courseId }] = [
        await school.person('instructor', 'Marta'),
        await school.person('learner', 'Ana'),
        await school.person('learner', 'Ben'),
        await school.person('visitor'),
        await course(school, 'Maps', ['A']),
      ];
      const { id, address } = (await (await upload(marta, courseId, 'a.svg', svg)).json()) as {
        id: string;
        address: string;
      };
      if (school.server.host.specs.some(({ contract }) => contract.id === 'enrollment')) {
        await school.inside(() =>
          school.server.database.unit(() => school.service(enrollmentService).enroll(courseId, ana.id)),
        );
        expect((await ana.fetch(new URL(address).pathname)).status).toBe(200);
      }
      const path = `/api/content/assets/${id}/a.svg`;
      expect(new URL(address).pathname).toBe(path);
      const served = await marta.fetch(path);
      expect([served.status, served.headers.get('content-type'), await served.text()]).toEqual([
        200,
        'image/svg+xml',
        svg,
      ]);
      expect(served.headers.get('content-security-policy')).toContain('sandbox');
      expect((await marta.fetch(path, { headers: { range: 'bytes=0-3' } })).status).toBe(206);
      expect((await marta.fetch(path, { headers: { 'if-none-match': served.headers.get('etag')! } })).status).toBe(304);
      expect((await ben.fetch(path)).status).toBe(403);
      expect((await visitor.fetch(path)).status).toBe(401);
      expect((await upload(ana, courseId, 'mine.svg', svg)).status).toBe(403);
      expect((await marta.fetch('/api/content/assets/nothing/a.svg')).status).toBe(404);
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
      expect((await marta.fetch(`/api/content/assets/${id}/a.svg`)).status).toBe(404);
      expect(await school.inside(() => school.service(contentService).assets(courseId))).toEqual([]);
    });
  },
  {
    data: async (school, owner) => {
      const { courseId } = await course(school, 'With a picture', ['Pictures']);
      await owner.fetch(`/api/content/courses/${courseId}/assets?name=a.svg`, { method: 'POST', body: svg });
    },
  },
);
