import { place } from '@lectern/ui';

/** The end of a learner's home. */
export const homeEnd = place<Record<never, never>>('progress.home.end');
