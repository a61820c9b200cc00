// The log as a file, written while it is read: a page of it is in memory.
import { runInScope, type Scope } from '@lectern/kit';
import type { Filters } from './contract/entries.ts';
import type { AuditEntry } from './contract.ts';
import { type Audit, period } from './service.ts';

const pageSize = 500;
const columns = [
  'at',
  'position',
  'actor_kind',
  'actor',
  'actor_name',
  'impersonator',
  'operation',
  'kind',
  'outcome',
  'target',
  'via',
  'address',
  'session',
  'request',
  'id',
  'facts',
] as const;

/** @param scope whoever reads the body later asks for its next part, in a scope that is not the caller's */
export function exported(service: Audit, scope: Scope, { format, from, to, ...filter }: Filters): Response {
  const encoder = new TextEncoder();
  const isCsv = format === 'csv';
  const lines = isCsv ? csvOf : (entries: readonly AuditEntry[]) => entries.map((one) => `${JSON.stringify(one)}\n`);
  let cursor: string | null | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (isCsv) controller.enqueue(encoder.encode(`${columns.join(',')}\r\n`));
    },
    async pull(controller) {
      const page = await runInScope(scope, () =>
        service.page({ ...filter, ...period({ from, to }) }, { cursor: cursor ?? undefined, limit: pageSize }),
      );
      if (page.items.length > 0) controller.enqueue(encoder.encode(lines(page.items).join('')));
      cursor = page.next;
      if (cursor === null) controller.close();
    },
  });
  const type = isCsv ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="audit.${format}"` },
  });
}

const csvOf = (entries: readonly AuditEntry[]): string[] =>
  entries.map(({ actor, impersonator, target, facts, ...rest }) => {
    const row: Record<(typeof columns)[number], unknown> = {
      ...rest,
      actor_kind: actor.kind,
      actor: actor.id,
      actor_name: actor.name,
      impersonator: impersonator?.id,
      target: target?.id,
      facts: JSON.stringify(facts),
    };
    return `${columns.map((column) => cell(row[column])).join(',')}\r\n`;
  });

/** RFC 4180; what a spreadsheet would take for a formula becomes text (OWASP, CSV Injection). */
export function cell(value: unknown): string {
  const text = value == null ? '' : String(value);
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
