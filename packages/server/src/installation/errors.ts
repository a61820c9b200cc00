// What went wrong lately, from the log of the school folder: each line with what was being done, in the words of the contract.
import { join } from 'node:path';
import type { LoggedError } from '@lectern/kit';
import { lastLines } from '../log/read.ts';
import type { School } from '../school.ts';
import { whyOf } from './why.ts';

const days = 7;
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
/** The first line: the rest is for who writes the program, and stands in the log. */
const firstLine = (text: string | null): string | null => text?.split('\n')[0]?.slice(0, 500) ?? null;

/** Of the last week, latest first; empty where the log goes elsewhere. */
export async function loggedErrors({ directory, host, now }: School, limit: number): Promise<LoggedError[]> {
  const since = new Date(now().getTime() - days * 86_400_000);
  const { lines } = await lastLines(join(directory, 'data', 'logs'), { level: 'error', since }, limit);
  const summaries = new Map(host.mounted.map(({ id, operation }) => [id, operation.spec.summary]));
  return lines.reverse().map((line) => {
    const operation = textOf(line.operation);
    const error = firstLine(textOf(line.error));
    return {
      at: new Date(line.time),
      message: line.msg,
      operation,
      doing: (operation && summaries.get(operation)) ?? null,
      plugin: textOf(line.plugin) ?? operation?.split('.')[0] ?? null,
      request: textOf(line.request),
      error,
      why: whyOf(`${line.msg} ${error ?? ''}`),
    };
  });
}
