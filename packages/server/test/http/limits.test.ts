import { createClient } from '@lectern/sdk';
import { describe, expect, it } from 'vitest';
import { socketOf } from '../../src/serve/socket.ts';
import { problem, refusal, served } from './gateway.ts';
import { ask, keyOf, signIn } from './prepared-school.ts';

const told = /^"(?:address|person)";r=(\d+);t=(\d+)$/;
const left = (headers: Readonly<Record<string, unknown>>) => Number(told.exec(String(headers.ratelimit))?.[1]);

describe('how often one caller may ask', () => {
  // Guards: with the person's id never given, the key and the session below shared the address's quota; with `take`
  // that only counts, everything was answered.
  it('is told with every answer, and refused with the seconds to wait', async () => {
    const { url, courses } = await served({ requestsPerMinute: 4 });
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await ask(courses));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429]);
    expect(answers.map(({ headers }) => left(headers))).toEqual([3, 2, 1, 0, 0]);
    const last = answers[4]!;
    expect(last.headers['ratelimit-policy']).toBe('"address";q=4;w=60');
    expect(problem(last)).toEqual(refusal(429, 'too_many_requests'));
    const wait = Number(last.headers['retry-after']);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(last.json.facts).toEqual({ retryAfter: wait, policy: 'address', quota: 4 });
    // Refusals of other kinds count and tell too; health is nobody's quota.
    expect((await ask(`${url}/healthz`)).status).toBe(200);
  });

  it('is counted for each person, whatever they come in with, and apart from visitors of the same address', async () => {
    const { url, courses } = await served({ requestsPerMinute: 6 });
    const key = await keyOf(url); // a visitor signs in, a person makes a key
    const { cookie } = await signIn(url);
    expect(left((await ask(courses)).headers)).toBe(3);
    expect(left((await ask(courses, { headers: key })).headers)).toBe(4);
    expect(left((await ask(courses, { headers: { cookie } })).headers)).toBe(3);
    // A key that is nobody's is a visitor's: making up keys makes no quota.
    expect(left((await ask(courses, { headers: { authorization: 'Bearer lk_nobody' } })).headers)).toBe(2);
    expect(left((await ask(`${courses}/none`, { headers: key })).headers)).toBe(2);
  });

  it('does not bind whoever owns the machine, nor an application that mounts the school without saying so', async () => {
    const { school, courses } = await served({ requestsPerMinute: 1 });
    for (let i = 0; i < 3; i++) {
      const answer = await ask('http://school.local/api/courses', { socket: socketOf(school.directory) });
      expect([answer.status, answer.headers.ratelimit]).toEqual([200, undefined]);
    }
    expect((await ask(courses)).status).toBe(200);
    const unlimited = await served();
    expect((await ask(unlimited.courses)).headers.ratelimit).toBeUndefined();
  });
});

it('the SDK does not ask again where no time to wait is told: a door that is closed to guesses', async () => {
  const { url } = await served({ requestsPerMinute: 100 });
  const lms = createClient({ url });
  const guess = () => lms.auth.signIn({ email: 'marta@example.org', password: 'not the right one' });
  const codes = [];
  for (let i = 0; i < 12; i++) codes.push(await guess().catch(({ code }) => code));
  expect(codes.at(-1)).toBe('auth.too_many_attempts');
});

it('the SDK waits as it is told to and asks again; what was not done yet is done once', async () => {
  const { url } = await served({ requestsPerMinute: 2 });
  const waits: number[] = [];
  const lms = createClient({
    url,
    fetch: async (request) => {
      const answer = await fetch(request);
      if (answer.status !== 429) return answer;
      // The minute is not waited for: what the school said is noted, and a second said in its place.
      waits.push(Number(answer.headers.get('retry-after')));
      const headers = new Headers(answer.headers);
      headers.set('retry-after', waits.length > 1 ? '3600' : '0');
      return new Response(answer.body, { status: 429, headers });
    },
  });
  await lms.courses.list();
  await lms.courses.list();
  await expect(lms.courses.list()).rejects.toMatchObject({ code: 'too_many_requests', status: 429 });
  expect(waits).toHaveLength(2);
});
