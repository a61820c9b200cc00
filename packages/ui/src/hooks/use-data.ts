import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ProblemDetails } from '../problem.ts';
import { attempt } from './use-action.ts';

export interface Live<Data> {
  /** The newest there is; the old one stays while a newer one comes, and when it does not come. */
  readonly data: Data;
  readonly busy: boolean;
  readonly problem: ProblemDetails | undefined;
  /** Asks again. Of several answers on their way the one asked for last counts, and all of them wait for it. */
  refresh(): Promise<void>;
  /** Puts something in place at once, before the server has confirmed it. An answer still on its way does not undo it. */
  set(change: (data: Data) => Data): void;
}

/** A screen's data with a way to ask again: `const list = useData(data, () => lms.courses.list({}))`. New `initial` data replaces it. */
export function useData<Data>(initial: Data, ask: () => Promise<Data>): Live<Data> {
  const latest = useRef(ask);
  latest.current = ask;
  const live = useMemo(() => makeLive(initial, () => latest.current()), []);
  const given = useRef(initial);
  useEffect(() => {
    if (given.current !== initial) live.set(() => initial);
    given.current = initial;
  }, [initial, live]);
  return live;
}

/** The same outside of a component. */
export function makeLive<Data>(initial: Data, ask: () => Promise<Data>): Live<Data> {
  const state = signal<Pick<Live<Data>, 'data' | 'busy' | 'problem'>>({
    data: initial,
    busy: false,
    problem: undefined,
  });
  let turn = 0;
  let newest: Promise<void> | undefined;
  return {
    get data() {
      return state.value.data;
    },
    get busy() {
      return state.value.busy;
    },
    get problem() {
      return state.value.problem;
    },
    refresh() {
      const mine = ++turn;
      state.value = { ...state.peek(), busy: true };
      const asked: Promise<void> = attempt(ask).then((outcome) => {
        // Overtaken by another one: whoever waits for this one waits for what will be shown.
        if (mine !== turn) return newest === asked ? undefined : newest;
        state.value = outcome.ok
          ? { data: outcome.value, busy: false, problem: undefined }
          : { data: state.peek().data, busy: false, problem: outcome.problem };
        return undefined;
      });
      newest = asked;
      return asked;
    },
    set(change) {
      turn++;
      state.value = { data: change(state.peek().data), busy: false, problem: undefined };
    },
  };
}
