// Jobs and events that failed, understood and tried again.
import { academy } from '@lectern/academy';
import { coursesContract } from '@lectern/courses/contract';
import { definePlugin, job, on, type Plugin, runs } from '@lectern/kit';
import { defineContract, event, service } from '@lectern/kit/contract';
import { type TestSchool, testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { z } from 'zod';
import { adminContract } from '../src/contract.ts';

const ops = adminContract.operations;
/** Fails until the disk has room again. */
let full = true;
const dig = job('mole.dig', z.object({ courseId: z.string() }), {
  title: { en: 'Dig a tunnel', ar: 'حفر نفق' },
  attempts: 1,
});
const knock = event('mole.knocked', z.object({ courseId: z.string() }));
const noRoom = () => {
  if (full) throw new Error('ENOSPC: no space left on device, write');
};
const mole: Plugin = definePlugin({
  contract: defineContract({ id: 'mole', summary: 'A mole', operations: {}, events: { knock } }),
  needs: { admin: service<unknown>('admin'), courses: service<unknown>('courses') },
  service: (ctx) => ({ dig: (courseId: string) => ctx.enqueue(dig, { courseId }) }),
  handlers: () => ({}),
  jobs: () => [runs(dig, async () => noRoom())],
  reactions: () => [on(knock, async () => noRoom())],
});
const digging = (school: TestSchool, courseId: string) =>
  school.inside(() =>
    school.server.database.unit(() =>
      (school.server.host.serviceOf('mole') as { dig(id: string): Promise<string> }).dig(courseId),
    ),
  );

const lesson = { title: 'Moles and their work', summary: '', language: 'en' };

testScenarios(
  mole,
  (test) => {
    test('a job that failed says what it was doing, for what, and why; mended, it is tried again', async (school) => {
      full = true;
      const owner = await school.person('owner');
      const course = await owner.call(coursesContract.operations.create, lesson);
      const id = await digging(school, course.id);
      await school.work();
      const { items } = await owner.call(ops.work, { state: 'failed' });
      expect(items).toMatchObject([
        {
          id,
          kind: 'job',
          title: { en: 'Dig a tunnel', ar: 'حفر نفق' },
          about: 'Moles and their work',
          why: 'disk-full',
          attempt: 1,
          attempts: 1,
          plugin: 'mole',
        },
      ]);
      expect((await owner.call(ops.queues)).items.find(({ queue }) => queue === 'mole')).toMatchObject({ failed: 1 });
      full = false;
      await owner.call(ops.retryWork, { workId: id });
      await owner.refused(ops.retryWork, { workId: id }, 'admin.nothing_to_retry');
      await school.work();
      expect((await owner.call(ops.work, { state: 'failed' })).items).toEqual([]);
      await owner.refused(ops.cancelWork, { workId: id }, 'admin.nothing_to_cancel');
    });

    test('an event that a plugin could not take is there too, and stays until it is taken', async (school) => {
      full = true;
      const owner = await school.person('owner');
      await school.happened(knock, { courseId: 'none' });
      for (let tries = 0; tries < 10; tries++) {
        school.advance({ minutes: 10 });
        await school.deliver();
      }
      const { items } = await owner.call(ops.work, { state: 'failed' });
      expect(items).toMatchObject([{ kind: 'event', plugin: 'mole', why: 'disk-full', name: 'mole <- mole.knocked' }]);
      const workId = items[0]!.id;
      const again = await owner.refused(ops.retryWork, { workId }, 'admin.failed_again');
      expect(again.detail).toMatch(/ENOSPC/);
      full = false;
      await owner.call(ops.retryWork, { workId });
      expect((await owner.call(ops.work, { state: 'failed' })).items).toEqual([]);
    });

    test('a job that waits is stopped, and its page is full', async (school) => {
      const owner = await school.person('owner');
      const ids = [];
      for (let n = 0; n < 3; n++) ids.push(await digging(school, `course-${n}`));
      await owner.call(ops.cancelWork, { workId: ids[0]! });
      const waiting = await owner.call(ops.work, { state: 'waiting', limit: 1 });
      expect(waiting.items.map(({ id }) => id)).toEqual([ids[2]]);
      const next = await owner.call(ops.work, { state: 'waiting', limit: 1, cursor: waiting.next! });
      expect([next.items.map(({ id }) => id), next.next]).toEqual([[ids[1]], null]);
      expect((await owner.call(ops.work, { state: 'cancelled' })).items).toHaveLength(1);
    });
  },
  { among: [...academy, mole] },
);
