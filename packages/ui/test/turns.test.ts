import { describe, expect, test } from 'vitest';
import { makeTurns } from '../src/index.ts';

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('turns', () => {
  test('are taken in the order they were asked for, one at a time, and what follows the last follows once', async () => {
    // Guards: with `attempt(act)` outside of the line two ran at once; with `waiting >= 0` it settled three times.
    const seen: string[] = [];
    const turns = makeTurns(() => seen.push('settled'));
    const one = (name: string) =>
      turns.run(async () => {
        seen.push(`${name} begins`);
        await soon();
        seen.push(`${name} ends`);
        return name;
      });
    const outcomes = await Promise.all([one('first'), one('second'), one('third')]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.value)).toEqual(['first', 'second', 'third']);
    expect(seen).toEqual([
      'first begins',
      'first ends',
      'second begins',
      'second ends',
      'third begins',
      'third ends',
      'settled',
    ]);
  });

  test('one that fails is told, the rest are done, and what is true then is asked for', async () => {
    let settled = 0;
    const turns = makeTurns(() => settled++);
    const refused = { code: 'courses.order_incomplete', status: 422, title: 'The order is incomplete' };
    const [failed, done] = await Promise.all([
      turns.run(() => Promise.reject(refused)),
      turns.run(() => Promise.resolve('done')),
    ]);
    expect([failed.ok, done.ok, settled]).toEqual([false, true, 1]);
    expect(turns.problem).toMatchObject(refused);
    await turns.run(() => Promise.resolve());
    expect(turns.problem).toBeUndefined();
  });

  test('what changed elsewhere is asked for when nothing is under way, and then once', async () => {
    let settled = 0;
    const turns = makeTurns(() => settled++);
    turns.settle();
    await soon();
    expect(settled).toBe(1);
    const under = turns.run(soon);
    turns.settle();
    turns.settle();
    expect(settled).toBe(1);
    await under;
    expect(settled).toBe(2);
  });

  test('what cannot be asked for afterwards is told too', async () => {
    const turns = makeTurns(() => Promise.reject({ code: 'kernel.overloaded', status: 503, title: 'Try again' }));
    expect((await turns.run(() => Promise.resolve('done'))).ok).toBe(true);
    expect(turns.problem).toMatchObject({ status: 503 });
  });
});
