import { t } from '../messages/t.ts';
import type { NavLink } from './nav.ts';

/** The foot of the page: whose school, the links the law wants, what it runs on. */
export const Footer = ({ words, links = [] }: { readonly words: string; readonly links?: readonly NavLink[] }) => (
  <footer class="footer">
    <span>{words}</span>
    {links.map(({ label, href }) => (
      <a key={href} href={href}>
        {label}
      </a>
    ))}
    <span class="push">{t('shell.runs-on')}</span>
  </footer>
);
