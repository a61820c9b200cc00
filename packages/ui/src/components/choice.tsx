import { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from '../icons/icon.tsx';
import { t } from '../messages/t.ts';
import { classes } from './classes.ts';

export interface ChoiceOption {
  readonly value: string;
  readonly label: ComponentChildren;
  /** At the end of the line: a price, a count. */
  readonly note?: ComponentChildren;
  /** After an answer was judged. */
  readonly verdict?: 'right' | 'wrong';
}

interface ChoicesProps {
  /** Read by a screen reader before the options; shown where `legendShown`. */
  readonly legend: string;
  readonly legendShown?: boolean;
  readonly name: string;
  readonly options: readonly ChoiceOption[];
  /** Prints A B C before the options; the keys belong to the quiz, which listens for them. */
  readonly letters?: boolean;
  readonly disabled?: boolean;
}
export interface OneOfProps extends ChoicesProps {
  readonly several?: false;
  readonly value?: Signal<string> | string;
  readonly onValue?: (value: string) => void;
}
export interface SomeOfProps extends ChoicesProps {
  readonly several: true;
  readonly value?: Signal<readonly string[]> | readonly string[];
  readonly onValue?: (value: readonly string[]) => void;
}

/** Answers to choose from, the whole line being the target. One of them, or with `several` any number. */
export function Choices(props: OneOfProps | SomeOfProps) {
  const { legend, legendShown, name, options, letters, disabled } = props;
  const now = props.value instanceof Signal ? props.value.value : props.value;
  const chosen = now === undefined ? [] : typeof now === 'string' ? [now] : now;
  const choose = (value: string, checked: boolean) => {
    if (props.several) {
      const next = options
        .map((option) => option.value)
        .filter((one) => (one === value ? checked : chosen.includes(one)));
      if (props.value instanceof Signal) props.value.value = next;
      props.onValue?.(next);
    } else {
      if (props.value instanceof Signal) props.value.value = value;
      props.onValue?.(value);
    }
  };
  return (
    <fieldset class="choices" disabled={disabled}>
      <legend class={legendShown ? 'label' : 'visually-hidden'}>{legend}</legend>
      {options.map(({ value, label, note, verdict }, i) => (
        <label key={value} class={classes('choice', verdict && `is-${verdict}`)}>
          <input
            type={props.several ? 'checkbox' : 'radio'}
            name={name}
            value={value}
            checked={chosen.includes(value)}
            onChange={(event) => choose(value, event.currentTarget.checked)}
          />
          <span>
            {letters && <kbd class="choice-letter">{[...t('choice.letters')][i]}</kbd>}
            {label}
          </span>
          {verdict ? (
            <span class="small choice-verdict">
              <Icon name={verdict === 'right' ? 'check' : 'x'} small /> {t(`choice.${verdict}`)}
            </span>
          ) : (
            note && <span class="small muted">{note}</span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
