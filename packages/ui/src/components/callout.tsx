import type { ComponentChildren } from 'preact';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/names.ts';
import { classes } from './classes.ts';

export interface CalloutProps {
  readonly tone?: 'good' | 'warn' | 'danger';
  readonly icon?: IconName;
  readonly title?: ComponentChildren;
  readonly children?: ComponentChildren;
  /** `alert` when it appears because of something the person just did. */
  readonly role?: 'alert' | 'status' | 'note';
}

const icons = { good: 'circle-check', warn: 'triangle-alert', danger: 'circle-alert' } as const;

/** A remark beside the flow: a hint, a deadline, a fault. */
export const Callout = ({ tone, icon = tone ? icons[tone] : 'lightbulb', title, children, role }: CalloutProps) => (
  <div class={classes('callout', tone && `callout-${tone}`)} role={role}>
    <Icon name={icon} />
    {title && <p class="title">{title}</p>}
    {children && <div>{children}</div>}
  </div>
);
