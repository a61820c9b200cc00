// Export and import of a school, asked of the kernel: progress while it works, then the answer.
import type { ArchiveFailure, ArchiveProgress } from '@lectern/server';
import { bar } from './bar.ts';
import { CommandError, UsageError } from './errors.ts';
import type { Reach } from './reach.ts';

/** @throws UsageError over the network: the file is on the machine of the school. CommandError when it is refused */
export async function askForArchive<T>(
  { kernel }: Pick<Reach, 'kernel'>,
  path: `/kernel/organization/${'export' | 'import'}`,
  asked: Readonly<Record<string, string | readonly string[] | undefined>>,
  shown: boolean,
): Promise<T> {
  if (!kernel)
    throw new UsageError('This is done on the machine of the school: run it there, with --dir in place of --url.');
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked))
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) query.append(name, one);
  const response = await kernel(`${path}?${query}`, { method: 'POST' });
  if (!response.ok || !response.body)
    throw new CommandError('The school that is served is of another version than this command. Start it again.');
  const progress = bar({ on: shown });
  let last: (T & { type: 'summary' }) | ArchiveProgress | ArchiveFailure | undefined;
  let rest = '';
  try {
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        last = JSON.parse(line) as NonNullable<typeof last>;
        if (isProgress(last)) progress.at(last.done / Math.max(last.total, 1), last.note);
      }
    }
  } finally {
    progress.end();
  }
  if (last === undefined || isProgress(last)) throw new CommandError('The school stopped before it was done.');
  if (last.type === 'failed') throw new CommandError((last as ArchiveFailure).title);
  const { type: _, ...answer } = last as T & { type: 'summary' };
  return answer as T;
}
const isProgress = (line: { readonly type: string }): line is ArchiveProgress => line.type === 'progress';
