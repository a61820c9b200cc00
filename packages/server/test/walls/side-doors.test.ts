// Ways into another organization that are no id in an input: answers kept for a key, versions, links that were signed, and
// what is told as it happens. Two organizations in one school, the second the first's mirror image.
import { type Dialect, runInScope, system } from '@lectern/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { coursesContract } from '../../../plugins/learning/courses/src/contract.ts';
import { mediaContract } from '../../../plugins/media/media/src/contract.ts';
import { withKeyIn } from '../../src/testing/keys.ts';
import { type Mirror, mirrored } from '../../src/testing/mirror.ts';
import { homeOf, rowsOf } from '../../src/testing/rows.ts';
import { openTestSchool, type TestPerson, type TestSchool } from '../../src/testing/school.ts';
import { academy } from '../proofs/academy.ts';

const courses = coursesContract.operations;
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';
const json = (body: object) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
const withHeader = (init: RequestInit & { headers: Record<string, string> }, name: string, value: string) => ({
  ...init,
  headers: { ...init.headers, [name]: value },
});

describe.each(['sqlite', 'postgres'] as const)('from one organization into the other on %s', (dialect: Dialect) => {
  let school: TestSchool;
  let mirror: Mirror;
  let marta: TestPerson;
  let there: TestPerson['fetch'];
  let courseId: string;
  let lessonId: string;
  let mediaId: string;

  beforeAll(async () => {
    school = await openTestSchool(academy, dialect);
    marta = await school.person('owner', 'Marta');
    courseId = (await marta.call(courses.create, { title: 'Maps' })).id;
    const section = await marta.call(courses.addSection, { courseId, title: 'The flat lie' });
    lessonId = (await marta.call(courses.addLesson, { sectionId: section.id, title: 'Peel an orange' })).id;
    const added = await marta.fetch(`/api/media/courses/${courseId}/items?name=orange.svg`, {
      method: 'POST',
      body: picture,
    });
    mediaId = ((await added.json()) as { id: string }).id;
    await school.work();
    const home = await homeOf(school);
    mirror = await mirrored(school, home, await rowsOf(school, home));
    there = await withKeyIn(school, mirror.org, mirror.of(marta.id));
  });
  afterAll(() => school?.close());

  /** Of the same person in both. */
  async function martaThere(): Promise<TestPerson['fetch']> {
    const { host, database } = school.server;
    const service = (id: string) => host.serviceOf(id) as Record<'join' | 'give', (...of: string[]) => Promise<void>>;
    await runInScope({ actor: system, org: mirror.org, request: 'test', via: 'kernel' }, () =>
      database.unit(async () => {
        await service('organizations').join(marta.id);
        await service('access').give(marta.id, 'owner');
      }),
    );
    return withKeyIn(school, mirror.org, marta.id);
  }

  // Was red: the key was kept by person alone, so the second organization got the answer of the first, and no course.
  test('a key for one request is another request in another organization, also for one person', async () => {
    const asked = withHeader(json({ title: 'Tides' }), 'idempotency-key', 'the-same-key');
    const here = (await (await marta.fetch('/api/courses', asked)).json()) as { id: string };
    for (const fetch of [await martaThere(), there]) {
      const answer = await fetch('/api/courses', asked);
      expect([answer.status, answer.headers.get('idempotency-replayed')]).toEqual([200, null]);
      expect(((await answer.json()) as { id: string }).id).not.toBe(here.id);
    }
    const again = await marta.fetch('/api/courses', asked);
    expect([again.headers.get('idempotency-replayed'), ((await again.json()) as { id: string }).id]).toEqual([
      'true',
      here.id,
    ]);
  });

  test('a version that is known opens nothing: neither "not modified" nor "modified meanwhile"', async () => {
    const address = `/api/media/items/${mediaId}/orange.svg`;
    const etag = (await marta.fetch(address)).headers.get('etag');
    expect(etag).toMatch(/^"/);
    for (const [name, value] of [
      ['if-none-match', etag!],
      ['if-none-match', '*'],
      ['if-range', etag!],
      ['range', 'bytes=0-1'],
    ] as const)
      expect((await there(address, { headers: { [name]: value } })).status, `${name}: ${value}`).toBe(404);
    const text = `/api/content/lessons/${lessonId}`;
    for (const version of ['"1"', '"0"', '*'])
      for (const method of ['PUT', 'PATCH', 'DELETE'])
        expect([403, 404, 405]).toContain((await there(text, { method, headers: { 'if-match': version } })).status);
  });

  test('a link that was signed opens its one file, and is no measure for another', async () => {
    const { address } = await marta.call(mediaContract.operations.link, { mediaId });
    const link = new URL(address).pathname;
    const visitor = await school.person('visitor');
    expect((await visitor.fetch(link)).status).toBe(200);
    // Their own file is not opened by it, nor this one by theirs.
    expect((await there(link.replace(mediaId, mirror.of(mediaId)))).status).toBe(403);
    const theirs = (await (await there(`/api/media/items/${mirror.of(mediaId)}/link`, json({}))).json()) as {
      address: string;
    };
    expect((await there(new URL(theirs.address).pathname)).status).toBe(200);
    expect((await there(new URL(theirs.address).pathname.replace(mirror.of(mediaId), mediaId))).status).toBe(403);
    // A session elsewhere is not a visitor here.
    expect((await there(link)).status).toBe(404);
  });

  test('nothing is heard of what happens in another organization, whatever ids are listened to', async () => {
    await school.server.start();
    const heard = async (fetch: TestPerson['fetch']) => {
      const ids = [courseId, mirror.of(courseId), marta.id, 'me', lessonId, await homeOf(school)];
      const answer = await fetch(`/api/realtime?${ids.map((id) => `on=${encodeURIComponent(id)}`).join('&')}`);
      expect(answer.status).toBe(200);
      let text = '';
      const reader = answer.body!.getReader();
      void (async () => {
        for (let part = await reader.read(); !part.done; part = await reader.read())
          text += new TextDecoder().decode(part.value);
      })().catch(() => undefined);
      return { text: () => text, end: () => reader.cancel() };
    };
    const [ours, theirs] = [await heard(marta.fetch), await heard(there)];
    await marta.call(courses.update, { courseId, title: 'Maps that persuade' });
    await expect.poll(ours.text, { timeout: 5_000 }).toContain('course.changed');
    await there(`/api/courses/${mirror.of(courseId)}`, { ...json({ title: 'Their maps' }), method: 'PATCH' });
    await expect.poll(theirs.text, { timeout: 5_000 }).toContain('course.changed');
    expect(theirs.text()).not.toContain(courseId);
    expect(ours.text()).not.toContain(mirror.of(courseId));
    await Promise.all([ours.end(), theirs.end()]);
  });
});
