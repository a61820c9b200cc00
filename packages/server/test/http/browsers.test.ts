import { describe, expect, it } from 'vitest';
import { problem, refusal, served, titled, titles } from './gateway.ts';
import { ask, keyOf, openSchool, owner, signIn } from './prepared-school.ts';

describe('a change asked for by a browser', () => {
  // Guard removed on purpose: without assertSameOrigin, `From another site` was created.
  it('counts only from pages of the school itself', async () => {
    const { school, url, courses } = await served();
    const { cookie } = await signIn(url);
    const create = (title: string, headers: Record<string, string>) => ask(courses, { ...titled(title), headers });

    for (const [name, value] of [
      ['origin', 'https://evil.example'],
      ['origin', 'null'],
      ['sec-fetch-site', 'cross-site'],
      ['sec-fetch-site', 'same-site'],
    ] as const) {
      expect(problem(await create('From another site', { cookie, [name]: value })), value).toEqual(
        refusal(403, 'not_allowed'),
      );
    }
    // The same host at another port is another origin; so is the same name over https.
    const { port } = new URL(url);
    for (const origin of ['http://127.0.0.1', `https://127.0.0.1:${port}`, `http://127.0.0.1:${port}.evil.example`]) {
      expect((await create('From another site', { cookie, origin })).status, origin).toBe(403);
    }
    expect(await titles(school)).toEqual([]);

    expect((await create('From a page', { cookie, origin: url })).status).toBe(200);
    expect((await create('From a program', { ...(await keyOf(url)), origin: 'https://evil.example' })).status).toBe(
      200,
    );
    expect(await titles(school)).toEqual(['From a page', 'From a program']);
  });

  it('is read by nobody else: no answer is shared with another origin', async () => {
    const { url, courses } = await served();
    const { cookie } = await signIn(url);
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const answer = await ask(courses, {
        method,
        headers: { cookie, origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      });
      expect(
        Object.keys(answer.headers).filter((name) => name.startsWith('access-control')),
        method,
      ).toEqual([]);
    }
  });
});

describe('a session', () => {
  it('is new at every sign-in, never the one that somebody planted', async () => {
    const { url } = await served();
    const planted = 'lectern_session=planted-by-somebody-else-planted-by-somebody-else';
    const whoIs = async (cookie: string) =>
      (await ask(`${url}/api/auth/session`, { headers: { cookie } })).json.person?.email;
    const first = await signIn(url, { cookie: planted });
    expect(first.cookie).not.toBe(planted);
    expect(await whoIs(planted)).toBeUndefined();
    expect(await whoIs(first.cookie)).toBe(owner.email);

    const second = await signIn(url, { cookie: first.cookie });
    expect(second.cookie).not.toBe(first.cookie);
    await ask(`${url}/api/auth/sign-out`, { method: 'POST', headers: { cookie: second.cookie } });
    expect(await whoIs(second.cookie)).toBeUndefined();
    expect(first.set).toMatch(/; HttpOnly; SameSite=Lax/);
  });
});

describe('somebody who does several things at once', () => {
  // Guard removed on purpose: with only credentials recognised again after a change of permissions, people whom the
  // application or the machine vouches for were suddenly not signed in: making a course gives a role on it.
  it('stays signed in while their own permissions change', async () => {
    const school = await openSchool({
      authenticate: async (incoming) => ({ email: incoming.headers.get('x-person') ?? '', name: 'Ana' }),
    });
    const create = async (title: string, headers: Record<string, string>, local: boolean) => {
      const init = {
        ...titled(title),
        body: JSON.stringify({ title }),
        headers: { 'content-type': 'application/json', ...headers },
      };
      return (await school.fetch(new Request('http://school.test/api/courses', init), { local })).status;
    };
    for (const [headers, local] of [
      [{ 'lectern-as': owner.email }, true],
      [{ 'x-person': owner.email }, false],
    ] as const) {
      const writers = Array.from({ length: 4 }, async (_, writer) => {
        const statuses = [];
        for (let course = 0; course < 6; course++)
          statuses.push(await create(`${local} ${writer} ${course}`, headers, local));
        return statuses;
      });
      expect((await Promise.all(writers)).flat()).toEqual(Array(24).fill(200));
    }
  });
});
