import { Icon } from '../icons/icon.tsx';
import { t } from '../messages/t.ts';
import type { NavLink } from './nav.ts';

/** The sections at the thumb on narrow screens; the first four are shown. The reader, the quiz and checkout have none. */
export const Tabbar = ({ links }: { readonly links: readonly NavLink[] }) => (
  <nav class="tabbar" aria-label={t('shell.sections')}>
    {links.slice(0, 4).map(({ label, short = label, href, icon = 'circle', current }) => (
      <a key={href} href={href} aria-current={current ? 'page' : undefined}>
        <Icon name={icon} />
        <span>{short}</span>
      </a>
    ))}
  </nav>
);
