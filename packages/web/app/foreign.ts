// Foreign screens stand in the app as their descriptions do: address, who may see them, what the menus say. The module is
// loaded when one of them is opened, so a school pays for a plugin where it is used, and a fault in it stays there.
import {
  assembleScreens,
  type Fill,
  language,
  type NavItem,
  type Screen,
  type ScreenRegistry,
  type WebPlugin,
} from '@lectern/ui';
import type { ForeignPlugin, Words } from '../src/foreign.ts';

/** Without those that are switched off. */
export const shownOf = (
  own: readonly WebPlugin[],
  foreign: readonly ForeignPlugin[],
  off: readonly string[],
): [own: readonly WebPlugin[], foreign: readonly ForeignPlugin[]] => [
  own.filter(({ id }) => !off.includes(id)),
  foreign.filter(({ id }) => !off.includes(id)),
];

type Place = NonNullable<ForeignPlugin['screens'][number]['place']>;
/** Brings the plugin's `web`; in browsers only. */
export type Bring = (plugin: ForeignPlugin) => Promise<WebPlugin>;

const foreign = new WeakSet<Screen>();
/** The server sends the shell around it, and the browser draws the rest. */
export const isDrawnInBrowser = (screen: Screen): boolean => foreign.has(screen);

/** The app's own screens and the foreign ones. A plugin whose screens do not fit beside the others is told on the console and left out. */
export function registryOf(
  own: readonly WebPlugin[],
  plugins: readonly ForeignPlugin[],
  bring?: Bring,
): ScreenRegistry {
  let web = own;
  let registry = assembleScreens(web);
  for (const plugin of plugins) {
    try {
      const more = [...web, standingFor(plugin, bring)];
      registry = assembleScreens(more);
      web = more;
    } catch (error) {
      console.error(`The screens of ${plugin.id} are left out.`, error);
    }
  }
  return registry;
}

function standingFor(plugin: ForeignPlugin, bring: Bring | undefined): WebPlugin {
  const { id, screens, fills } = plugin;
  const brought =
    <T>(what: string, pick: (web: WebPlugin) => T | undefined) =>
    async () => {
      const found = pick(await bring!(plugin));
      if (!found) throw new Error(`The module of ${id} has no ${what} any more: build it again.`);
      return found;
    };
  return {
    id,
    screens: screens.map(({ path, access, permission, frame, title, place }) => {
      const own = brought(`screen at ${path}`, (web) => web.screens.find((one) => one.path === path));
      let real: Screen | undefined;
      const screen: Screen = {
        path,
        access,
        permission,
        frame,
        place: place && entryOf(place),
        title: (data) => real?.title(data) ?? spoken(title),
        head: (data) => real?.head(data) ?? {},
        load: async (context) => {
          if (!bring) return undefined;
          real = await own();
          return real.load(context);
        },
        component: async () => (bring ? (await own()).component() : () => null),
      };
      foreign.add(screen);
      return screen;
    }),
    fills: fills.map(({ placeId, order }, index): Fill => {
      const own = brought(`filling of ${placeId}`, (web) => web.fills[index]);
      let ready: Fill['ready'];
      return {
        placeId,
        order,
        get ready() {
          return ready;
        },
        load: async () => (ready = await (await own()).load()),
      };
    }),
  };
}

const entryOf = ({ label, short, group, ...place }: Place): NavItem => ({
  ...place,
  label: () => spoken(label),
  ...(short && { short: () => spoken(short) }),
  ...(group && { group: () => spoken(group) }),
});

function spoken(words: Words = {}): string {
  const tag = language();
  return words[tag] ?? words[tag.split('-')[0]!] ?? words.en ?? '';
}
