// biome-ignore-all lint/a11y/useAriaPropsForRole: a checkbox in the role of a switch says by itself whether it is on
import { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

export interface CheckProps {
  readonly children: ComponentChildren;
  readonly name?: string;
  /** Sent with the form; "on" without one. */
  readonly value?: string;
  readonly checked?: Signal<boolean> | boolean;
  readonly onValue?: (checked: boolean) => void;
  readonly required?: boolean;
}

/** A yes or no that takes effect when the form is handed in. */
export const Check = ({ children, ...props }: CheckProps) => (
  <label class="check">
    <input type="checkbox" {...bound(props)} />
    <span>{children}</span>
  </label>
);

/** A yes or no that takes effect at once. */
export const Switch = ({ children, ...props }: CheckProps) => (
  <label class="switch">
    <span>{children}</span>
    <input type="checkbox" role="switch" {...bound(props)} />
  </label>
);

const bound = ({ checked, onValue, ...rest }: Omit<CheckProps, 'children'>) => ({
  ...rest,
  checked: checked instanceof Signal ? checked.value : checked,
  onChange: (event: { readonly currentTarget: HTMLInputElement }) => {
    if (checked instanceof Signal) checked.value = event.currentTarget.checked;
    onValue?.(event.currentTarget.checked);
  },
});
