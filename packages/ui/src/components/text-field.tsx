import { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Field } from './field.tsx';
import { useChecked } from './form.tsx';

interface TextProps {
  readonly label: ComponentChildren;
  /** Key in the form's data, and the field that a problem's pointer (`/name`) means. */
  readonly name: string;
  /** A signal is kept in step with what is written; a string is where the field begins. */
  readonly value?: Signal<string> | string;
  readonly hint?: ComponentChildren;
  readonly aside?: ComponentChildren;
  /** From outside, for what only the server knows and no pointer names. */
  readonly error?: string | undefined;
  /** Says what is wrong and what to write, beyond what the attributes below can say. */
  readonly check?: (value: string) => string | undefined;
  /** Fields are needed unless they say that they are not. */
  readonly optional?: boolean;
  readonly onValue?: (value: string) => void;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly autocomplete?: string;
  readonly autofocus?: boolean;
  readonly readOnly?: boolean;
}

export interface TextFieldProps extends TextProps {
  readonly type?:
    | 'text'
    | 'email'
    | 'url'
    | 'tel'
    | 'password'
    | 'number'
    | 'search'
    | 'date'
    | 'time'
    | 'datetime-local';
  readonly min?: number | string;
  readonly max?: number | string;
  readonly step?: number | 'any';
  readonly pattern?: string;
  readonly inputMode?: 'numeric' | 'decimal' | 'text';
}

// Addresses and figures read left to right in every language.
const latin = ['email', 'url', 'tel', 'number', 'password'];

/** One line of text. Checked on leaving, and while typing once it was wrong. */
export function TextField(props: TextFieldProps) {
  const { label, hint, aside, optional, error, check, value, onValue, type = 'text', ...rest } = props;
  const checked = useChecked<HTMLInputElement>({ name: props.name, error, check, value, onValue });
  return (
    <Field label={label} hint={hint} aside={aside} optional={optional === true} error={checked.error}>
      {(control) => (
        // Preact pairs every type with its roles; none is given here, so one type stands for all.
        <input
          {...rest}
          {...control}
          {...checked.control}
          {...checked.text}
          class="input"
          type={type as 'text'}
          required={!optional}
          dir={latin.includes(type) ? 'ltr' : undefined}
        />
      )}
    </Field>
  );
}

/** Several lines of text. */
export function TextArea(props: TextProps & { readonly rows?: number }) {
  const { label, hint, aside, optional, error, check, value, onValue, ...rest } = props;
  const checked = useChecked<HTMLTextAreaElement>({ name: props.name, error, check, value, onValue });
  return (
    <Field label={label} hint={hint} aside={aside} optional={optional === true} error={checked.error}>
      {(control) => (
        <textarea
          {...rest}
          {...control}
          {...checked.control}
          {...checked.text}
          class="textarea"
          required={!optional}
          dir="auto"
        />
      )}
    </Field>
  );
}

export interface SelectProps extends Omit<TextProps, 'minLength' | 'maxLength' | 'placeholder' | 'readOnly'> {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** One of a few fixed answers, where they need no explanation; with explanations they are Choices. */
export function Select(props: SelectProps) {
  const { label, hint, aside, optional, error, check, value, onValue, options, ...rest } = props;
  const checked = useChecked<HTMLSelectElement>({ name: props.name, error, check, value, onValue });
  const now = value instanceof Signal ? value.value : value;
  return (
    <Field label={label} hint={hint} aside={aside} optional={optional === true} error={checked.error}>
      {(control) => (
        <select {...rest} {...control} {...checked.control} class="select" required={!optional}>
          {(optional || now === undefined || now === '') && <option value="" selected={!now} />}
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === now}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
