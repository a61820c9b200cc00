import { job, runs } from '@lectern/kit';
import { z } from 'zod';
import type { Audit, AuditContext } from './service.ts';

/** What is older than the school keeps it. */
export const expire = job('audit.expire', z.object({}), {
  title: { en: 'Remove old entries of the log', ar: 'إزالة قيود السجل القديمة' },
  cron: '17 3 * * *',
  in: 'every-organization',
  concurrency: 1,
});
/** So that it is known, and in the report, though nobody asks for it. */
export const verifyNightly = job('audit.verify', z.object({}), {
  title: { en: 'See whether anybody has touched the log', ar: 'التحقق من أن أحدًا لم يمس السجل' },
  cron: '37 3 * * *',
  in: 'every-organization',
  concurrency: 1,
});

export const auditJobs = (service: Audit, { audit, data }: AuditContext) => [
  runs(expire, (_, { signal }) => service.expire(signal)),
  runs(verifyNightly, async (_, run) => {
    const verdict = await audit.verify();
    // Nothing is left of it: its school is being erased, and would not be whole if this wrote another row.
    if (!verdict.fault && verdict.removed === verdict.verified) return;
    await run.finish(() => data.unit(() => service.verified(verdict)));
  }),
];
