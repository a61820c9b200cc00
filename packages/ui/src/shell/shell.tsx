import type { ComponentChildren } from 'preact';
import { classes } from '../components/classes.ts';
import { Toasts } from '../components/toast.tsx';
import { LiveRegion } from './live-region.tsx';
import { SkipLink } from './skip-link.tsx';

export interface ShellProps {
  readonly topbar: ComponentChildren;
  readonly rail?: ComponentChildren;
  readonly footer?: ComponentChildren;
  readonly tabbar?: ComponentChildren;
  /** A line under the bar for what concerns the whole page: being offline. */
  readonly notice?: ComponentChildren;
  /** `page` keeps the page's width and edge, `full` leaves both to the screen: the reader, the builder. */
  readonly width?: 'page' | 'full';
  readonly children: ComponentChildren;
}

/** Everything around a screen: bar, rail, main, foot, toasts, and the region that speaks. */
export function Shell({ topbar, rail, footer, tabbar, notice, width = 'page', children }: ShellProps) {
  const look = rail ? 'main main-pad' : width === 'page' && 'main page';
  const main = (
    <main id="main" class={classes(look)} tabIndex={-1}>
      {children}
    </main>
  );
  return (
    <>
      <SkipLink />
      <div class="shell">
        {/* The grid of a shell has three rows, so a notice shares the first with the bar. */}
        <div class="shell-head">
          {topbar}
          {notice && (
            <div class="notice" role="status">
              {notice}
            </div>
          )}
        </div>
        {rail ? (
          <div class="with-rail">
            {rail}
            {main}
          </div>
        ) : (
          main
        )}
        {/* Both belong to the shell itself: a sticky tab bar inside a wrapper would stick only at the page's end. */}
        {footer}
        {tabbar}
      </div>
      <Toasts />
      <LiveRegion />
    </>
  );
}
