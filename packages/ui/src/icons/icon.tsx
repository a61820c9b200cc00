import { signal } from '@preact/signals';
import { classes } from '../components/classes.ts';
import { core } from './core.ts';
import type { IconName } from './names.ts';

// These point along the reading direction and are mirrored in right-to-left pages. Play, clocks and charts are not.
const directional: readonly IconName[] = [
  'arrow-left',
  'arrow-right',
  'chevron-left',
  'chevron-right',
  'external-link',
  'list',
  'list-checks',
  'list-todo',
  'list-tree',
  'log-out',
  'reply',
  'send-horizontal',
  'undo-2',
];

const shapes = /* #__PURE__ */ signal<{ readonly [Name in IconName]?: string }>(core);
let coming: Promise<void> | undefined;

const bringMore = (): Promise<void> => {
  coming ??= import('./more.ts').then(({ more }) => {
    shapes.value = { ...core, ...more };
  });
  return coming;
};

// The server draws a page once, so it has all of them before it draws the first. Hydrating leaves what it drew in place.
if (typeof document === 'undefined') await bringMore();

export interface IconProps {
  readonly name: IconName;
  /** Set in running text: as tall as the letters. */
  readonly small?: boolean;
  readonly class?: string;
}

/** A Lucide icon. Always decorative: the words stand beside it or on the control that holds it. Its place is held while it comes. */
export function Icon({ name, small, class: extra }: IconProps) {
  const shape = shapes.value[name];
  if (shape === undefined) void bringMore();
  return (
    <svg
      class={classes('icon', small && 'icon-s', directional.includes(name) && 'icon-flip', extra)}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d={shape} />
    </svg>
  );
}
