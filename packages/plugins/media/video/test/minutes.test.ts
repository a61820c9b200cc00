// What a school may make of films in a month: from the school above that sets it to the film that is refused.
import { readFileSync } from 'node:fs';
import { runInScope } from '@lectern/kit';
import { organizationsContract } from '@lectern/organizations/contract';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { videoPlugin } from '../src/plugin.ts';
import { made, picture, quick } from './made.ts';

const { create, change } = organizationsContract.operations;
/** Every one another file: the same bytes would be the same film. */
const films = await Promise.all(
  [1, 2].map(async (n) => readFileSync(await made(`${n}.mp4`, ...picture('160x90', n), ...quick))),
);

/** As somebody with a key of a school asks it. */
async function inSchool(school: TestSchool, { id }: TestPerson, org: string) {
  const { host, database, fetch } = school.server;
  const actor = { kind: 'person', id } as const;
  const auth = host.serviceOf('auth') as { keys: { create(name: string, call: object): Promise<{ key: string }> } };
  const { key } = await runInScope({ actor, org, request: 'test', via: 'kernel' }, () =>
    database.unit(() => auth.keys.create('test', { actor, org })),
  );
  return async (method: string, path: string, body?: BodyInit) => {
    const headers = {
      authorization: `Bearer ${key}`,
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
    };
    const answer = await fetch(
      new Request(`http://school.test/api${path}`, { method, headers, ...(body && { body }) }),
    );
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
}

testScenarios(videoPlugin, (test) => {
  // Without `room` in takeMinutes the second film was ready like the first.
  test('a film for which no minutes are left is not made, and says so; with more of them it is', async (school) => {
    const owner = await school.person('owner');
    const { id: organizationId } = await owner.call(create, { name: 'North', address: 'north' });
    await owner.call(change, { organizationId, limits: { minutes: 1 } });
    const ask = await inSchool(school, owner, organizationId);
    const { id: courseId } = (await ask('POST', '/courses', JSON.stringify({ title: 'Films' }))).body;
    const send = async (n: number) => {
      const sent = await ask('POST', `/media/courses/${courseId}/items?name=${n}.mp4`, new Uint8Array(films[n]!));
      expect(sent.status).toBe(201);
      await school.work();
      return `/video/${sent.body.id}`;
    };
    const quotas = async () => (await ask('GET', '/organizations/quotas')).body.items;

    expect((await ask('GET', await send(0))).body).toMatchObject({ state: 'ready', failure: null });
    expect(await quotas()).toContainEqual({ kind: 'minutes', limit: 1, used: 1 });
    const refused = await send(1);
    expect((await ask('GET', refused)).body).toMatchObject({
      state: 'failed',
      failure: {
        code: 'no-minutes-left',
        message:
          'The school has used the minutes of film that were set for this month. Try again next month, or ask whoever runs the installation for more.',
        mayRetry: true,
      },
    });
    // What was refused is not counted.
    expect(await quotas()).toContainEqual({ kind: 'minutes', limit: 1, used: 1 });

    await ask('POST', `${refused}/retry`);
    await school.work();
    expect((await ask('GET', refused)).body).toMatchObject({ state: 'failed', failure: { code: 'no-minutes-left' } });
    await owner.call(change, { organizationId, limits: { minutes: 2 } });
    await ask('POST', `${refused}/retry`);
    await school.work();
    expect((await ask('GET', refused)).body).toMatchObject({ state: 'ready', failure: null });
  }, 120_000);

  test('a new month has its minutes anew', async (school) => {
    const owner = await school.person('owner');
    const { id: organizationId } = await owner.call(create, { name: 'North', address: 'north' });
    await owner.call(change, { organizationId, limits: { minutes: 1 } });
    let ask = await inSchool(school, owner, organizationId);
    const { id: courseId } = (await ask('POST', '/courses', JSON.stringify({ title: 'Films' }))).body;
    const send = async (n: number) => {
      const { body } = await ask('POST', `/media/courses/${courseId}/items?name=${n}.mp4`, new Uint8Array(films[n]!));
      await school.work();
      return (await ask('GET', `/video/${body.id}`)).body.state;
    };
    expect(await send(0)).toBe('ready');
    school.advance({ days: 31 });
    ask = await inSchool(school, owner, organizationId);
    expect(await send(1)).toBe('ready');
  }, 120_000);
});
