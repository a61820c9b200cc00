// Reads what logFiles wrote.
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { logFile } from './files.ts';
import type { Level } from './log.ts';

export interface LogLine {
  readonly level: Exclude<Level, 'silent'>;
  /** ISO 8601. */
  readonly time: string;
  readonly msg: string;
  readonly plugin?: string;
  readonly request?: string;
  readonly [fact: string]: unknown;
}
export interface Wanted {
  /** This and what is worse. */
  readonly level: LogLine['level'];
  readonly plugin?: string | undefined;
  readonly request?: string | undefined;
  readonly since?: Date | undefined;
}
interface Place {
  readonly file: string;
  readonly at: number;
}
const levels: readonly LogLine['level'][] = ['debug', 'info', 'warn', 'error'];

/** @returns the last so many of what is wanted, oldest first, and where the log ends now; nothing where there is no log */
export async function lastLines(
  folder: string,
  wanted: Wanted,
  count: number,
): Promise<{ lines: LogLine[]; end: Place }> {
  const lines: LogLine[] = [];
  let end: Place = { file: '', at: 0 };
  for (const file of await filesIn(folder)) {
    end = { file, at: await sizeOf(join(folder, file)) };
    if (wanted.since && file.slice(0, 10) < wanted.since.toISOString().slice(0, 10)) continue;
    for await (const line of linesOf(join(folder, file), { start: 0, end: end.at }, wanted)) {
      lines.push(line);
      if (lines.length > count) lines.shift();
    }
  }
  return { lines, end };
}

/** What is wanted of all that is written from then on, until `signal`; over midnight too. */
export async function* follow(
  folder: string,
  wanted: Wanted,
  from: Place,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  let place = from;
  while (!signal.aborted) {
    for (const file of (await filesIn(folder)).filter((name) => name >= place.file)) {
      const at = file === place.file ? place.at : 0;
      const size = await sizeOf(join(folder, file));
      if (size > at) yield* linesOf(join(folder, file), { start: at, end: size }, wanted);
      place = { file, at: size };
    }
    await pause(250, undefined, { signal }).catch(() => {});
  }
}

const filesIn = async (folder: string) =>
  (await readdir(folder).catch(() => [])).filter((name) => logFile.test(name)).sort();
const sizeOf = async (path: string) => (await stat(path).catch(() => undefined))?.size ?? 0;

/** Bytes from `start` up to, not including, `end`: lines are written whole. */
async function* linesOf(
  path: string,
  { start, end }: { start: number; end: number },
  wanted: Wanted,
): AsyncGenerator<LogLine> {
  if (end <= start) return;
  for await (const text of createInterface({ input: createReadStream(path, { start, end: end - 1 }) })) {
    const line = parsed(text);
    if (line && isWanted(line, wanted)) yield line;
  }
}

function parsed(text: string): LogLine | undefined {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return undefined; // the last line of a machine that lost power
  }
}

const isWanted = (line: LogLine, { level, plugin, request, since }: Wanted): boolean =>
  levels.indexOf(line.level) >= levels.indexOf(level) &&
  (plugin === undefined || line.plugin === plugin) &&
  (request === undefined || line.request === request) &&
  (since === undefined || line.time >= since.toISOString());
