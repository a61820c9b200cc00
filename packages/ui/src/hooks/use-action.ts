import { signal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { type ProblemDetails, problemFrom } from '../problem.ts';

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ProblemDetails };

export interface Action<Input extends readonly unknown[], Value> {
  /** Never throws. Called again while it runs, it answers with the run that is under way: one press, one request. */
  run(...input: Input): Promise<Outcome<Value>>;
  readonly busy: boolean;
  readonly problem: ProblemDetails | undefined;
  /** What the last run that went well answered. */
  readonly value: Value | undefined;
  /** The last run went well. */
  readonly ok: boolean;
  /** Forgets the problem and the value. */
  clear(): void;
}

type Act<Input extends readonly unknown[], Value> = (...input: Input) => Promise<Value> | Value;

/** Something a person sets going: `const save = useAction((title: string) => lms.courses.update({ id, title }))`. */
export function useAction<Input extends readonly unknown[], Value>(act: Act<Input, Value>): Action<Input, Value> {
  const latest = useRef(act);
  latest.current = act;
  return useMemo(() => makeAction<Input, Value>((...input) => latest.current(...input)), []);
}

/** The same outside of a component. Whoever reads `busy`, `problem`, `value` or `ok` while rendering follows them. */
export function makeAction<Input extends readonly unknown[], Value>(act: Act<Input, Value>): Action<Input, Value> {
  const busy = signal(false);
  const outcome = signal<Outcome<Value> | undefined>(undefined);
  let running: Promise<Outcome<Value>> | undefined;
  const perform = async (input: Input): Promise<Outcome<Value>> => {
    busy.value = true;
    const result = await attempt(() => act(...input));
    running = undefined;
    busy.value = false;
    outcome.value = result;
    return result;
  };
  return {
    run: (...input) => {
      running ??= perform(input);
      return running;
    },
    clear: () => {
      outcome.value = undefined;
    },
    get busy() {
      return busy.value;
    },
    get ok() {
      return outcome.value?.ok === true;
    },
    get problem() {
      return outcome.value?.ok === false ? outcome.value.problem : undefined;
    },
    get value() {
      return outcome.value?.ok ? outcome.value.value : undefined;
    },
  };
}

export interface Turns {
  /** Never throws. Waits for what was set going before. */
  run<Value>(act: () => Promise<Value>): Promise<Outcome<Value>>;
  /** Something was changed elsewhere: `settled` follows when nothing is under way any more. */
  settle(): void;
  /** What the last one that failed answered, until something is set going after all was done. */
  readonly problem: ProblemDetails | undefined;
}

/** Changes that a person sets going faster than they are done: each waits for the one before, and `settled` follows the last. */
export function useTurns(settled: () => unknown): Turns {
  const latest = useRef(settled);
  latest.current = settled;
  return useMemo(() => makeTurns(() => latest.current()), []);
}

/** The same outside of a component. */
export function makeTurns(settled: () => unknown): Turns {
  const problem = signal<ProblemDetails | undefined>(undefined);
  let line: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    run(act) {
      if (waiting === 0) problem.value = undefined;
      waiting++;
      const turn = line.then(async () => {
        const outcome = await attempt(act);
        waiting--;
        const after = waiting === 0 ? await attempt(settled) : outcome;
        const failed = outcome.ok ? after : outcome;
        if (!failed.ok) problem.value = failed.problem;
        return outcome;
      });
      line = turn;
      return turn;
    },
    settle() {
      if (waiting > 0) return; // what is under way settles when it is done
      line = line.then(async () => {
        if (waiting === 0) await attempt(settled);
      });
    },
    get problem() {
      return problem.value;
    },
  };
}

/** Runs something and turns what it throws into a value. */
export async function attempt<Value>(act: () => Promise<Value> | Value): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await act() };
  } catch (thrown) {
    return { ok: false, problem: problemFrom(thrown) };
  }
}
