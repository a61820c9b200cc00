import { Icon } from '../icons/icon.tsx';
import { formatNumber } from '../messages/format.ts';
import type { NavLink } from './nav.ts';

export interface RailGroup {
  readonly title?: string;
  readonly links: readonly NavLink[];
}

/** The side of screens where people work: everything of one course, or of the school's settings. */
export const Rail = ({ label, groups }: { readonly label: string; readonly groups: readonly RailGroup[] }) => (
  <nav class="rail" aria-label={label}>
    {groups.map((group, i) => (
      <div key={group.title ?? i} class="rail-group">
        {group.title && <p class="rail-title">{group.title}</p>}
        {group.links.map(({ label: words, href, icon, current, count }) => (
          <a key={href} href={href} aria-current={current ? 'page' : undefined}>
            {icon && <Icon name={icon} />}
            {words}
            {count !== undefined && count > 0 && <span class="count">{formatNumber(count)}</span>}
          </a>
        ))}
      </div>
    ))}
  </nav>
);
