// Answers on their way to the school: one at a time, the latest of each question, tried again until it is kept.
import { attempt, type ProblemDetails } from '@lectern/ui';
import { signal } from '@preact/signals';

export type SaveState = 'saved' | 'saving' | 'waiting';
export interface Saver {
  /** `soon` waits for a pause in writing; `now` for what is chosen. */
  put(question: string, answer: unknown, when: 'now' | 'soon'): void;
  /** Sends what waits. @returns whether everything is kept */
  flush(): Promise<boolean>;
  /** `waiting`: the last try did not reach the school, another follows. */
  readonly state: SaveState;
  /** What the school will not keep, however often it is asked. */
  readonly refused: ProblemDetails | undefined;
}
export type Send = (question: string, answer: unknown) => Promise<unknown>;

/** Milliseconds: a pause in writing; the first and the longest wait before another try. */
const [pause, firstWait, longestWait] = [500, 1_000, 15_000];

/** No answer, a school that is busy or restarting: the same again may do. */
const mayPass = ({ status }: ProblemDetails): boolean => status === 0 || status === 429 || status >= 500;

export function makeSaver(send: Send): Saver {
  const pending = new Map<string, { readonly answer: unknown }>();
  const state = signal<SaveState>('saved');
  const refused = signal<ProblemDetails | undefined>(undefined);
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = firstWait;

  async function sendAll(): Promise<void> {
    for (let next = first(); next; next = first()) {
      const [question, put] = next;
      if (state.value === 'saved') state.value = 'saving';
      const outcome = await attempt(() => send(question, put.answer));
      if (!outcome.ok && mayPass(outcome.problem)) {
        state.value = 'waiting';
        later(wait);
        wait = Math.min(wait * 2, longestWait);
        return;
      }
      wait = firstWait;
      // What was answered meanwhile is sent next.
      if (pending.get(question) === put) pending.delete(question);
      if (!outcome.ok) refused.value = outcome.problem;
    }
    state.value = 'saved';
  }
  const first = () => pending.entries().next().value;
  function start(): Promise<void> {
    clearTimeout(timer);
    running ??= sendAll().finally(() => {
      running = undefined;
    });
    return running;
  }
  function later(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(start, milliseconds);
  }
  return {
    put(question, answer, when) {
      pending.set(question, { answer });
      if (state.value === 'saved') state.value = 'saving';
      // While the school does not answer, the next try takes this along.
      if (state.value === 'waiting') return;
      if (when === 'now') void start();
      else later(pause);
    },
    async flush() {
      await running;
      await start();
      return pending.size === 0;
    },
    get state() {
      return state.value;
    },
    get refused() {
      return refused.value;
    },
  };
}
