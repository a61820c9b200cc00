import type { ComponentChildren } from 'preact';
import { t } from '../messages/t.ts';
import type { NavLink } from './nav.ts';

/** The foot of the page: whose school, the links the law wants, what it runs on. */
export const Footer = ({
  words,
  links = [],
  children,
}: {
  readonly words: string;
  readonly links?: readonly NavLink[];
  readonly children?: ComponentChildren;
}) => (
  <footer class="footer">
    <span>{words}</span>
    {links.map(({ label, href }) => (
      <a key={href} href={href}>
        {label}
      </a>
    ))}
    {children}
    <span class="push">{t('shell.runs-on')}</span>
  </footer>
);
