import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeSaver } from '../web/saver.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A school that can be out of reach, slow, and of its own opinion. */
function school() {
  const kept: [string, unknown][] = [];
  const state = { reachable: true, refuses: false };
  const send = vi.fn(async (question: string, answer: unknown) => {
    if (!state.reachable) throw { code: 'unreachable', status: 0 };
    if (state.refuses) throw { code: 'assessment.handed_in', status: 409 };
    kept.push([question, answer]);
  });
  return { kept, state, send };
}

describe('answers on their way to the school', () => {
  test('are kept at once when they are chosen, after a pause when they are written', async () => {
    const { kept, send } = school();
    const saver = makeSaver(send);
    saver.put('a', 1, 'now');
    expect(saver.state).toBe('saving');
    await vi.advanceTimersByTimeAsync(0);
    for (const text of ['o', 'on', 'one']) saver.put('b', text, 'soon');
    await vi.advanceTimersByTimeAsync(400);
    expect(kept).toEqual([['a', 1]]);
    await vi.advanceTimersByTimeAsync(200);
    expect(kept).toEqual([
      ['a', 1],
      ['b', 'one'],
    ]);
    expect(saver.state).toBe('saved');
  });

  // Sent side by side, the first answer could arrive last and stand.
  test('are sent one after the other, and the last one of a question is the one that stands', async () => {
    const waiting: (() => void)[] = [];
    const arrived: unknown[] = [];
    const saver = makeSaver(async (_, answer) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      arrived.push(answer);
    });
    saver.put('a', 0, 'now');
    saver.put('a', 1, 'now');
    saver.put('a', 2, 'now');
    await vi.advanceTimersByTimeAsync(0);
    expect(waiting).toHaveLength(1);
    waiting.shift()!();
    await vi.advanceTimersByTimeAsync(0);
    waiting.shift()!();
    await vi.advanceTimersByTimeAsync(0);
    expect(arrived).toEqual([0, 2]);
    expect(saver.state).toBe('saved');
  });

  // With the answer taken out of `pending` before it is kept, nothing came after the line was mended.
  test('are tried again while the school cannot be reached, and nothing is lost meanwhile', async () => {
    const { kept, send, state } = school();
    state.reachable = false;
    const saver = makeSaver(send);
    saver.put('a', 1, 'now');
    await vi.advanceTimersByTimeAsync(0);
    expect(saver.state).toBe('waiting');
    saver.put('b', 2, 'now');
    saver.put('a', 3, 'now');
    await vi.advanceTimersByTimeAsync(40_000);
    expect(send.mock.calls.length).toBeGreaterThan(4);
    expect(send.mock.calls.length).toBeLessThan(12);
    expect(await saver.flush()).toBe(false);
    state.reachable = true;
    await vi.advanceTimersByTimeAsync(15_000);
    expect(saver.state).toBe('saved');
    expect(kept).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
  });

  test('are all there before the attempt is handed in', async () => {
    const { kept, send } = school();
    const saver = makeSaver(send);
    saver.put('a', 'half a word', 'soon');
    expect(await saver.flush()).toBe(true);
    expect(kept).toEqual([['a', 'half a word']]);
  });

  test('that the school refuses are not sent for ever, and it is told why', async () => {
    const { send, state } = school();
    state.refuses = true;
    const saver = makeSaver(send);
    saver.put('a', 1, 'now');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(send).toHaveBeenCalledTimes(1);
    expect(saver.refused?.code).toBe('assessment.handed_in');
  });
});
