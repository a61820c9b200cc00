// The log of a served school in its own folder, a file for each day, so that `lms logs` finds it wherever the terminal went.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DestinationStream, pino } from 'pino';

/** `2026-11-23.jsonl`: sorts as time. UTC, as the times in it. */
export const logFile = /^\d{4}-\d\d-\d\d\.jsonl$/;
const nameAt = (moment: Date) => `${moment.toISOString().slice(0, 10)}.jsonl`;

/** Days. */
const kept = 14;

/** Lines are handed to the system one by one, so that a process that is killed has said what it said. */
export function logFiles(folder: string, now: () => Date = () => new Date()): DestinationStream {
  let today = nameAt(now());
  const file = pino.destination({ dest: join(folder, today), mkdir: true, append: true, sync: true, mode: 0o600 });
  forget(folder);
  return {
    write(line) {
      const day = nameAt(now());
      if (day !== today) {
        today = day;
        file.reopen(join(folder, today));
        forget(folder);
      }
      file.write(line);
    },
  };
}

function forget(folder: string): void {
  const old = readdirSync(folder)
    .filter((name) => logFile.test(name))
    .sort()
    .slice(0, -kept);
  for (const name of old) rmSync(join(folder, name), { force: true });
}
