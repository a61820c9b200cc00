import { job, runs } from '@lectern/kit';
import { z } from 'zod';
import type { Media } from './service.ts';

const expireUploads = job('media.expire-uploads', z.object({}), {
  title: { en: 'Forget uploads that nobody goes on with', ar: 'نسيان رفعات لا يتابعها أحد' },
  cron: '17 * * * *',
  in: 'every-organization',
});

export const mediaJobs = (media: Media) => [runs(expireUploads, () => media.expire())];
