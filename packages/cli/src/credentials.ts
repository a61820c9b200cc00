// Keys of `lms login`, by the address of the school: ~/.config/lectern/credentials.json, which only its owner reads.
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandError } from './errors.ts';

export interface Credential {
  readonly token: string;
  /** Of the person, for `lms whoami` without a network. */
  readonly name: string;
  readonly at: string;
}
type Credentials = Readonly<Record<string, Credential>>;

/** By the XDG Base Directory Specification. */
export const credentialsFile = (): string =>
  join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'lectern', 'credentials.json');

/** One school, however its address was typed. */
export const schoolAt = (url: string): string => {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
};

/** @throws CommandError when the file is there and cannot be read as what it is */
export function allCredentials(): Credentials {
  const file = credentialsFile();
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    return JSON.parse(text) as Credentials;
  } catch {
    throw new CommandError(`${file} is not JSON any more. Remove it and sign in again: lms login ADDRESS`);
  }
}
export const credentialFor = (url: string): Credential | undefined => allCredentials()[schoolAt(url)];

export const keepCredential = (url: string, credential: Credential): void =>
  write({ ...allCredentials(), [schoolAt(url)]: credential });

/** @returns whether there was one */
export function dropCredential(url: string): boolean {
  const { [schoolAt(url)]: dropped, ...rest } = allCredentials();
  if (dropped) write(rest);
  return dropped !== undefined;
}

/** Whole or not at all, and never readable by others in between. */
function write(credentials: Credentials): void {
  const file = credentialsFile();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  chmodSync(fresh, 0o600); // one that was left by a command that was killed keeps its mode
  renameSync(fresh, file);
}
