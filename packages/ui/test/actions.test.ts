import { describe, expect, test } from 'vitest';
import { makeAction, makeLive, problemFrom } from '../src/index.ts';

/** A promise with its ends in hand. */
function pending<Value>() {
  return Promise.withResolvers<Value>();
}

describe('an action', () => {
  test('is busy while it runs and then has a value', async () => {
    const answer = pending<string>();
    const save = makeAction((_title: string) => answer.promise);
    expect([save.busy, save.ok]).toEqual([false, false]);
    const run = save.run('How Maps Persuade');
    expect(save.busy).toBe(true);
    answer.resolve('saved');
    expect(await run).toEqual({ ok: true, value: 'saved' });
    expect([save.busy, save.ok, save.value, save.problem]).toEqual([false, true, 'saved', undefined]);
  });

  test('pressed twice makes one request', async () => {
    // Guard: without `running ??=` the second press ran it again.
    let requests = 0;
    const answer = pending<number>();
    const enrol = makeAction(() => {
      requests++;
      return answer.promise;
    });
    const both = Promise.all([enrol.run(), enrol.run()]);
    answer.resolve(7);
    expect(await both).toEqual([
      { ok: true, value: 7 },
      { ok: true, value: 7 },
    ]);
    expect(requests).toBe(1);
    await enrol.run();
    expect(requests).toBe(2);
  });

  test('that fails has a problem instead of an exception, until it goes well', async () => {
    let seats = 0;
    const enrol = makeAction(() => {
      if (seats === 0) throw { code: 'enrollment.seat_limit_reached', status: 409, title: 'No seats left' };
      return 'enrolled';
    });
    expect((await enrol.run()).ok).toBe(false);
    expect(enrol.problem).toMatchObject({ code: 'enrollment.seat_limit_reached', status: 409, title: 'No seats left' });
    seats = 1;
    await enrol.run();
    expect([enrol.ok, enrol.problem]).toEqual([true, undefined]);
    enrol.clear();
    expect([enrol.ok, enrol.value]).toEqual([false, undefined]);
  });
});

describe('live data', () => {
  test('counts the answer that was asked for last, in whatever order they come', async () => {
    const [first, second] = [pending<string>(), pending<string>()];
    const asked = [first, second];
    const list = makeLive('at the start', () => asked.shift()!.promise);
    const both = [list.refresh(), list.refresh()];
    second.resolve('newer');
    await both[1];
    first.resolve('older');
    await both[0];
    expect([list.data, list.busy]).toEqual(['newer', false]);
  });

  test('whoever waits for an answer that was overtaken waits for what is shown', async () => {
    // Guard: answered at once, a dialog closed before the list behind it was the new one, and the focus was lost with a row.
    const [first, second] = [pending<string>(), pending<string>()];
    const asked = [first, second];
    const list = makeLive('at the start', () => asked.shift()!.promise);
    const seen: string[] = [];
    const waiting = list.refresh().then(() => seen.push(list.data));
    void list.refresh();
    first.resolve('older');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen).toEqual([]);
    second.resolve('newer');
    await waiting;
    expect(seen).toEqual(['newer']);
  });

  test('keeps what it has when the next answer does not come', async () => {
    const list = makeLive('here', () => Promise.reject(new TypeError('Failed to fetch')));
    await list.refresh();
    expect([list.data, list.problem?.code]).toEqual(['here', 'offline']);
  });

  test('is not undone by an answer that was on its way when somebody changed it', async () => {
    const answer = pending<string[]>();
    const list = makeLive(['a', 'b'], () => answer.promise);
    const refresh = list.refresh();
    list.set((now) => now.filter((one) => one !== 'b'));
    answer.resolve(['a', 'b']);
    await refresh;
    expect(list.data).toEqual(['a']);
  });
});

describe('a problem', () => {
  test('is read from an RFC 9457 document, thrown as itself or carried by an error', () => {
    const document = {
      type: 'about:blank',
      code: 'courses.title_taken',
      status: 422,
      title: 'Taken',
      errors: [{ pointer: '#/title', detail: 'Another course has this title.' }, { detail: 'no pointer' }, null],
    };
    const expected = {
      code: 'courses.title_taken',
      status: 422,
      title: 'Taken',
      fields: { '/title': 'Another course has this title.' },
    };
    expect(problemFrom(document)).toMatchObject(expected);
    expect(problemFrom(Object.assign(new Error('422'), { problem: document }))).toMatchObject(expected);
  });

  test('is read from the error of the client, whose one field is named by its pointer', () => {
    const error = Object.assign(new Error('Another course has this title.'), {
      name: 'LecternProblem',
      status: 409,
      code: 'courses.title_taken',
      detail: undefined,
      pointer: '/title',
      facts: { retryAfter: 20 },
      request: 'req_8f2',
    });
    expect(problemFrom(error)).toEqual({
      code: 'courses.title_taken',
      status: 409,
      title: 'Another course has this title.',
      detail: undefined,
      fields: { '/title': 'Another course has this title.' },
      retryAfter: 20,
      reference: 'req_8f2',
    });
    expect(problemFrom({ code: 'unreachable', status: 0, detail: 'No answer' }).status).toBe(0);
  });

  test('of anything else is our fault, or the network is gone', () => {
    expect(problemFrom(new Error('x is not a function'))).toEqual({ code: 'failed', status: 500, fields: {} });
    expect(problemFrom(new TypeError('x is not a function')).code).toBe('failed');
    expect(problemFrom(new TypeError('Load failed')).code).toBe('offline');
    expect(problemFrom(undefined).code).toBe('failed');
  });
});
