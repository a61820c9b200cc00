import { describe, expect, it } from 'vitest';
import { socketOf } from '../../src/serve/socket.ts';
import { problem, refusal, served, titled, titles } from './gateway.ts';
import { ask, keyOf, signIn } from './prepared-school.ts';

const message = 'We move to a larger machine.';
const put = (headers: Record<string, string>, body: object) => ({ method: 'PUT', headers, body });

describe('a school that is closed for maintenance', () => {
  // Guard: with `mayEnter` true for everybody the visitor read the courses; with it false the owner was shut out too.
  it('says so to everybody but those who may open it, and changes nothing for them', async () => {
    const { school, url, courses } = await served();
    const key = await keyOf(url);
    await ask(`${url}/api/organizations/entrance`, { method: 'PATCH', headers: key, body: { signUp: 'open' } });
    const person = { name: 'Ana', email: 'ana@example.org', password: 'a long sentence' };
    const signedUp = await ask(`${url}/api/auth/sign-up`, { method: 'POST', body: person });
    const learner = { cookie: String(signedUp.headers['set-cookie']?.[0]).split(';')[0]! };
    expect((await ask(`${url}/api/users/me`, { headers: learner })).status).toBe(200);
    const until = new Date(Date.now() + 1_800_000).toISOString();
    const closed = await ask(`${url}/api/gateway/maintenance`, put(key, { on: true, until, message }));
    expect(closed.json).toMatchObject({ on: true, until, message });

    const visitor = await ask(courses);
    expect(problem(visitor)).toEqual(refusal(503, 'in_maintenance'));
    expect(visitor.json).toMatchObject({ detail: message, facts: { until } });
    expect(Number(visitor.headers['retry-after'])).toBeGreaterThan(1_700);
    expect(Number(visitor.headers['retry-after'])).toBeLessThanOrEqual(1_800);
    expect(problem(await ask(`${url}/api/users/me`, { headers: learner }))).toEqual(refusal(503, 'in_maintenance'));
    const change = { method: 'PATCH', headers: learner, body: { name: 'Ana Ibarra' } };
    expect(problem(await ask(`${url}/api/users/me`, change))).toEqual(refusal(503, 'in_maintenance'));
    const another = { method: 'POST', body: { ...person, email: 'ben@example.org' } };
    expect(problem(await ask(`${url}/api/auth/sign-up`, another))).toEqual(refusal(503, 'in_maintenance'));
    // What is asked for on the way in, and whether it is over.
    expect((await ask(`${url}/api/organizations/current`)).status).toBe(200);
    expect((await ask(`${url}/api/gateway/maintenance`)).json).toMatchObject({ on: true });

    // The owner, with a key, a new session and the machine's own command line.
    expect((await ask(courses, { ...titled('Meanwhile'), headers: key })).status).toBe(200);
    const { cookie } = await signIn(url);
    expect((await ask(courses, { headers: { cookie } })).status).toBe(200);
    expect((await ask('http://school.local/api/courses', { socket: socketOf(school.directory) })).status).toBe(200);

    expect((await ask(`${url}/healthz`)).json).toEqual({ ok: true });
    const ready = await ask(`${url}/readyz`);
    expect([ready.status, ready.json]).toEqual([200, { ok: true, maintenance: true }]);

    expect((await ask(`${url}/api/gateway/maintenance`, put(key, { on: false }))).json.on).toBe(false);
    expect((await ask(courses)).status).toBe(200);
    expect(await titles(school)).toEqual(['Meanwhile']);
  });

  it('is closed still after a restart, and asks for ten minutes where no end is known', async () => {
    const { school, url, courses, close } = await served();
    await ask(`${url}/api/gateway/maintenance`, put(await keyOf(url), { on: true }));
    await close();
    const again = await served({ directory: school.directory });
    const answer = await ask(`${again.url}${courses.slice(url.length)}`);
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '600']);
  });

  it('is closed by nobody who looks after something else', async () => {
    const { url } = await served();
    const visitor = await ask(`${url}/api/gateway/maintenance`, put({}, { on: true }));
    expect(problem(visitor)).toEqual(refusal(401, 'not_signed_in'));
    // Who owns a school below decides nothing for all of them, and sees none of their limits and measures.
    const { cookie } = await signIn(url);
    const body = { name: 'North', address: 'north' };
    const north = await ask(`${url}/api/organizations`, { method: 'POST', headers: { cookie }, body });
    expect(north.status, north.text).toBe(200);
    const entered = await ask(`${url}/api/auth/enter`, {
      method: 'POST',
      headers: { cookie },
      body: { organizationId: north.json.id },
    });
    expect(entered.status, entered.text).toBe(200);
    const there = { cookie: String(entered.headers['set-cookie']?.[0] ?? cookie).split(';')[0]! };
    expect((await ask(`${url}/api/organizations/current`, { headers: there })).json.name).toBe('North');
    const closed = await ask(`${url}/api/gateway/maintenance`, put(there, { on: true }));
    expect(problem(closed)).toEqual(refusal(403, 'gateway.not_here'));
    expect(problem(await ask(`${url}/api/gateway/limits`, { headers: there }))).toEqual(
      refusal(403, 'gateway.not_here'),
    );
  });
});
