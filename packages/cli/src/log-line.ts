// A line of the log as a person reads it: when, how bad, who, what; facts behind it, a stack below.
import { styleText } from 'node:util';
import type { LogLine } from '@lectern/server';

const colours = { debug: 'dim', info: 'blue', warn: 'yellow', error: 'red' } as const;

export function shown({ time, level, plugin, msg, ...facts }: LogLine): string {
  const { error, ...rest } = facts as { error?: unknown } & Record<string, unknown>;
  const said = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const [first = '', ...stack] = typeof error === 'string' ? error.split('\n') : [error ? JSON.stringify(error) : ''];
  const head = [
    styleText('dim', local(time)),
    styleText(colours[level] ?? 'dim', level.padEnd(5)),
    ...(plugin ? [styleText('bold', plugin)] : []),
    first ? `${msg}: ${first}` : msg,
    ...(said.length > 0 ? [styleText('dim', said.join(' '))] : []),
  ].join(' ');
  return [head, ...stack.map((line) => styleText('dim', `    ${line.trim()}`))].join('\n');
}

/** In the time of the machine, to the second. */
function local(time: string): string {
  const at = new Date(time);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
