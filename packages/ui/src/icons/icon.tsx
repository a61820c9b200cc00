import { classes } from '../components/classes.ts';
import { paths } from './generated.ts';
import type { IconName } from './names.ts';

// These point along the reading direction and are mirrored in right-to-left pages. Play, clocks and charts are not.
const directional: readonly IconName[] = [
  'arrow-left',
  'arrow-right',
  'chevron-left',
  'chevron-right',
  'external-link',
  'list-todo',
  'list-checks',
  'list',
  'list-tree',
  'log-out',
  'reply',
  'send-horizontal',
  'undo-2',
];

export interface IconProps {
  readonly name: IconName;
  /** Set in running text: as tall as the letters. */
  readonly small?: boolean;
  readonly class?: string;
}

/** A Lucide icon. Always decorative: the words stand beside it or on the control that holds it. */
export const Icon = ({ name, small, class: extra }: IconProps) => (
  <svg
    class={classes('icon', small && 'icon-s', directional.includes(name) && 'icon-flip', extra)}
    viewBox="0 0 24 24"
    aria-hidden="true"
  >
    <path d={paths[name]} />
  </svg>
);
