// What the school says of a row or a file, in the reader's language: by its code and what stands in it.
import { refused } from '@lectern/ui';
import { english } from './english.ts';
import { t } from './words.ts';

interface Said {
  readonly code: string | null;
  readonly reason: string;
  readonly facts: Readonly<Record<string, string | number>>;
}
/** Which facts a sentence holds follows from its code, and not from its type. */
const filled = t as unknown as (key: string, facts: Said['facts']) => string;

/** A refusal by a rule of the school or of another plugin has a code with a dot, and its words where that plugin's are. */
export function said(about: 'why' | 'stop', { code, reason, facts }: Said): string {
  if (code !== null && `${about}.${code}` in english) return filled(`${about}.${code}`, facts);
  return (code !== null && refused(code)) || reason;
}
