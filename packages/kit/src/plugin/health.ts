// How a plugin, or something else that a school stands on, is: in words for who runs a school and is no engineer.
import type { Words } from '../ports/settings.ts';

/** `look`: nothing is broken, and somebody should know. */
export type CheckState = 'good' | 'look' | 'bad';
export interface Health {
  readonly state: CheckState;
  readonly says: Words;
  /** What to do; only when it is not good. */
  readonly mend?: Words;
  /** Of `lms`, that does it or shows more. */
  readonly command?: string;
}
