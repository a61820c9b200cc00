import type { Context } from '@lectern/kit';
import type { mediaService } from '@lectern/media/contract';
import type { organizationsService } from '@lectern/organizations/contract';
import { z } from 'zod';

export const videoSettings = z.object({
  ffmpeg: z.string().min(1).optional().describe('Path of ffmpeg, when it is not found by itself'),
  ffprobe: z.string().min(1).optional().describe('Path of ffprobe'),
  maxHours: z.number().positive().max(24).default(6).describe('The longest video that is taken'),
  scratch: z
    .string()
    .min(1)
    .optional()
    .describe('Folder for files while a video is made; as large as the largest video'),
});
export type VideoContext = Context<
  { media: typeof mediaService; organizations: typeof organizationsService },
  z.output<typeof videoSettings>
>;
