// Links between screens without a reload, where the browser has the Navigation API; elsewhere links are links.
import { afresh, belowBase, type ScreenRegistry } from '@lectern/ui';

/** @param show draws what stands at the address; false when it was overtaken */
export function watchLinks(registry: ScreenRegistry, show: () => Promise<boolean>): void {
  for (const sign of ['pointerover', 'touchstart', 'focusin'])
    addEventListener(sign, fetchAhead(registry), { passive: true });
  if (!('navigation' in window)) return;
  navigation.addEventListener('navigate', (event) => {
    const { pathname, hash } = new URL(event.destination.url);
    if (!event.canIntercept || event.hashChange || event.downloadRequest !== null || event.formData !== null) return;
    if (event.info === afresh || event.navigationType === 'reload' || !isScreen(event.destination.url, pathname))
      return;
    event.intercept({
      scroll: 'manual',
      focusReset: 'manual',
      async handler() {
        const drawn = await show();
        if (!drawn || event.signal.aborted) return;
        if (event.navigationType === 'traverse' || hash) event.scroll();
        else scrollTo({ top: 0, behavior: 'instant' }); // a page begins at its top; base.css scrolls smoothly within one
      },
    });
  });
}

/** Files and the API are the browser's to fetch; what has no screen below the base is shown as nothing by the app itself. */
function isScreen(address: string, pathname: string): boolean {
  const below = address.startsWith(location.origin) ? belowBase(pathname) : undefined;
  return below !== undefined && !below.startsWith('/api/') && !below.startsWith('/assets/');
}

/** Brings the code of the screen that a person is about to open. Its data is asked for when they do, so that it is of then. */
const fetchAhead = (registry: ScreenRegistry) => (event: Event) => {
  const { target } = event;
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!link || link.origin !== location.origin) return;
  registry
    .match(belowBase(link.pathname) ?? '')
    ?.screen.component()
    .catch(() => {});
};
