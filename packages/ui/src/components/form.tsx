import { Signal, useSignal } from '@preact/signals';
import { type ComponentChildren, createContext, type TargetedEvent } from 'preact';
import { useContext, useEffect, useMemo, useRef } from 'preact/hooks';
import type { ProblemDetails } from '../problem.ts';
import { Problem } from './problem.tsx';
import { wrongWith } from './validity.ts';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Check = () => Control | undefined;

interface FormState {
  readonly problem: ProblemDetails | undefined;
  readonly checks: Set<Check>;
  readonly names: Set<string>;
}

const FormContext = /* #__PURE__ */ createContext<FormState | undefined>(undefined);

export interface FormProps {
  /** Called when every field is content. */
  readonly onSubmit: (data: FormData) => unknown;
  /** What the server answered: sentences land at the fields they name, the rest above the form. */
  readonly problem?: ProblemDetails | undefined;
  readonly class?: string;
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** Fields and a way to hand them in. The first wrong field gets the focus; nothing is sent while one is wrong. */
export function Form({ onSubmit, problem, class: extra = 'stack', label, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [checks, names] = useMemo(() => [new Set<Check>(), new Set<string>()], []);
  const state = useMemo(() => ({ problem, checks, names }), [problem, checks, names]);
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);

  const submit = (event: TargetedEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wrong = [...checks].map((check) => check()).filter((control) => control !== undefined);
    wrong.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    if (wrong[0]) wrong[0].focus();
    else onSubmit(new FormData(event.currentTarget));
  };
  return (
    <FormContext.Provider value={state}>
      {/* Sent by the browser itself, should the app not be there, it puts nothing that was written into an address. */}
      <form ref={form} method="post" class={extra} noValidate aria-label={label} onSubmit={submit}>
        {problem && <Unplaced problem={problem} names={names} />}
        {children}
      </form>
    </FormContext.Provider>
  );
}

/** A problem none of whose pointers names a field here; otherwise the fields say it themselves. */
const Unplaced = ({ problem, names }: { problem: ProblemDetails; names: ReadonlySet<string> }) =>
  Object.keys(problem.fields).some((pointer) => names.has(pointer.slice(1))) ? null : <Problem problem={problem} />;

interface Checking {
  readonly name: string;
  readonly error: string | undefined;
  readonly check: ((value: string) => string | undefined) | undefined;
  readonly value: Signal<string> | string | undefined;
  readonly onValue: ((value: string) => void) | undefined;
}

/** Value, listeners and error of one control that belongs to the form around it. */
export function useChecked<Element extends Control>({ name, error, check, value, onValue }: Checking) {
  const form = useContext(FormContext);
  const control = useRef<Element>(null);
  const wrong = useSignal<string | undefined>(undefined);
  const answered = useSignal<ProblemDetails | undefined>(undefined);

  const judge = (): Element | undefined => {
    const element = control.current;
    if (!element) return undefined;
    wrong.value = wrongWith(element) ?? check?.(element.value);
    return wrong.value ? element : undefined;
  };
  const latest = useRef(judge);
  latest.current = judge;
  useEffect(() => {
    if (!form) return;
    const once = () => latest.current();
    form.checks.add(once);
    form.names.add(name);
    return () => {
      form.checks.delete(once);
      form.names.delete(name);
    };
  }, [form?.checks, form?.names, name]);

  // What the server said stays until the field is changed.
  const fromServer = form?.problem && form.problem !== answered.value ? form.problem.fields[`/${name}`] : undefined;
  return {
    error: wrong.value ?? fromServer ?? error,
    /** A string is only where a text begins: as `value`, every rendering would put it back over what was written. */
    text: value instanceof Signal ? { value: value.value } : { defaultValue: value },
    control: {
      ref: control,
      onBlur: () => {
        // Leaving an untouched field is not a mistake yet; handing in judges it.
        if (control.current?.value !== '' || wrong.peek()) judge();
      },
      onInput: (event: TargetedEvent<Element>) => {
        const written = event.currentTarget.value;
        if (value instanceof Signal) value.value = written;
        onValue?.(written);
        answered.value = form?.problem;
        if (wrong.peek()) judge();
      },
    },
  };
}
