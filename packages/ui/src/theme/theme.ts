import { signal } from '@preact/signals';

export type Theme = 'light' | 'dark' | 'system';

const storageName = 'lectern.theme'; // read by before-paint.js too

/**
 * What the person chose; `system` follows the device. Write it with `setTheme`. It says `system` until `recallTheme` has
 * run, as the server does, so that a hydrated page and the server's agree; the look itself is right before that.
 */
export const theme = /* #__PURE__ */ signal<Theme>('system');

export const recallTheme = (): void => {
  theme.value = readTheme();
};

export function setTheme(next: Theme): void {
  theme.value = next;
  const root = document.documentElement;
  if (next === 'system') delete root.dataset.theme;
  else root.dataset.theme = next;
  try {
    if (next === 'system') localStorage.removeItem(storageName);
    else localStorage.setItem(storageName, next);
  } catch {
    // A browser that keeps nothing still obeys until the page is left.
  }
}

function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(storageName);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}
