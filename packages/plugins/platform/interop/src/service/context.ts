import { createHash } from 'node:crypto';
import type { assessmentService } from '@lectern/assessment/contract';
import type { contentService } from '@lectern/content/contract';
import type { coursesService } from '@lectern/courses/contract';
import type { Context, ServiceRef } from '@lectern/kit';
import type { mediaService } from '@lectern/media/contract';
import type { VideoService } from '@lectern/video/contract';

export type InteropContext = Context<{
  courses: typeof coursesService;
  content: typeof contentService;
  media: typeof mediaService;
  assessment: typeof assessmentService;
  video: ServiceRef<VideoService | undefined>;
}>;

export const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
