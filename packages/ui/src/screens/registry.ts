// All screens of all plugins as one thing that can be asked: what stands at an address, what the navigation shows.
import { matcher } from './path.ts';
import type { Fill } from './place.tsx';
import type { NavItem, Screen, Viewer } from './screen.ts';

/** The web side of a plugin, as a plain value: `export const web = webPlugin({ id: 'courses', screens, fills })`. */
export interface WebPlugin {
  readonly id: string;
  readonly screens: readonly Screen[];
  readonly fills: readonly Fill[];
}

export const webPlugin = ({ id, screens = [], fills = [] }: Pick<WebPlugin, 'id'> & Partial<WebPlugin>): WebPlugin => ({
  id,
  screens,
  fills,
});

export interface NavEntry extends NavItem {
  readonly path: string;
}
export interface ScreenRegistry {
  readonly screens: readonly Screen[];
  /** The screen of a path below the base, with its blanks filled; undefined when nothing stands there. */
  match(path: string): { readonly screen: Screen; readonly params: Readonly<Record<string, string>> } | undefined;
  /** What a menu shows to somebody, in order. Screens with blanks in their path are given theirs by whoever draws the menu. */
  navigation(menu: NavItem['menu'], viewer: Viewer | undefined): readonly NavEntry[];
  fillsOf(placeId: string): readonly Fill[];
}

/** Puts plugins together. Throws one error that names every fault: two screens at one address, a path that cannot be read. */
export function assembleScreens(plugins: readonly WebPlugin[]): ScreenRegistry {
  const owned = plugins.flatMap((plugin) =>
    plugin.screens.map((screen) => ({ plugin: plugin.id, screen, route: matcher(screen.path) })),
  );
  const faults = faultsOf(owned);
  if (faults.length > 0)
    throw new Error(`The screens do not fit together:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);

  const routes = [...owned].sort((a, b) => (a.route.rank < b.route.rank ? 1 : -1));
  const screens = owned.map(({ screen }) => screen);
  const fills = plugins.flatMap((plugin) => plugin.fills);
  return {
    screens,
    match(path) {
      for (const { screen, route } of routes) {
        const params = route.read(path);
        if (params) return { screen, params };
      }
      return undefined;
    },
    navigation: (menu, viewer) =>
      screens
        .filter((screen) => screen.place?.menu === menu && isOpenTo(screen, viewer))
        .map(({ path, place }) => ({ ...place!, path }))
        .sort((a, b) => (a.order ?? 100) - (b.order ?? 100) || a.label().localeCompare(b.label())),
    fillsOf: (placeId) => fills.filter((one) => one.placeId === placeId).sort((a, b) => a.order - b.order),
  };
}

/** Whether a screen is worth showing to somebody: the server judges every call again. */
export const isOpenTo = (screen: Screen, viewer: Viewer | undefined): boolean =>
  (screen.access === 'public' || viewer !== undefined) &&
  (screen.permission === undefined || viewer?.may(screen.permission) === true);

interface Owned {
  readonly plugin: string;
  readonly screen: Screen;
  readonly route: { readonly shape: string };
}

function faultsOf(owned: readonly Owned[]): string[] {
  const seen = new Map<string, Owned>();
  return owned.flatMap((one) => {
    const { path } = one.screen;
    const other = seen.get(one.route.shape);
    seen.set(one.route.shape, one);
    const clash = other
      ? [
          `${one.plugin} and ${other.plugin} both have a screen at ${path} (${other.screen.path}): give one of them another path`,
        ]
      : [];
    const slash = path.startsWith('/') ? [] : [`${one.plugin} has a screen at "${path}": paths begin with a slash`];
    const rest = /:\w+\*\/./.test(path)
      ? [`${one.plugin} has a screen at ${path}: a rest (:name*) must be the last part`]
      : [];
    return [...clash, ...slash, ...rest];
  });
}
