import { Id, job, runs } from '@lectern/kit';
import { z } from 'zod';
import type { Interop } from './service.ts';

/** One after the other in a process: two imports at once would take turns at the same writer anyway. */
export const importJob = job('interop.import', z.object({ importId: Id }), { concurrency: 1 });
/** So that storage is free again of what somebody sent and never ran. */
const forgetFilesJob = job('interop.forget-files', z.object({}), { cron: '41 2 * * *', in: 'every-organization' });

export const interopJobs = (interop: Interop) => [
  runs(forgetFilesJob, () => interop.forgetOldFiles()),
  runs(importJob, ({ importId }, run) => interop.perform(importId, run)),
];
