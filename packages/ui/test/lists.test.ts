import { describe, expect, test } from 'vitest';
import { makeList, makeLive, type Page } from '../src/index.ts';

const page = (items: readonly string[], next: string | null): Page<string> => ({ items, next });

/** A list whose answers the test hands out, in whatever order it likes. */
function listOf(first: Page<string>) {
  const asked: { cursor: string | undefined; answer: PromiseWithResolvers<Page<string>> }[] = [];
  const ask = (cursor: string | undefined) => {
    const answer = Promise.withResolvers<Page<string>>();
    asked.push({ cursor, answer });
    return answer.promise;
  };
  return {
    asked,
    list: makeList(
      makeLive(first, () => ask(undefined)),
      ask,
    ),
  };
}

describe('a list that is read page by page', () => {
  test('asks with the cursor of what is shown until there is no more', async () => {
    const { asked, list } = listOf(page(['Ana', 'Ben'], 'after-ben'));
    const more = list.more();
    expect([list.busy, asked[0]!.cursor]).toEqual([true, 'after-ben']);
    asked[0]!.answer.resolve(page(['Cleo'], null));
    expect(await more).toBe(true);
    expect([list.items, list.hasMore, list.busy]).toEqual([['Ana', 'Ben', 'Cleo'], false, false]);
    await list.more();
    expect(asked).toHaveLength(1);
  });

  test('keeps what is shown when more does not come, and goes on from there', async () => {
    const { asked, list } = listOf(page(['Ana'], 'after-ana'));
    const lost = list.more();
    asked[0]!.answer.reject({ status: 503, code: 'unavailable', title: 'Busy' });
    expect(await lost).toBe(false);
    expect([list.items, list.hasMore, list.problem?.status]).toEqual([['Ana'], true, 503]);
    const again = list.more();
    expect(asked[1]!.cursor).toBe('after-ana');
    asked[1]!.answer.resolve(page(['Ben'], null));
    await again;
    expect([list.items, list.problem]).toEqual([['Ana', 'Ben'], undefined]);
  });

  test('read anew while more was on its way, shows no page that follows something else', async () => {
    const { asked, list } = listOf(page(['Ana'], 'after-ana'));
    const more = list.more();
    const anew = list.refresh();
    asked[1]!.answer.resolve(page(['Zoe'], 'after-zoe'));
    await anew;
    asked[0]!.answer.resolve(page(['Ben'], null));
    await more;
    expect([list.items, list.hasMore]).toEqual([['Zoe'], true]);
  });

  test('keeps what was changed in place, and what follows it', async () => {
    const { asked, list } = listOf(page(['Ana', 'Ben'], 'after-ben'));
    list.set((items) => items.filter((one) => one !== 'Ana'));
    const more = list.more();
    asked[0]!.answer.resolve(page(['Cleo'], null));
    await more;
    expect(list.items).toEqual(['Ben', 'Cleo']);
  });
});
