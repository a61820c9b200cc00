// The frame of every screen before a person is in: one column to act in, the school's own pattern paper beside it.
import { Nameplate, paperSvg, to } from '@lectern/ui';
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

/** Where somebody wanted to go before they had to sign in. Only addresses of this school: `//elsewhere` is another host. */
export const wanted = (query: URLSearchParams, otherwise: string): string => {
  const next = query.get('next') ?? '';
  return /^\/(?![/\\])/.test(next) ? next : otherwise;
};
/** The session begins with a fresh page, so that nothing of the visitor's stays. */
export const enter = (path: string): void => {
  location.assign(`${to('/').replace(/\/$/, '')}${path}`);
};
