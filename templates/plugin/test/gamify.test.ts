import { lessonCompleted } from '@lectern/progress/contract';
import { testPlugin } from '@lectern/server/testing';
import { expect } from 'vitest';
import { gamifyContract } from '../src/contract.ts';
import { gamifyPlugin } from '../src/plugin.ts';

testPlugin(gamifyPlugin, (test) => {
  test('every lesson gives ten points, however often it is finished', async (school) => {
    const ana = await school.person('learner', 'Ana');
    for (const lessonId of ['ebb', 'flow', 'ebb'])
      await school.happened(lessonCompleted, { userId: ana.id, courseId: 'tides', lessonId });
    const { items } = await ana.call(gamifyContract.operations.board);
    expect(items).toEqual([{ userId: ana.id, name: 'Ana', points: 20 }]);
  });
});
