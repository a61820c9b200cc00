// The shell around a screen: the same on the server and in the browser.
import type { Lectern } from '@lectern/sdk';
import {
  Avatar,
  FillsContext,
  Footer,
  LiveRegion,
  type Logo,
  Menu,
  type NavEntry,
  type NavItem,
  type NavLink,
  Rail,
  type RailGroup,
  type Screen,
  ScreenContext,
  type ScreenProps,
  type ScreenRegistry,
  Shell,
  SkipLink,
  Tabbar,
  ThemeControl,
  Toasts,
  Topbar,
  t,
  to,
  type Viewer,
} from '@lectern/ui';
import type { ComponentChildren, ComponentType } from 'preact';
import type {} from '../src/client.ts';
import { Acting } from './acting.tsx';

export interface School {
  readonly name: string;
  readonly locale: string;
  readonly brandHue: number;
  readonly summary: string;
  readonly signUp: 'open' | 'closed';
  /** Addresses below the base. */
  readonly logo: string | null;
  readonly darkLogo: string | null;
}
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Address of their picture. */
  readonly picture?: string | undefined;
  readonly permissions: readonly string[];
  /** Who acts as this person. */
  readonly impersonator: { readonly name: string } | null;
}
export const viewerOf = (person: Person | null): Viewer | undefined =>
  person
    ? {
        id: person.id,
        name: person.name,
        picture: person.picture,
        may: (permission) => person.permissions.includes(permission),
      }
    : undefined;

/** A screen with its data and code, ready to be drawn. */
export interface Ready {
  readonly screen: Screen;
  readonly Page: ComponentType<ScreenProps<unknown, unknown>>;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly data: unknown;
  /** Below the base. */
  readonly path: string;
}

export interface AppProps {
  readonly registry: ScreenRegistry;
  readonly ready: Ready;
  readonly school: School;
  readonly viewer: Viewer | undefined;
  /** Who acts as the viewer. */
  readonly impersonator: string | undefined;
  readonly lms: Lectern;
  readonly offline?: boolean;
  readonly onSignOut?: () => void;
}

export function App({ registry, ready, school, viewer, impersonator, lms, offline, onSignOut }: AppProps) {
  const { screen, Page, data, params, query, path } = ready;
  const links = (menu: NavItem['menu']) => registry.navigation(menu, viewer).map((entry) => linkTo(entry, path));
  const beside = screen.frame === 'settings' || screen.frame === 'account' ? screen.frame : undefined;
  const main = [...links('main'), ...settingsLink(registry.navigation('settings', viewer), beside === 'settings')];
  // Another address is another page, a search of the same screen too: nothing of the one before stays in its state.
  const page = <Page key={`${path}?${query}`} data={data} params={params} query={query} lms={lms} viewer={viewer} />;
  return (
    <ScreenContext.Provider value={{ lms, viewer }}>
      <FillsContext.Provider value={registry.fillsOf}>
        {viewer && impersonator !== undefined && <Acting by={impersonator} as={viewer} lms={lms} />}
        {screen.frame === 'quiet' ? (
          <Quiet>{page}</Quiet>
        ) : (
          <Shell
            width={screen.frame === 'wide' ? 'full' : 'page'}
            rail={
              beside && (
                <Rail
                  label={t(beside === 'settings' ? 'shell.settings' : 'shell.account-rail')}
                  groups={grouped(registry.navigation(beside, viewer), path)}
                />
              )
            }
            notice={offline && t('shell.offline')}
            topbar={
              <Topbar
                school={school.name}
                logo={logoOf(school)}
                home={to('/')}
                nav={main}
                wide={beside !== undefined || screen.frame === 'wide'}
              >
                <Account viewer={viewer} links={links('account')} path={path} onSignOut={onSignOut} />
              </Topbar>
            }
            footer={
              <Footer words={school.name}>
                <ThemeControl />
              </Footer>
            }
            tabbar={main.length > 1 && <Tabbar links={main} />}
          >
            {page}
          </Shell>
        )}
      </FillsContext.Provider>
    </ScreenContext.Provider>
  );
}

/** Of a school that has one for dark surroundings only, that one stands everywhere. */
function logoOf({ logo, darkLogo }: School): Logo | undefined {
  const [light, dark] = [logo ?? darkLogo, logo && darkLogo];
  return light === null ? undefined : { light: to(light as '/'), dark: dark ? to(dark as '/') : undefined };
}

/** Screens for one thing bring their own bar; what speaks and what tells of what happened they share with all. */
const Quiet = ({ children }: { readonly children: ComponentChildren }) => (
  <>
    <SkipLink />
    {children}
    <Toasts />
    <LiveRegion />
  </>
);

function Account({
  viewer,
  links,
  path,
  onSignOut,
}: Pick<AppProps, 'viewer' | 'onSignOut'> & { readonly links: readonly NavLink[]; readonly path: string }) {
  if (!viewer) {
    return (
      <a class="button button-secondary button-s" href={to('/sign-in', undefined, path === '/' ? {} : { next: path })}>
        {t('shell.sign-in')}
      </a>
    );
  }
  const items = [
    ...links.map(({ label, href }) => ({ label, href })),
    ...(links.length > 0 ? (['rule'] as const) : []),
    { label: t('shell.sign-out'), onSelect: () => onSignOut?.() },
  ];
  return (
    <Menu label={t('shell.account', { name: viewer.name })} items={items} buttonClass="button button-icon account">
      <span class="visually-hidden">{t('shell.account', { name: viewer.name })}</span>
      <Avatar name={viewer.name} picture={viewer.picture} />
    </Menu>
  );
}

/** Leads to the first of the school's settings that somebody may see. */
function settingsLink([first]: readonly NavEntry[], current: boolean): NavLink[] {
  if (!first) return [];
  return [{ label: t('shell.settings'), icon: 'settings-2', href: to(first.path as '/'), current }];
}

/** In the order of their first screens. */
function grouped(entries: readonly NavEntry[], here: string): RailGroup[] {
  const groups = new Map<string, NavLink[]>();
  for (const entry of entries) {
    const title = entry.group?.() ?? '';
    groups.set(title, [...(groups.get(title) ?? []), linkTo(entry, here)]);
  }
  // `/people/fields` is below `/people` too: the nearest is where one is.
  const above = [...groups.values()].flat().filter(({ current }) => current);
  const nearest = above.sort((a, b) => b.href.length - a.href.length)[0];
  return [...groups].map(([title, links]) => ({
    ...(title && { title }),
    links: links.map((link) => ({ ...link, current: link === nearest })),
  }));
}

const linkTo = ({ path, label, short, icon }: NavEntry, here: string): NavLink => ({
  label: label(),
  ...(short && { short: short() }),
  ...(icon && { icon }),
  href: to(path as '/'),
  current: path === '/' ? here === '/' || here.startsWith('/courses') : here.startsWith(path),
});
