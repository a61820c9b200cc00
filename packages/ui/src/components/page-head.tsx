import type { ComponentChildren } from 'preact';
import { classes } from './classes.ts';

export interface PageHeadProps {
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  /** Buttons at the end of the line, at most one of them primary. */
  readonly actions?: ComponentChildren;
  /** `medium` on screens where people work rather than arrive. */
  readonly size?: 'large' | 'medium';
}

/** The heading of a screen, its one `h1`. */
export const PageHead = ({ title, children, actions, size = 'large' }: PageHeadProps) => (
  <header class="pagehead">
    <div>
      <h1 class={classes(size === 'medium' && 'title-m')}>{title}</h1>
      {children && <p>{children}</p>}
    </div>
    {actions && <div class="row">{actions}</div>}
  </header>
);
