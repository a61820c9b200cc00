import { Id, job, runs } from '@lectern/kit';
import { z } from 'zod';
import type { Interop } from './service.ts';

/** One after the other in a process: two imports at once would take turns at the same writer anyway. */
export const importJob = job('interop.import', z.object({ importId: Id }), {
  title: { en: 'Bring in a course from a file', ar: 'إدخال مقرر من ملف' },
  concurrency: 1,
});
/** So that storage is free again of what somebody sent and never ran. */
const forgetFilesJob = job('interop.forget-files', z.object({}), {
  title: { en: 'Tidy up files of courses that were brought in', ar: 'ترتيب ملفات المقررات المُدخلة' },
  cron: '41 2 * * *',
  in: 'every-organization',
});

export const interopJobs = (interop: Interop) => [
  runs(forgetFilesJob, () => interop.forgetOldFiles()),
  runs(importJob, ({ importId }, run) => interop.perform(importId, run)),
];
