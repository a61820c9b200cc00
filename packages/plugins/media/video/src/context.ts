import { type Context, installationSettings } from '@lectern/kit';
import type { mediaService } from '@lectern/media/contract';
import type { organizationsService } from '@lectern/organizations/contract';
import { z } from 'zod';

export const videoSettings = z.object({
  ffmpeg: z
    .string()
    .min(1)
    .optional()
    .register(installationSettings, {
      machine: true,
      title: { en: 'Path of ffmpeg', ar: 'مسار ffmpeg' },
      hint: { en: 'Where it is not found by itself.', ar: 'حين لا يُعثر عليه تلقائيًا.' },
    }),
  ffprobe: z
    .string()
    .min(1)
    .optional()
    .register(installationSettings, { machine: true, title: { en: 'Path of ffprobe', ar: 'مسار ffprobe' } }),
  maxHours: z
    .number()
    .positive()
    .max(24, 'at most 24 hours')
    .default(6)
    .register(installationSettings, {
      title: { en: 'Longest film', ar: 'أطول فيلم' },
      hint: { en: 'In hours; longer ones are refused.', ar: 'بالساعات؛ الأطول يُرفض.' },
    }),
  scratch: z
    .string()
    .min(1)
    .optional()
    .register(installationSettings, {
      machine: true,
      title: { en: 'Folder for work', ar: 'مجلد العمل' },
      hint: {
        en: 'Where files lie while a film is made ready; it needs as much room as the largest film.',
        ar: 'حيث توضع الملفات أثناء تجهيز فيلم؛ يحتاج مساحة بقدر أكبر فيلم.',
      },
    }),
});
export type VideoContext = Context<
  { media: typeof mediaService; organizations: typeof organizationsService },
  z.output<typeof videoSettings>
>;
