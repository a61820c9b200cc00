// How things are called, asked of whoever keeps them: an explanation, a log or a job names them without knowing their plugin.
import { slot } from '../contract/service.ts';

export interface Titles {
  /** `course`, `team`, `role`, `user`: of the resource, where it is one. */
  readonly type: string;
  /** Of these ids, in the organization of the scope, those that it keeps. */
  titles(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
export const titlesSlot = slot<Titles>('kernel.titles', 'Says how things of one type are called');
