import type { coursesService } from '@lectern/courses/contract';
import { type Context, installationSettings } from '@lectern/kit';
import type { organizationsService } from '@lectern/organizations/contract';
import { z } from 'zod';

export const settings = z.object({
  largestFile: z
    .number()
    .int()
    .positive()
    .default(4_000_000_000)
    .register(installationSettings, {
      title: { en: 'Largest file', ar: 'أكبر ملف' },
      hint: {
        en: 'In bytes: 4000000000 is 4 GB. What is uploaded already stays.',
        ar: 'بالبايت: 4000000000 تعني 4 غيغابايت. ما رُفع من قبل يبقى.',
      },
    }),
  partSize: z
    .number()
    .int()
    .positive()
    .default(8_000_000)
    .register(installationSettings, {
      title: { en: 'Parts of an upload', ar: 'أجزاء الرفع' },
      hint: {
        en: 'In bytes: as much at most is sent again after the server was stopped in the middle of it.',
        ar: 'بالبايت: هذا أقصى ما يُعاد إرساله إذا توقف الخادم في منتصف الرفع.',
      },
    }),
});
export type MediaContext = Context<
  { courses: typeof coursesService; organizations: typeof organizationsService },
  z.output<typeof settings>
>;
