import type { ComponentChildren } from 'preact';

export interface EmptyProps {
  readonly title: string;
  readonly children?: ComponentChildren;
  /** One button. */
  readonly action?: ComponentChildren;
  /** A small line drawing in the accent, as `<svg>`. */
  readonly drawing?: ComponentChildren;
}

/** A place where things will be: says what, and how the first one comes. A heading of level 2, so that none is left out above it. */
export const Empty = ({ title, children, action, drawing }: EmptyProps) => (
  <div class="empty">
    {drawing}
    <h2>{title}</h2>
    {children && <p>{children}</p>}
    {action}
  </div>
);
