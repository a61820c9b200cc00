import type { coursesService } from '@lectern/courses/contract';
import type { Context } from '@lectern/kit';
import type { organizationsService } from '@lectern/organizations/contract';
import { z } from 'zod';

export const settings = z.object({
  /** Largest file, in bytes. */
  largestFile: z.number().int().positive().default(4_000_000_000),
  /** What of an upload at most is sent again after the server was killed, in bytes. */
  partSize: z.number().int().positive().default(8_000_000),
});
export type MediaContext = Context<
  { courses: typeof coursesService; organizations: typeof organizationsService },
  z.output<typeof settings>
>;
