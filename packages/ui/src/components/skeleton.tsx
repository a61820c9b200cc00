import type { ComponentChildren } from 'preact';
import { t } from '../messages/t.ts';

/**
 * Holds a place while something comes, in its final shape. Invisible for the first 300 ms by CSS alone, so that a quick
 * answer never flickers; `aria-busy` says it from the start.
 */
export const Loading = ({
  children,
  label = t('loading'),
}: {
  readonly children?: ComponentChildren;
  readonly label?: string;
}) => (
  <div class="loading stack" aria-busy="true">
    <span class="visually-hidden" role="status">
      {label}
    </span>
    {children}
  </div>
);

export interface SkeletonProps {
  /** Width as a CSS length; lines of text vary between 55% and 95%. */
  readonly width?: string;
  /** `cover` has a book's proportions, `line` the height of a line. */
  readonly shape?: 'line' | 'cover';
}

/** One bone of a Loading. */
export const Skeleton = ({ width = '100%', shape = 'line' }: SkeletonProps) => (
  <div
    class="skeleton"
    style={{ inlineSize: width, aspectRatio: shape === 'cover' ? '3 / 4' : undefined }}
    aria-hidden="true"
  />
);
