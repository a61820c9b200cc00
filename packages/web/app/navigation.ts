// Links between screens without a reload, where the browser has the Navigation API; elsewhere links are links.
import { belowBase } from '@lectern/ui';

export function watchLinks(show: () => Promise<void>): void {
  if (!('navigation' in window)) return;
  navigation.addEventListener('navigate', (event) => {
    const { pathname, origin } = new URL(event.destination.url);
    const below = origin === location.origin ? belowBase(pathname) : undefined;
    const ours = event.canIntercept && !event.hashChange && event.downloadRequest === null && event.formData === null && below !== undefined && !below.startsWith('/api/');
    if (!ours) return;
    event.intercept({
      scroll: 'after-transition',
      focusReset: 'after-transition',
      handler: show,
    });
  });
}
