// Time as a limit: clients that dawdle, operations that take too long.
import { connect } from 'node:net';
import { defineContract, definePlugin, get, kernelProblems, Nothing, post, prepared } from '@lectern/kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { academy } from '../proofs/academy.ts';
import { problem, refusal, served } from './gateway.ts';
import { ask, keyOf, openSchool, serve } from './prepared-school.ts';

const example = { input: {}, output: { done: true } } as const;
const output = z.object({ done: z.literal(true) });
const slowContract = defineContract({
  id: 'slow',
  summary: 'Takes its time',
  operations: {
    read: get('/read', { summary: 'Reads for long', needs: 'public', input: Nothing, output, example }),
    prepare: post('/prepare', { summary: 'Prepares for long', needs: 'public', input: Nothing, output, example }),
  },
});
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
let changes = 0;
const slow = definePlugin({
  contract: slowContract,
  service: () => undefined,
  handlers: () => ({
    read: async () => {
      await pause(600);
      return { done: true as const };
    },
    prepare: prepared(
      () => pause(600),
      () => {
        changes++;
        return { done: true as const };
      },
    ),
  }),
});
const plugins = [...academy, slow];

describe('an operation that takes too long', () => {
  // Guard: without `assertInTime` before the commit it was answered with 503 and recorded as done half a second later.
  it('is given up with a problem, and what it would have done is not done afterwards', async () => {
    const { school, url } = await served({ plugins, timeLimits: { answer: 200 } });
    expect(problem(await ask(`${url}/api/slow/read`))).toEqual(refusal(503, 'too_slow'));
    const late = await ask(`${url}/api/slow/prepare`, { method: 'POST', body: {} });
    expect(problem(late)).toEqual(refusal(503, 'too_slow'));
    expect(late.json.title).toBe(kernelProblems.tooSlow.message);
    await pause(800);
    expect(changes).toBe(1); // its handler ran, in a unit that was rolled back:
    const done = `select count(*) as n from audit_entries where operation = 'slow.prepare' and outcome = 'done'`;
    expect(Number((await school.database.rawAll(done))[0]?.n)).toBe(0);
  });

  it('is done when it is in time', async () => {
    const { url } = await served({ plugins, timeLimits: { answer: 5_000 } });
    expect((await ask(`${url}/api/slow/prepare`, { method: 'POST', body: {} })).status).toBe(200);
  });
});

describe('a client that dawdles', () => {
  const opened = (url: string) => {
    const began = Date.now();
    let answer = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => {});
    const closed = new Promise<{ answer: string; ms: number }>((resolve) =>
      socket.on('close', () => resolve({ answer, ms: Date.now() - began })),
    );
    return { socket, closed };
  };
  const drip = async (socket: ReturnType<typeof connect>, text: string, ms: number) => {
    for (const letter of text) {
      if (socket.destroyed) return;
      socket.write(letter);
      await pause(ms);
    }
  };

  it('over its headers, a letter now and then, is hung up on', async () => {
    const { url } = await serve(await openSchool(), { headers: 500 });
    const { socket, closed } = opened(url);
    void drip(socket, `GET /api/courses HTTP/1.1\r\nhost: x\r\nx-dawdle: ${'a'.repeat(200)}`, 100);
    const { answer, ms } = await closed;
    expect(answer).toMatch(/^(?:$|HTTP\/1\.1 408)/);
    expect(ms).toBeLessThan(3_000);
  });

  const head = (length: number) =>
    `POST /api/auth/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
  // Guard: with the timer of `inTime` taken out, the drip was read to its end.
  it('over its body is told so, however steadily it drips', async () => {
    const { url } = await serve(await openSchool({ timeLimits: { body: 400 } }));
    const { socket, closed } = opened(url);
    socket.write(head(200));
    void drip(socket, ' '.repeat(200), 50);
    await pause(900);
    socket.destroy();
    expect((await closed).answer).toMatch(/^HTTP\/1\.1 408[\s\S]*body_too_slow/);
  });

  it('that says nothing any more in the middle of its body is cut off', async () => {
    const { url } = await serve(await openSchool(), { body: 300 });
    const { socket, closed } = opened(url);
    socket.write(`${head(200)}{"email"`);
    expect((await closed).ms).toBeLessThan(2_000);
  });

  it('loses nothing by being slow between two requests', async () => {
    const { url } = await serve(await openSchool(), { body: 200 });
    const key = await keyOf(url);
    await pause(400);
    expect((await ask(`${url}/api/courses`, { headers: key })).status).toBe(200);
  });
});
