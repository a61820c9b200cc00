import { CommandError } from './errors.ts';

/** A day is its beginning, in UTC. @throws CommandError */
export function momentOf<T extends string | undefined>(text: T): T {
  if (text === undefined) return text;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw new CommandError(`${text} is no day: write 2026-01-31.`);
  return moment.toISOString() as T;
}
