import { t } from '../messages/t.ts';

export interface Crumb {
  readonly label: string;
  readonly href: string;
}

/** The way from the root to the page that holds this one. The page itself is its heading, not a crumb. */
export const Crumbs = ({ path }: { readonly path: readonly Crumb[] }) => (
  <nav class="breadcrumb" aria-label={t('shell.here')}>
    <ol>
      {path.map(({ label, href }) => (
        <li key={href}>
          <a href={href}>
            <bdi>{label}</bdi>
          </a>
        </li>
      ))}
    </ol>
  </nav>
);
