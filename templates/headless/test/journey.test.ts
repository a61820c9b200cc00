// The whole job by the SDK: a folder becomes a course, a learner enrols, reads, leaves and comes back to the same place.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setupSlot } from '@lectern/kit';
import { createClient } from '@lectern/sdk';
import { expect, test } from 'vitest';
import { createApp } from '../src/app.ts';

test('a folder becomes a course that somebody reads, below /learn, with the application’s own sign-in', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'lectern-headless-'));
  const { app, school } = await createApp(directory);
  const server = { fetch: async (request: Request) => app.fetch(request) };
  try {
    await school.host.fillsOf(setupSlot)[0]!.prepare({
      schoolName: 'Halden',
      owner: { name: 'Marta', email: 'marta@example.org', password: 'a long sentence' },
    });
    const visitor = createClient({ server, url: 'http://app.example/learn' });
    const { key } = await createClient({
      headers: { 'lectern-as': 'marta@example.org' },
      url: 'http://app.example/learn',
      server: { fetch: (request) => school.fetch(request, { local: true }) },
    }).auth.createKey({ name: 'importer' });
    const teacher = createClient({ server, url: 'http://app.example/learn', token: key });

    const { id } = await teacher.interop.start({ name: 'statistics' });
    for (const [path, text] of Object.entries({
      '01-why.md': '# Why the average lies\n\nTen people, [then one](02-median.md).',
      '02-median.md': '# The median\n\nPrefer it.',
    })) {
      await teacher.request(`/api/interop/imports/${id}/file?path=${path}`, { method: 'PUT', body: text });
    }
    let state = await teacher.interop.run({ importId: id, publish: true });
    while (state.state === 'waiting' || state.state === 'running') state = await teacher.interop.get({ importId: id });
    expect(state.report).toMatchObject({ created: { courses: 1, lessons: 2 }, lost: [] });

    const [course] = (await visitor.courses.list({ search: 'stat' })).items;
    const learner = createClient({ server, url: 'http://app.example/learn', headers: { 'x-session': 'ana-session' } });
    await learner.enrollment.enroll({ courseId: course!.id });
    const { sections } = await learner.courses.find({ slug: course!.slug });
    const [first, second] = sections.flatMap(({ lessons }) => lessons);
    expect((await learner.content.read({ lessonId: first!.id })).html).toContain(
      `/learn/learn/${course!.slug}/${second!.slug}`,
    );
    await learner.progress.complete({ lessonId: first!.id });
    await learner.progress.open({ lessonId: second!.id });
    await learner.progress.place({ lessonId: second!.id, place: 'b1' });
    expect(await learner.progress.course({ courseId: course!.id })).toMatchObject({
      done: 1,
      total: 2,
      resume: { lessonId: second!.id, place: 'b1' },
    });
  } finally {
    await school.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}, 60_000);
