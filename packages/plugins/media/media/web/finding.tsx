import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from './messages.ts';

/** Asks while somebody writes, when they pause. */
const pauseMilliseconds = 250;

export function Finding({ search, onChange }: { readonly search: Signal<string>; readonly onChange: () => unknown }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <input
      class="input"
      type="search"
      aria-label={t('search')}
      placeholder={t('search')}
      maxLength={200}
      value={search.value}
      onInput={(event) => {
        search.value = event.currentTarget.value;
        clearTimeout(timer.current);
        timer.current = setTimeout(onChange, pauseMilliseconds);
      }}
    />
  );
}
