// Export and import as the owner's command line asks for them: JSON lines, the last of which is the answer.
import type { School } from '../school.ts';
import { exportOrganization } from './export.ts';
import type { Told } from './gather.ts';
import { importOrganization } from './import.ts';

/** Before the last line; there may be none. */
export interface ArchiveProgress {
  readonly type: 'progress';
  readonly done: number;
  readonly total: number;
  readonly note: string;
}
export interface ArchiveFailure {
  readonly type: 'failed';
  readonly title: string;
}
const everyMs = 100;

/** @returns undefined for what is neither */
export function archiveRoute(school: School, request: Request): Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method !== 'POST') return undefined;
  if (pathname === '/kernel/organization/export')
    return answered(school, request.url, (told) =>
      exportOrganization(
        school,
        { wanted: searchParams.get('org') ?? undefined, to: searchParams.get('to') ?? '' },
        told,
      ),
    );
  if (pathname === '/kernel/organization/import')
    return answered(school, request.url, (told) =>
      importOrganization(
        school,
        {
          file: searchParams.get('file') ?? '',
          without: searchParams.getAll('without'),
          address: searchParams.get('address') ?? undefined,
          dryRun: searchParams.get('dry-run') === 'true',
        },
        told,
      ),
    );
  return undefined;
}

/** Goes on when the command line is gone: a school half brought in would be worse than one that nobody waited for. */
function answered(
  school: School,
  asked: string,
  work: (told: Told) => Promise<{ readonly organization: object; readonly dryRun?: boolean }>,
): Response {
  const encoder = new TextEncoder();
  let gone = false;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (line: object) => {
        if (!gone) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      let toldAt = 0;
      try {
        const done = await work((at, total, note) => {
          const now = Date.now();
          if (now - toldAt < everyMs) return;
          toldAt = now;
          tell({ type: 'progress', done: at, total, note } satisfies ArchiveProgress);
        });
        if (!done.dryRun) school.log.info(`answered ${new URL(asked).pathname}`, { ...done.organization });
        tell({ type: 'summary', ...done });
      } catch (error) {
        const { name, message: title } = error instanceof Error ? error : new Error(String(error));
        if (name !== 'ArchiveError') school.log.error('an archive failed', { error: String((error as Error).stack) });
        tell({ type: 'failed', title } satisfies ArchiveFailure);
      }
      if (!gone) controller.close();
    },
    cancel() {
      gone = true;
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
}
