import type { AuditReportOutput } from '@lectern/sdk';
import type { LoadContext } from '@lectern/ui';
import { dayOf, momentIn } from '../shown/period.ts';
import { type Told, told } from '../shown/told.ts';

export const listed = ['access', 'export', 'erasure'] as const;
export interface ReportData {
  readonly report: AuditReportOutput;
  /** Entries of the kinds that an auditor looks at one by one, the latest 100 of each. */
  readonly lists: Readonly<Record<(typeof listed)[number], Told>>;
}

/** The month so far, when the address names no period. */
export async function read(context: LoadContext<unknown>): Promise<ReportData> {
  const { lms, query, signal } = context;
  const period = {
    from: momentIn(query.get('from')) ?? new Date(`${dayOf(new Date()).slice(0, 7)}-01T00:00`).toISOString(),
    to: momentIn(query.get('to')) ?? new Date().toISOString(),
  };
  const listOf = async (kind: (typeof listed)[number]) =>
    told((await lms.audit.list({ ...period, kind, limit: 100 }, { signal })).items, context);
  const [report, access, exported, erasure] = await Promise.all([
    lms.audit.report(period, { signal }),
    listOf('access'),
    listOf('export'),
    listOf('erasure'),
  ]);
  return { report, lists: { access, export: exported, erasure } };
}
