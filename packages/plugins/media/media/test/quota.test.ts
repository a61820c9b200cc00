import { type TestSchool, testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { mediaPlugin } from '../src/plugin.ts';
import { codeOf, course, send } from './course.ts';
import { create } from './tus.ts';

/** As whoever looks after the school from above sets it. */
const limitTo = (school: TestSchool, bytes: number) =>
  school.inside(() => school.server.database.rawAll(`update organizations set max_bytes = ${bytes} returning id`));

testScenarios(mediaPlugin, (test) => {
  // Without `room` in begin the second upload was begun; without it in add the file was kept.
  test('a file for which there is no room is refused before it is sent; one that is on its way counts', async (school) => {
    const { marta, courseId } = await course(school);
    await limitTo(school, 1_000);
    expect((await create(marta, courseId, { 'upload-length': '600' })).status).toBe(201);
    const second = await create(marta, courseId, { 'upload-length': '600' });
    expect(await codeOf(second)).toEqual([409, 'organizations.quota_reached']);
    const whole = await send(marta, courseId, 'notes.txt', 'x'.repeat(500));
    expect(await codeOf(whole)).toEqual([409, 'organizations.quota_reached']);
    expect((await send(marta, courseId, 'notes.txt', 'x'.repeat(400))).status).toBe(201);
  });

  test('of two that begin at once for the last room, one is refused', async (school) => {
    const { marta, courseId } = await course(school);
    await limitTo(school, 1_000);
    const answers = await Promise.all([1, 2].map(() => create(marta, courseId, { 'upload-length': '600' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});
