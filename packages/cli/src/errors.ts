// How a command fails: what is wrong, what to do next, and the exit code. 0 is done; 1 is refused, or something was lost;
// 2 is written wrongly, and nothing was tried.
import { nearest } from './near.ts';

/** Could not be done. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}
/** Cannot be meant as it is written. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export interface Failure {
  /** For --json. */
  readonly document: object;
  readonly text: string;
  readonly exit: number;
}
/** The command that failed, as it is typed, and the flags it has. */
export interface Failed {
  readonly command: string;
  readonly flags: readonly string[];
  /** Address of a school elsewhere. */
  readonly url?: string | undefined;
}

export function failureOf(error: Error, failed: Failed): Failure {
  if (error.name === 'LecternProblem') return refusal(error as Error & Record<string, unknown>, failed);
  if (error.name === 'UsageError' || 'oclif' in error) {
    const title = usageText(error as Error & { flags?: readonly string[] }, failed);
    return { document: { title, code: 'usage' }, text: title, exit: 2 };
  }
  const title = process.env.DEBUG ? (error.stack ?? error.message) : (ofTheSystem(error) ?? error.message);
  return { document: { title, code: error.name }, text: title, exit: 1 };
}

function refusal(
  { status, code, detail, pointer, facts, request, message }: Error & Record<string, unknown>,
  { url }: Failed,
): Failure {
  return {
    document: { title: message, status, code, detail, pointer, facts, request },
    text: `${message}${wayOut(code, status, url)}${pointer ? `\n  at ${String(pointer)}` : ''}\n  (${String(code)})`,
    exit: 1,
  };
}

function wayOut(code: unknown, status: unknown, url: string | undefined): string {
  if (url === undefined) return '';
  if (code === 'unreachable' || code === 'unexpected')
    return `\n  Is it served, and is the address right? A browser would show ${url}/healthz`;
  if (status !== 401) return '';
  if (process.env.LECTERN_TOKEN)
    return `\n  LECTERN_TOKEN is no key of this school, or has ended. Sign in: lms login ${url} (and unset LECTERN_TOKEN)`;
  return `\n  LECTERN_TOKEN is not set. Sign in: lms login ${url}`;
}

/** oclif's own sentences begin with what it was parsing and end with where help is. */
function usageText(error: Error & { flags?: readonly string[] }, { command, flags }: Failed): string {
  const help = `\`lms ${command} --help\` shows how it is written.`;
  const said = error.message
    .replace(/\n+See more help with --help$/, '')
    .replace(/^Parsing (--[\w-]+|\S+)\s+/, '$1: ')
    .replace(/^The following errors? occurred:\s+/, '');
  if (error.name === 'UsageError') return said;
  const [unknown] = error.flags ?? [];
  if (unknown === undefined) return `${said}\n${help}`;
  const meant = nearest(unknown, flags);
  return `\`lms ${command}\` has no ${unknown}.${meant ? ` Did you mean ${meant}?` : ''}\n${help}`;
}

const reasons: Readonly<Record<string, (path: string) => string>> = {
  EACCES: (path) =>
    `You may not read or write ${path}. Run this as the user whom it belongs to, or choose another place.`,
  EPERM: (path) => `The system does not allow this on ${path}. Run it as the user whom it belongs to.`,
  EROFS: (path) => `${path} is on a file system that cannot be written. Choose another place.`,
  ENOSPC: (path) => `The disk of ${path} is full. Make room and run this again.`,
  ENOENT: (path) => `There is no ${path}, or no folder for it.`,
  ENOTDIR: (path) => `A folder is needed, and a part of ${path} is a file.`,
  EISDIR: (path) => `${path} is a folder; a file is needed.`,
  EEXIST: (path) => `${path} is there already.`,
};
function ofTheSystem(error: NodeJS.ErrnoException & { dest?: string; address?: string; port?: number }) {
  const { code, path, dest, syscall, port } = error;
  if (syscall === 'getaddrinfo' || (syscall === 'connect' && port !== undefined))
    return `The database does not answer (${error.message}). Is it running, and is LECTERN_DATABASE or \`database\` in lms.config.ts right?`;
  const place = dest ?? path;
  return code !== undefined && place !== undefined ? reasons[code]?.(place) : undefined;
}
