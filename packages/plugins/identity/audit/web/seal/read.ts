import type { AuditReportOutput } from '@lectern/sdk';
import type { LoadContext } from '@lectern/ui';
import type { Head } from '../proof/head.ts';

export interface Seal {
  /** Undefined while nothing is in the log. */
  readonly head: Head | undefined;
  /** Kept ones, the latest first. */
  readonly heads: readonly Head[];
  /** The latest first. */
  readonly verifications: AuditReportOutput['verifications'];
  readonly key: string;
}
/** The school goes through the log every night: what is older than this says nothing. */
const dayMilliseconds = 24 * 3_600_000;
const days = 31;

export async function read({ lms, signal }: Pick<LoadContext<unknown>, 'lms' | 'signal'>): Promise<Seal> {
  const now = Date.now();
  const period = {
    from: new Date(now - days * dayMilliseconds).toISOString(),
    to: new Date(now + dayMilliseconds).toISOString(),
  };
  const [report, { items: heads }, { key }] = await Promise.all([
    lms.audit.report(period, { signal }),
    lms.audit.heads({ limit: 20 }, { signal }),
    lms.audit.key({}, { signal }),
  ]);
  return { head: report.head ?? undefined, heads, verifications: report.verifications, key };
}
