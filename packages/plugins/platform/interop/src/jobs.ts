import { Id, job, runs } from '@lectern/kit';
import { z } from 'zod';
import type { Interop } from './service.ts';

/** One after the other in a process: two imports at once would take turns at the same writer anyway. */
export const importJob = job('interop.import', z.object({ importId: Id }), { concurrency: 1 });

export const interopJobs = (interop: Interop) => [
  runs(importJob, ({ importId }, run) => interop.perform(importId, run)),
];
