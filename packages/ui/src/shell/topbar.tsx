// biome-ignore-all lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus
import type { ComponentChildren } from 'preact';
import { classes } from '../components/classes.ts';
import { Icon } from '../icons/icon.tsx';
import { Mark } from '../icons/mark.tsx';
import { t } from '../messages/t.ts';
import type { NavLink } from './nav.ts';

/** `dark` stands in dark surroundings; `light` there too without it. */
export interface Logo {
  readonly light: string;
  readonly dark?: string | undefined;
}

export interface TopbarProps {
  readonly school: string;
  /** Addresses of the school's logo; the mark stands in without one. */
  readonly logo?: Logo | undefined;
  readonly home: string;
  readonly nav?: readonly NavLink[];
  /** Search, notifications, account: at the end of the bar. */
  readonly children?: ComponentChildren;
  /** Screens with a rail use the whole width. */
  readonly wide?: boolean;
}

/** The bar of every screen: whose school this is, where one can go, what one can reach from anywhere. */
export const Topbar = ({ school, logo, home, nav = [], children, wide }: TopbarProps) => (
  <header class={classes('topbar', wide && 'is-wide')}>
    <div class="topbar-in">
      <Nameplate school={school} logo={logo} href={home} />
      {nav.length > 0 && (
        <nav class="nav" aria-label={t('shell.main')}>
          {nav.map(({ label, href, current }) => (
            <a key={href} href={href} aria-current={current ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      )}
      <div class="topbar-tools">{children}</div>
    </div>
  </header>
);

/** The school's name and mark, leading home. */
export const Nameplate = ({
  school,
  logo,
  href,
}: {
  readonly school: string;
  readonly logo?: Logo | undefined;
  readonly href: string;
}) => (
  <a class="nameplate" href={href}>
    {logo ? <img class={classes('nameplate-logo', logo.dark && 'is-light')} src={logo.light} alt="" /> : <Mark />}
    {logo?.dark && <img class="nameplate-logo is-dark" src={logo.dark} alt="" />}
    <span>{school}</span>
  </a>
);

/** Opens the search: a line that looks like a field where there is room, a magnifier where there is not. */
export const Searchbox = ({ onOpen }: { readonly onOpen: () => void }) => (
  <>
    <button type="button" class="searchbox" aria-keyshortcuts="/" onClick={onOpen}>
      <Icon name="search" small />
      {t('shell.search')}
      <kbd aria-hidden="true">/</kbd>
    </button>
    <button type="button" class="button button-icon only-narrow" aria-label={t('shell.search-short')} onClick={onOpen}>
      <Icon name="search" />
    </button>
  </>
);

/** The bell, with a dot and a spoken count when something is unread. */
export const Bell = ({ unread, href }: { readonly unread: number; readonly href: string }) => (
  <a
    class={classes('button button-icon', unread > 0 && 'dot')}
    href={href}
    aria-label={t('shell.notifications', { count: unread })}
  >
    <Icon name="bell" />
  </a>
);
