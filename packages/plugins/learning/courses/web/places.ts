import { place } from '@lectern/ui';

/** Beside the outline of a course, under what stands on its cover: what else its teachers decide. */
export const courseSettings = place<{ courseId: string }>('courses.builder.settings');
