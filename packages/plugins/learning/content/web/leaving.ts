// Asks before a page with unsaved writing is left, by a link, a key, the back button or the tab's end.
import { go } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export interface Leaving {
  /** Where somebody is about to go; undefined while nobody is. */
  readonly to: string | undefined;
  readonly stay: () => void;
  readonly leave: () => void;
}

export function useLeaving(unsaved: boolean): Leaving {
  const to = useSignal<string | undefined>(undefined);
  const agreed = useRef(false);
  useEffect(() => {
    if (!unsaved) return;
    const close = (event: BeforeUnloadEvent) => event.preventDefault();
    const turn = (event: NavigateEvent) => {
      // Chromium lets the back button be refused only once until the page is touched again: not every turn is cancelable.
      if (agreed.current || !event.cancelable || event.hashChange) return;
      event.preventDefault();
      to.value = event.destination.url;
    };
    addEventListener('beforeunload', close);
    if ('navigation' in window) navigation.addEventListener('navigate', turn);
    return () => {
      removeEventListener('beforeunload', close);
      if ('navigation' in window) navigation.removeEventListener('navigate', turn);
    };
  }, [unsaved, to]);
  return {
    to: to.value,
    stay: () => {
      to.value = undefined;
    },
    leave: () => {
      agreed.current = true;
      if (to.value !== undefined) go(to.value);
    },
  };
}
