import type { ComponentChildren } from 'preact';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/names.ts';
import { classes } from './classes.ts';

export type Tone = 'accent' | 'good' | 'warn' | 'danger';

interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

/** A word about a thing: "Draft", "Due tomorrow". The colour repeats what the word says. */
export const Badge = ({ tone, icon, children }: BadgeProps) => (
  <span class={classes('badge', tone && `badge-${tone}`)}>
    {icon && <Icon name={icon} />}
    {children}
  </span>
);

/** The state of something that runs. Each tone has its own shape: round, turned square, square. */
export const Status = ({
  tone,
  children,
}: {
  readonly tone?: Exclude<Tone, 'accent'>;
  readonly children: ComponentChildren;
}) => <span class={classes('status', tone && `status-${tone}`)}>{children}</span>;
