import { describe, expect, it } from 'vitest';
import { served, titled } from './gateway.ts';
import { ask, keyOf, signIn } from './prepared-school.ts';

const post = (headers: Record<string, string>, body: object) => ({ method: 'POST', headers, body });

describe('what was asked, counted', () => {
  // Guard: with `meter.count` left out of `done`, every list below was empty.
  it('by key, by person and by day, with what was refused', async () => {
    const { school, url, courses } = await served();
    const key = await keyOf(url);
    for (let i = 0; i < 3; i++) await ask(courses, { headers: key });
    await ask(`${courses}/none`, { headers: key });
    await ask(courses, { ...titled('Maps'), headers: key });
    const { cookie } = await signIn(url);
    await ask(courses, { headers: { cookie } });
    await ask(courses); // a visitor
    const read = async (path: string) => (await ask(`${url}/api/gateway/${path}`, { headers: { cookie } })).json.items;
    await school.meter.flush();

    const mine = await read('my-usage');
    const [byKey] = mine.filter((row: { keyId: string | null }) => row.keyId !== null);
    expect(byKey).toMatchObject({ day: new Date().toISOString().slice(0, 10), requests: 5, errors: 1 });
    expect(byKey.bytes).toBeGreaterThan(100);
    const keys = (await ask(`${url}/api/auth/keys`, { headers: { cookie } })).json.items;
    expect(keys.map(({ id }: { id: string }) => id)).toContain(byKey.keyId);

    expect(await read('usage?by=key')).toEqual([
      expect.objectContaining({ keyId: byKey.keyId, requests: 5, day: null }),
    ]);
    const actors = await read('usage?by=actor');
    expect(actors.map(({ actorId }: { actorId: string }) => actorId)).toContain('anonymous');
    const [today] = await read('usage?by=day&days=1');
    const sum = actors.reduce((all: number, { requests }: { requests: number }) => all + requests, 0);
    expect(today.requests).toBe(sum);

    // Added to, not written over.
    await ask(courses, { headers: key });
    await school.meter.flush();
    expect((await read('usage?by=key'))[0].requests).toBe(6);
  });

  it('is there after the server has stopped', async () => {
    const { school, url, courses, close } = await served();
    const key = await keyOf(url);
    await ask(courses, { headers: key });
    await close();
    const again = await served({ directory: school.directory });
    const { items } = (await ask(`${again.url}/api/gateway/usage?by=key`, { headers: key })).json;
    expect(items[0]).toMatchObject({ requests: 1 });
  });
});

describe('a quota of its own', () => {
  it('is that of a key, beside the one of its person; and one of the whole school', async () => {
    const { url, courses } = await served({ requestsPerMinute: 50, organizationRequestsPerMinute: 9 });
    const { cookie } = await signIn(url);
    const made = await ask(`${url}/api/auth/keys`, post({ cookie }, { name: 'Agent', requestsPerMinute: 2 }));
    expect(made.json.requestsPerMinute).toBe(2);
    const key = { authorization: `Bearer ${made.json.key}` };
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await ask(courses, { headers: key }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[0]!.headers['ratelimit-policy']).toBe('"key";q=2;w=60, "person";q=50;w=60, "organization";q=9;w=60');
    expect(answers[1]!.headers.ratelimit).toMatch(/^"key";r=0;t=\d+, "person";r=47;t=\d+, "organization";r=5;t=\d+$/);
    expect(answers[2]!.json).toMatchObject({ facts: { policy: 'key', quota: 2 } });
    // What the key has used up is not taken from its person a second time.
    expect((await ask(courses, { headers: { cookie } })).headers.ratelimit).toMatch(/"person";r=46/);
    for (let i = 0; i < 4; i++) await ask(courses);
    expect((await ask(courses)).json).toMatchObject({ facts: { policy: 'organization', quota: 9 } });
  });

  // Guard: with the limits of organizations never read, all were answered.
  it('is that of one school, set by who runs the installation, and nobody else', async () => {
    const { url, courses } = await served();
    const key = await keyOf(url);
    expect((await ask(courses)).headers.ratelimit).toBeUndefined();
    const { id } = (await ask(`${url}/api/organizations/current`)).json;
    const set = (headers: Record<string, string>, organizationId: string, requestsPerMinute: number | null) =>
      ask(`${url}/api/gateway/limits/${organizationId}`, { method: 'PUT', headers, body: { requestsPerMinute } });
    expect((await set({}, id, 5)).status).toBe(401);
    expect((await set(key, 'nowhere', 5)).status).toBe(404);
    expect((await set(key, id, 1)).json).toEqual({ organizationId: id, requestsPerMinute: 1 });
    expect((await ask(courses)).status).toBe(200);
    expect((await ask(courses)).json).toMatchObject({ facts: { policy: 'organization', quota: 1 } });
    expect((await ask(`${url}/healthz`)).status).toBe(200);
  });
});
