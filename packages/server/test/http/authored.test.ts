import { createClient } from '@lectern/sdk';
import { describe, expect, it } from 'vitest';
import { problem, refusal, served, titled, titles } from './gateway.ts';
import { ask, keyOf } from './prepared-school.ts';

describe('what two people write', () => {
  // Guard: with the comparison of `assertUnchanged` turned round nobody could save; taken out, the second one overwrote the first.
  it('is changed only by who has seen it as it is; the other is told, with the tag as of now', async () => {
    const { school, url, courses } = await served();
    const key = await keyOf(url);
    const { id } = (await ask(courses, { ...titled('Maps'), headers: key })).json;
    const read = async () => String((await ask(`${courses}/${id}`, { headers: key })).headers.etag);
    const change = (title: string, tag?: string) =>
      ask(`${courses}/${id}`, {
        method: 'PATCH',
        headers: { ...key, ...(tag && { 'if-match': tag }) },
        body: { title },
      });

    const tag = await read();
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    expect(await read()).toBe(tag);
    const mine = await change('Maps of Norway', tag);
    expect(mine.status).toBe(200);
    expect(mine.headers.etag).toBe(await read());

    const theirs = await change('Maps of Sweden', tag);
    expect(problem(theirs)).toEqual(refusal(412, 'changed_meanwhile'));
    expect(theirs.headers.etag).toBe(mine.headers.etag);
    expect(theirs.json.facts).toEqual({ current: String(mine.headers.etag).replaceAll('"', '') });
    expect(await titles(school)).toEqual(['Maps of Norway']);

    expect((await change('Maps of Sweden', String(theirs.headers.etag))).status).toBe(200);
    expect((await change('Whatever', '*')).status).toBe(200);
    expect((await change('Without asking')).status).toBe(200);
  });

  it('is the school, its settings, its rules and its roles too', async () => {
    const { url, courses } = await served();
    const key = await keyOf(url);
    const { id } = (await ask(courses, { ...titled('Maps'), headers: key })).json;
    const setting = { plugin: 'auth', key: 'secondFactor' };
    const things: [read: string, method: string, change: string, body: object | undefined][] = [
      ['organizations/current', 'PATCH', 'organizations/current', { name: 'Halden' }],
      ['organizations/entrance', 'PATCH', 'organizations/entrance', { signUp: 'closed' }],
      ['organizations/settings', 'PUT', `organizations/settings/${setting.plugin}/${setting.key}`, { value: 'staff' }],
      [`certificates/courses/${id}/rule`, 'PUT', `certificates/courses/${id}/rule`, { onCompletion: true }],
      [`courses/${id}`, 'DELETE', `courses/${id}`, undefined],
    ];
    for (const [read, method, change, body] of things) {
      const { etag } = (await ask(`${url}/api/${read}`, { headers: key })).headers;
      expect(etag, read).toMatch(/^"[\w-]{22}"$/);
      const stale = { ...key, 'if-match': '"not-this"' };
      const answer = await ask(`${url}/api/${change}`, { method, headers: stale, ...(body && { body }) });
      expect([answer.status, answer.headers.etag], `${method} ${change}: ${answer.text}`).toEqual([412, etag]);
    }
  });

  // Guard: without the way up the tree all of these were done.
  it('is a course by each of its parts', async () => {
    const { url, courses } = await served();
    const key = await keyOf(url);
    const { id } = (await ask(courses, { ...titled('Maps'), headers: key })).json;
    const read = async () => String((await ask(`${courses}/${id}`, { headers: key })).headers.etag);
    const section = (await ask(`${courses}/${id}/sections`, { ...titled('One'), headers: key })).json;
    const stale = await read();
    const lesson = (await ask(`${courses}/sections/${section.id}/lessons`, { ...titled('Ebb'), headers: key })).json;
    const changes: [method: string, path: string, body: object | undefined][] = [
      ['PATCH', `sections/${section.id}`, { title: 'Two' }],
      ['PATCH', `lessons/${lesson.id}`, { title: 'Flow' }],
      ['POST', `sections/${section.id}/lessons`, { title: 'Tide' }],
      ['POST', `${id}/sections`, { title: 'Three' }],
      ['DELETE', `lessons/${lesson.id}`, undefined],
      ['DELETE', `sections/${section.id}`, undefined],
    ];
    for (const [method, path, body] of changes) {
      const now = await read();
      const change = (tag: string) =>
        ask(`${courses}/${path}`, { method, headers: { ...key, 'if-match': tag }, ...(body && { body }) });
      const refused = await change(stale);
      expect([refused.status, refused.headers.etag], `${method} ${path}: ${refused.text}`).toEqual([412, now]);
      expect(await read()).toBe(now);
      const done = await change(now);
      expect([done.status, done.headers.etag], `${method} ${path}: ${done.text}`).toEqual([200, await read()]);
      expect(await read()).not.toBe(now);
    }
  });

  it('is written by one of many at once, and by no other', async () => {
    const { url, courses } = await served();
    const key = await keyOf(url);
    const { id } = (await ask(courses, { ...titled('Maps'), headers: key })).json;
    const { etag } = (await ask(`${courses}/${id}`, { headers: key })).headers;
    const headers = { ...key, 'if-match': String(etag) };
    const write = (i: number) => ask(`${courses}/${id}`, { method: 'PATCH', headers, body: { title: `Maps ${i}` } });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => write(i)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)]);
  });

  it('is told by the SDK with its tag', async () => {
    const { url, courses } = await served();
    const key = await keyOf(url);
    const { id: courseId } = (await ask(courses, { ...titled('Maps'), headers: key })).json;
    const lms = createClient({ url, token: key.authorization!.slice('Bearer '.length) });
    const { answer, tag } = await lms.tagged<{ title: string }>('courses.get', { courseId });
    expect(answer.title).toBe('Maps');
    await lms.courses.update({ courseId, title: 'Maps of Norway' }, { ifMatch: tag! });
    await expect(lms.courses.update({ courseId, title: 'Sweden' }, { ifMatch: tag! })).rejects.toMatchObject({
      code: 'changed_meanwhile',
      status: 412,
    });
  });
});
