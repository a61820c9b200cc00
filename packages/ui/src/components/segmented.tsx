// biome-ignore-all lint/a11y/useSemanticElements: these are buttons, a fieldset is for what a form sends
import { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

export interface SegmentedProps<Value extends string> {
  /** Names the group: "Order", "Light or dark". */
  readonly label: string;
  readonly value: Signal<Value> | Value;
  readonly onValue?: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: ComponentChildren }[];
}

/** Two to four views of the same thing, one of them pressed. */
export const Segmented = <Value extends string>({ label, value, onValue, options }: SegmentedProps<Value>) => {
  const now = value instanceof Signal ? value.value : value;
  return (
    <div class="segmented" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === now}
          onClick={() => {
            if (value instanceof Signal) value.value = option.value;
            onValue?.(option.value);
          }}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
};
