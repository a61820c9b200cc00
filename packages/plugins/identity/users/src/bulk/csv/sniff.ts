// How a CSV file is written: Excel saves semicolons and Windows-1252 in half of Europe, and UTF-16 as "Unicode text".
import { decoderOf } from './decode.ts';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];
export interface Dialect {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
}

/** Bytes of a file's beginning that are looked at for the header line and the first rows. */
export const headBytes = 65_536;

export interface Sniffer {
  /** In order, all of the file: one byte that UTF-8 does not know, however late, makes the whole Windows-1252. */
  see(chunk: Uint8Array): void;
  readonly head: Uint8Array;
  encoding(): Encoding;
}

export function createSniffer(): Sniffer {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let valid = true;
  let head = new Uint8Array(0);
  return {
    see(chunk) {
      if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
      if (!valid) return;
      try {
        strict.decode(chunk, { stream: true });
      } catch {
        valid = false;
      }
    },
    get head() {
      return head;
    },
    encoding() {
      const wide = markOf(head) ?? wideWithoutMark(head);
      if (wide) return wide;
      return valid && endsWhole(strict) ? 'utf-8' : 'windows-1252';
    },
  };
}

function endsWhole(strict: TextDecoder): boolean {
  try {
    strict.decode();
    return true;
  } catch {
    return false;
  }
}

function markOf(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : undefined;
}

/** In UTF-16 the other byte of every delimiter, figure and Latin letter is zero; text has no zeros in any other encoding. */
function wideWithoutMark(head: Uint8Array): Encoding | undefined {
  const looked = Math.min(head.length, 2_000) & ~1;
  let [even, odd] = [0, 0];
  for (let i = 0; i < looked; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  const many = looked / 2 / 5;
  if (odd > many && even === 0) return 'utf-16le';
  if (even > many && odd === 0) return 'utf-16be';
  return undefined;
}

/** The one that stands most often in the first line, outside quotes; a comma when there is none of them. */
export function delimiterOf(head: Uint8Array, encoding: Encoding): Delimiter {
  const text = decoderOf(encoding).decode(head, { stream: true });
  const said = /^sep=(.)\r?\n/i.exec(text)?.[1] as Delimiter | undefined; // what Excel writes for itself
  if (said && delimiters.includes(said)) return said;
  const counts = new Map<string, number>();
  let quoted = false;
  let started = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === '\n' || char === '\r')) {
      if (started) break;
    } else if (!quoted && delimiters.includes(char as Delimiter)) counts.set(char, (counts.get(char) ?? 0) + 1);
    started ||= char.trim() !== '';
  }
  return delimiters.reduce((best, one) => ((counts.get(one) ?? 0) > (counts.get(best) ?? 0) ? one : best), ',');
}
