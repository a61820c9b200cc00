// The frame of every screen before a person is in: one column to act in, the school's own pattern paper beside it.
import { goAfresh, Nameplate, paperSvg, to } from '@lectern/ui';
import type { ComponentChildren } from 'preact';
import './door.css';
import { t } from './messages.ts';

export function Door({
  school,
  title,
  lead,
  children,
}: {
  readonly school: { name: string; brandHue: number };
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const paper = { __html: paperSvg({ title: school.name, hue: school.brandHue }) };
  return (
    <div class="door">
      <div class="door-in">
        <header>
          <Nameplate school={school.name} href={to('/')} />
        </header>
        <main id="main" class="door-mid" tabIndex={-1}>
          <h1>{title}</h1>
          {lead && <p class="soft">{lead}</p>}
          {children}
        </main>
        <footer class="small muted">{t('promise')}</footer>
      </div>
      <div class="paper" aria-hidden="true" dangerouslySetInnerHTML={paper} />
    </div>
  );
}

/** Where somebody wanted to go before they had to sign in, below the base. */
export const wanted = (query: URLSearchParams, otherwise: string): string => query.get('next') ?? otherwise;

/**
 * The session begins with a fresh page, so that nothing of the visitor's stays. Only addresses of this school are
 * entered. The browser's own reading decides: it drops tabs and turns backslashes, so "/\t/host" is another host to it.
 */
export const enter = (path: string): void => {
  const base = to('/').slice(0, -1);
  const address = path.startsWith('/') ? new URL(`${base}${path}`, location.origin) : undefined;
  goAfresh(address?.origin === location.origin ? address.href : to('/'));
};
