import { type AuditCount, type AuditKind, refuse } from '@lectern/kit';
import { type Report, reportErrors } from './contract/report.ts';
import { verificationsBetween } from './queries.ts';
import type { Audit, AuditContext } from './service.ts';

const mostListed = 100;

/** @throws audit.period */
export async function reportOn(service: Audit, { audit, data }: AuditContext, from: Date, to: Date): Promise<Report> {
  if (to < from) refuse(reportErrors.period, { pointer: '/to' });
  const counts = await audit.counts(from, to);
  const sum = (what: (one: AuditCount) => boolean) =>
    counts.filter(what).reduce((total, { count }) => total + count, 0);
  const isDone = ({ outcome }: AuditCount) => outcome === 'done';
  const both = (what: (one: AuditCount) => boolean) => ({
    done: sum((one) => what(one) && isDone(one)),
    refused: sum((one) => what(one) && !isDone(one)),
  });
  const kinds = (kind: AuditKind) => both((one) => one.kind === kind);
  const operations = [...new Set(counts.map(({ operation }) => operation))]
    .map((operation) => ({ operation, ...both((one) => one.operation === operation) }))
    .sort((a, b) => b.done + b.refused - (a.done + a.refused) || (a.operation < b.operation ? -1 : 1))
    .slice(0, mostListed);

  const rows = await data.all(verificationsBetween, { from, to, limit: mostListed });
  const who = await service.names(rows.map(({ verifiedBy }) => verifiedBy));
  const removed = (await everyTombstone(audit)).filter(({ at }) => at >= from && at < to);
  const head = await audit.head();
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    entries: sum(() => true),
    changes: sum(isDone),
    refusals: sum((one) => !isDone(one)),
    signIns: kinds('sign-in'),
    access: kinds('access'),
    exports: kinds('export'),
    erasures: kinds('erasure'),
    actingAs: sum(({ asAnother }) => asAnother),
    operations,
    verifications: rows.map(({ id: _, at, verifiedBy, ...rest }) => ({
      ...rest,
      at: at.toISOString(),
      by: who(verifiedBy),
    })),
    removed: removed.reduce((total, { runs }) => total + countOf(runs), 0),
    holds: (await audit.holds()).filter(({ releasedAt }) => releasedAt === null).length,
    head: head === undefined ? null : { ...head, at: head.at.toISOString() },
  };
}
export const countOf = (runs: readonly (readonly [number, number])[]): number =>
  runs.reduce((total, [first, last]) => total + last - first + 1, 0);

async function everyTombstone(audit: AuditContext['audit']) {
  const all: Awaited<ReturnType<typeof audit.tombstones>>[number][] = [];
  for (;;) {
    const some = await audit.tombstones({ before: all.at(-1)?.id, limit: 200 });
    all.push(...some);
    if (some.length < 200) return all;
  }
}
