import { createClient, type Heard, type Lectern } from '@lectern/sdk';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { mostConnections } from '../../src/realtime/contract.ts';
import type { School } from '../../src/school.ts';
import { served } from './gateway.ts';
import { ask, keyOf, signIn } from './prepared-school.ts';

/** A school that delivers, its owner as a program, and a learner who takes one of two courses. */
async function alive() {
  const { school, url, close } = await served();
  const owner = createClient({ url, token: (await keyOf(url)).authorization!.slice(7) });
  const [seas, maps] = [await owner.courses.create({ title: 'Seas' }), await owner.courses.create({ title: 'Maps' })];
  const { id: sectionId } = await owner.courses.addSection({ courseId: seas.id, title: 'Tides' });
  await owner.courses.addLesson({ sectionId, title: 'High water' });
  await owner.courses.publish({ courseId: seas.id });
  const email = 'ines@example.org';
  const password = 'a window on the harbour';
  const signedUp = await ask(`${url}/api/auth/sign-up`, { method: 'POST', body: { name: 'Inés', email, password } });
  const cookie = signedUp.headers['set-cookie']![0]!.split(';')[0]!;
  const learner = createClient({ url, headers: { cookie } });
  return { school, url, close, owner, learner, cookie, seas, maps, sectionId };
}
/** What a client hears of some ids, from when it is ready. */
async function listening(lms: Lectern, on: readonly string[]) {
  const heard: Heard[] = [];
  const refused: string[] = [];
  let ready = 0;
  const stop = lms.listen(on, {
    ready: () => ready++,
    heard: (event) => heard.push(event),
    refused: ({ code }) => refused.push(code),
  });
  onTestFinished(stop);
  await vi.waitFor(() => expect(ready + refused.length).toBeGreaterThan(0));
  return {
    heard,
    refused,
    stop,
    names: () => heard.map(({ name }) => name),
    times: () => ready,
  };
}
/** Everything that was committed has been found, and those who listen have been told. */
async function told(school: School): Promise<void> {
  await school.outbox.drain();
  await new Promise((resolve) => setTimeout(resolve, 100));
}

describe('what happens is told as it happens', () => {
  // Guards: with `interested` asked without the id, the other course was heard; with the verdict left out, the learner
  // heard what only teachers may.
  it('to whoever may hear it, of what they asked for, and to nobody else', async () => {
    const { school, owner, learner, seas, maps } = await alive();
    const teacher = await listening(owner, [seas.id]);
    const curious = await listening(learner, [seas.id, maps.id, 'me']);
    await owner.courses.update({ courseId: maps.id, title: 'Maps that persuade' });
    await owner.courses.update({ courseId: seas.id, title: 'Seas and tides' });
    await learner.enrollment.enroll({ courseId: seas.id });
    await told(school);
    expect(teacher.names()).toEqual(['course.changed', 'enrollment.enrolled']);
    expect(teacher.heard[0]).toMatchObject({ payload: { courseId: seas.id } });
    expect(Date.parse(teacher.heard[0]!.at)).toBeGreaterThan(Date.now() - 60_000);
    expect(curious.names()).toEqual(['role.given', 'enrollment.enrolled']);
    expect(curious.heard[1]!.id).toBe(teacher.heard[1]!.id);
  });

  it('of one person to this person only, whatever ids they ask for', async () => {
    const { school, owner, learner, seas } = await alive();
    const { id } = await learner.users.me();
    const watched = await listening(owner, [id]);
    const own = await listening(learner, ['me', id]);
    await learner.enrollment.enroll({ courseId: seas.id });
    await told(school);
    expect(watched.heard).toEqual([]);
    expect(own.names()).toEqual(['role.given', 'enrollment.enrolled']);
  });

  it('only once it is committed: what is previewed or refused is not told', async () => {
    const { school, owner, seas } = await alive();
    const teacher = await listening(owner, [seas.id]);
    await owner.preview('courses.unpublish', { courseId: seas.id });
    await expect(owner.courses.update({ courseId: seas.id, title: '' })).rejects.toThrow();
    await told(school);
    expect(teacher.heard).toEqual([]);
  });

  // Guard: with `stale` taken for `allowed`, the teacher whose role was taken went on hearing, and who had signed out too.
  it('as somebody may hear at that moment, not as when they began to listen', async () => {
    const { school, owner, learner, seas, cookie, url } = await alive();
    const { id: userId } = await learner.users.me();
    const role = { userId, role: 'instructor', on: seas.id } as const;
    const helper = await listening(learner, [seas.id, 'me']);
    await owner.access.assign(role);
    await told(school);
    await owner.courses.update({ courseId: seas.id, title: 'Seas, one' });
    await told(school);
    await owner.access.unassign(role);
    await owner.courses.update({ courseId: seas.id, title: 'Seas, two' });
    await told(school);
    expect(helper.names()).toEqual(['role.given', 'course.changed', 'role.taken']);
    await ask(`${url}/api/auth/sign-out`, { method: 'POST', headers: { cookie }, body: {} });
    await owner.courses.update({ courseId: seas.id, title: 'Seas, three' });
    await told(school);
    expect(helper.heard).toHaveLength(3);
    await vi.waitFor(() => expect(helper.refused).toEqual(['not_signed_in']), 10_000);
  });

  it('to nobody who is not signed in, nor about nothing, nor in more windows than anybody has', async () => {
    const { url, learner, school } = await alive();
    const stranger = createClient({ url });
    expect((await listening(stranger, ['me'])).refused).toEqual(['not_signed_in']);
    expect((await listening(learner, [])).refused).toEqual(['invalid_input']);
    for (let i = 0; i < mostConnections; i++) await listening(learner, ['me']);
    await expect(learner.request('/api/realtime?on=me')).rejects.toMatchObject({ code: 'too_many_requests' });
    expect(await (await ask(`${url}/metrics`)).text).toContain(`lectern_listeners ${mostConnections}`);
    await school.outbox.drain();
  });

  it('as a stream that any client of server-sent events can read', async () => {
    const { url, owner, seas } = await alive();
    const { cookie } = await signIn(url);
    const answer = await fetch(`${url}/api/realtime?on=${seas.id}`, { headers: { cookie } });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      'no-store',
    ]);
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('retry: 2000\nevent: ready\ndata: {}\n\n');
    await owner.courses.unpublish({ courseId: seas.id });
    expect((await reader.read()).value).toMatch(
      /^id: [\w-]{36}\nevent: course.unpublished\ndata: \{"at":"[^"]+","payload":\{"courseId":"[\w-]+"\}\}\n\n$/,
    );
    await reader.cancel();
  });
});

// Guard: without `endStreams` the port stayed open for the whole grace.
it('a school that closes ends its streams first', async () => {
  const { owner, seas, close } = await alive();
  await listening(owner, [seas.id]);
  const began = performance.now();
  await close(20_000);
  expect(performance.now() - began).toBeLessThan(10_000);
});

// Guard: with what waits never counted, all of it waited in memory.
it('whoever does not read what is sent is not waited for', async () => {
  const { school, url, owner, seas } = await alive();
  const listens = new Request(`http://school.local/api/realtime?on=${seas.id}`, { headers: await keyOf(url) });
  const asleep = await school.fetch(listens);
  for (let i = 0; i < 300; i++) await owner.courses.update({ courseId: seas.id, title: `Seas ${i}` });
  await told(school);
  const reader = asleep.body!.getReader();
  let messages = 0;
  while (!(await reader.read()).done) messages++;
  expect(messages).toBe(256);
});
