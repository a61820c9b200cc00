// Proofs and heads of an audit log, as `lms audit prove` and `lms audit head` write them.
import { readFileSync, writeFileSync } from 'node:fs';
import type { ToldHead, ToldProof } from '@lectern/server/audit-proof';
import { CommandError } from './errors.ts';

/** Enough that what verifies it finds what it looks for; whether it is true is not asked here. @throws CommandError */
export function proofIn(file: string): ToldProof {
  const found = jsonIn(file) as Partial<ToldProof> & { format?: string };
  if (found?.format !== 'lectern-audit-proof' || !isHead(found.head) || !isEntry(found.entry) || !isPath(found.path))
    throw new CommandError(`${file} is no proof of an entry. Make one: lms audit prove ID --out FILE`);
  return found as ToldProof;
}
/** @throws CommandError */
export function headIn(file: string): ToldHead {
  const found = jsonIn(file) as { head?: unknown };
  const head = isHead(found) ? found : found?.head;
  if (!isHead(head)) throw new CommandError(`${file} is no head of a log. Make one: lms audit head --out FILE`);
  return head;
}
export function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new CommandError(`${file} exists already. Name a file that does not.`);
  }
}

function jsonIn(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`${file} is not JSON.`);
  }
}
const isPath = (path: unknown) => Array.isArray(path) && path.every((one) => /^[0-9a-f]{64}$/.test(String(one)));
const isEntry = (entry: unknown) =>
  typeof entry === 'object' &&
  entry !== null &&
  'facts' in entry &&
  typeof entry.facts === 'object' &&
  entry.facts !== null &&
  'at' in entry &&
  !Number.isNaN(Date.parse(String(entry.at)));
const isHead = (head: unknown): head is ToldHead =>
  typeof head === 'object' &&
  head !== null &&
  ['organization', 'root', 'at', 'key', 'signature'].every(
    (key) => typeof (head as Record<string, unknown>)[key] === 'string',
  ) &&
  Number.isSafeInteger((head as { size?: unknown }).size);
