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

/** Runs something and turns what it throws into a value. */
export async function attempt<Value>(act: () => Promise<Value> | Value): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await act() };
  } catch (thrown) {
    return { ok: false, problem: problemFrom(thrown) };
  }
}
