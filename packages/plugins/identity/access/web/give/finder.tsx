import { Button, Icon, type IconName, Problem, type ProblemDetails, problemFrom } from '@lectern/ui';
import { type Signal, useSignal } from '@preact/signals';
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../words/words.ts';
import './give.css';

export interface Found {
  readonly id: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly icon?: IconName;
  /** Of its words, where they are not in the reader's. */
  readonly lang?: string | undefined;
}
export interface FinderProps {
  readonly label: string;
  /** In the field: what can be written there. */
  readonly hint: string;
  readonly value: Signal<Found | undefined>;
  /** What is offered for some words, and for none at first. */
  readonly search: (text: string) => Promise<readonly Found[]>;
  /** What is missing, said where it is missing. */
  readonly error?: string | undefined;
}

/** Between two keys of somebody who writes: the school is asked when they pause. */
const pauseMilliseconds = 200;

/** Chooses one of many: the chosen one with a way to choose another, or a field and what it finds, as buttons. */
export function Finder({ label, hint, value, search, error }: FinderProps) {
  const id = useId();
  const text = useSignal('');
  const found = useSignal<readonly Found[] | undefined>(undefined);
  const problem = useSignal<ProblemDetails | undefined>(undefined);
  const whole = useRef<HTMLFieldSetElement>(null);
  const focusNext = useRef(false);
  const asking = useRef(search);
  asking.current = search;
  const isOpen = value.value === undefined;
  useEffect(() => {
    if (!isOpen) return;
    let late = false;
    const timer = setTimeout(
      () =>
        asking.current(text.value.trim()).then(
          (items) => {
            if (late) return;
            found.value = items;
            problem.value = undefined;
          },
          (thrown) => {
            if (!late) problem.value = problemFrom(thrown);
          },
        ),
      text.value === '' ? 0 : pauseMilliseconds,
    );
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [isOpen, text.value, search, found]);
  // With the change itself, not a frame later: in between the focus would be nowhere.
  useLayoutEffect(() => {
    if (focusNext.current) whole.current?.querySelector<HTMLElement>('input, button')?.focus();
    focusNext.current = false;
  }, [isOpen]);
  const choose = (one: Found | undefined) => {
    focusNext.current = true;
    text.value = '';
    found.value = undefined;
    value.value = one;
  };
  // Enter would hand in the form around it.
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') event.preventDefault();
  };
  return (
    <fieldset ref={whole} class="finder field">
      <legend class="label">{label}</legend>
      {value.value ? (
        <p class="finder-chosen">
          <Line of={value.value} />
          <Button kind="quiet" size="s" onClick={() => choose(undefined)}>
            {t('find.other')}
          </Button>
        </p>
      ) : (
        <>
          <input
            class="input"
            type="search"
            maxLength={200}
            aria-label={`${label}: ${hint}`}
            placeholder={hint}
            autocomplete="off"
            value={text.value}
            aria-invalid={error ? 'true' : undefined}
            aria-describedby={error ? `${id}-error` : undefined}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
            onKeyDown={onKeyDown}
          />
          {error && (
            <p class="error" id={`${id}-error`}>
              <Icon name="circle-alert" small />
              <span>{error}</span>
            </p>
          )}
          {problem.value && <Problem problem={problem.value} />}
          <div role="status" class="small muted">
            {found.value?.length === 0 && t('find.nothing')}
          </div>
          {found.value && found.value.length > 0 && (
            <ul class="finder-found" aria-label={t('find.found')}>
              {found.value.map((one) => (
                <li key={one.id}>
                  <button type="button" onClick={() => choose(one)}>
                    <Line of={one} />
                  </button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </fieldset>
  );
}

const Line = ({ of: { label, note, icon, lang } }: { readonly of: Found }) => (
  <span class="finder-line">
    {icon && <Icon name={icon} />}
    <bdi lang={lang}>{label}</bdi>
    {note && <bdi class="small muted">{note}</bdi>}
  </span>
);
