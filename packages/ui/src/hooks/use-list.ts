import { useMemo, useRef } from 'preact/hooks';
import { t } from '../messages/t.ts';
import type { ProblemDetails } from '../problem.ts';
import { announce } from './announce.ts';
import { makeAction } from './use-action.ts';
import { type Live, useData } from './use-data.ts';

/** As every operation answers that lists: `next` is the cursor of what follows, null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}
export interface LiveList<Item> {
  /** As far as they were asked for. */
  readonly items: readonly Item[];
  readonly hasMore: boolean;
  /** More of them are on their way. */
  readonly busy: boolean;
  readonly problem: ProblemDetails | undefined;
  /** The page that follows. Never throws. @returns false when it did not come, and `problem` says why */
  more(): Promise<boolean>;
  /** Asks for the first page again, which takes the place of all that is shown. */
  refresh(): Promise<void>;
  /** Puts something in place at once, before the server has confirmed it. */
  set(change: (items: readonly Item[]) => readonly Item[]): void;
}

/**
 * A list that is read page by page: `const people = useList(data.page, (cursor) => lms.users.list({ ...asked, cursor }))`,
 * with `<More of={people} />` below it. A new `first` page replaces all of it.
 */
export function useList<Item>(
  first: Page<Item>,
  ask: (cursor: string | undefined) => Promise<Page<Item>>,
): LiveList<Item> {
  const latest = useRef(ask);
  latest.current = ask;
  const live = useData(first, () => latest.current(undefined));
  return useMemo(() => makeList(live, (cursor) => latest.current(cursor)), [live]);
}

/** The same outside of a component. */
export function makeList<Item>(live: Live<Page<Item>>, ask: (cursor: string) => Promise<Page<Item>>): LiveList<Item> {
  const following = makeAction(async () => {
    const cursor = live.data.next;
    if (cursor === null) return;
    const page = await ask(cursor);
    // Read anew while this page came: it no longer follows what is shown.
    if (live.data.next !== cursor) return;
    live.set(({ items }) => ({ items: [...items, ...page.items], next: page.next }));
    announce(t('list.came', { count: page.items.length }));
  });
  return {
    get items() {
      return live.data.items;
    },
    get hasMore() {
      return live.data.next !== null;
    },
    get busy() {
      return following.busy;
    },
    get problem() {
      return following.problem ?? live.problem;
    },
    more: async () => (await following.run()).ok,
    refresh: live.refresh,
    set: (change) => live.set(({ items, next }) => ({ items: change(items), next })),
  };
}
