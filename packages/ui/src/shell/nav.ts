import type { IconName } from '../icons/names.ts';

/** One place the shell leads to. */
export interface NavLink {
  readonly label: string;
  /** Where there is room for one word: the tab bar. */
  readonly short?: string;
  readonly href: string;
  readonly icon?: IconName;
  readonly current?: boolean;
  readonly count?: number;
}
