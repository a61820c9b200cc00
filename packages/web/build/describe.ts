// What the server and the app must know of foreign screens before their module is loaded. Runs in the bundle that
// plugin.ts makes of the plugin's web side, so that it asks the same values that browsers will.
import { allMessages, inLanguage, loadLanguage, type Screen, type WebPlugin } from '@lectern/ui';
import type { Described, Words } from '../src/foreign.ts';

type Description = Omit<Described, 'styles'>;

export async function describe(web: WebPlugin | undefined): Promise<Description> {
  if (!web?.screens) throw new Error('web/index.ts exports no web: export const web = webPlugin({ ... })');
  const languages = [...new Set(['en', ...(await allMessages()).map((one) => one.language)])];
  await Promise.all(languages.map(loadLanguage));

  /** Only where a language says something else than English does. */
  const words = (say: () => string): Words => {
    const all = languages.map((tag) => [tag, inLanguage(tag, say)] as const);
    return Object.fromEntries(all.filter(([tag, text]) => tag === 'en' || text !== all[0]![1]));
  };
  const titleOf = (screen: Screen): Words | undefined => {
    try {
      return words(() => screen.title(undefined));
    } catch {
      return undefined; // it depends on the data
    }
  };
  return {
    screens: web.screens.map((screen) => {
      const { path, access, permission, frame, place } = screen;
      const title = titleOf(screen);
      const { label, short, group, ...rest } = place ?? {};
      const entry = label && {
        ...rest,
        menu: place!.menu,
        label: words(label),
        ...(short && { short: words(short) }),
        ...(group && { group: words(group) }),
      };
      return {
        path,
        access,
        frame,
        ...(permission && { permission }),
        ...(title && { title }),
        ...(entry && { place: entry }),
      };
    }),
    fills: web.fills.map(({ placeId, order }) => ({ placeId, order })),
  };
}
