// Bytes of a Markdown file -> text.

export interface Decoded {
  /** Lines end with `\n`. */
  readonly text: string;
  /** What could not be kept, with the first line where it was. */
  readonly faults: readonly { readonly line: number; readonly reason: string }[];
}

/** UTF-8, or UTF-16 by its byte order mark. What is no text becomes U+FFFD. */
export function decode(bytes: Uint8Array): Decoded {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  const read = new TextDecoder(encoding).decode(bytes).replace(/\r\n?/g, '\n');
  const lineOf = (character: string) => read.slice(0, read.indexOf(character)).split('\n').length;
  const faults: { line: number; reason: string }[] = [];
  if (!isValid(encoding, bytes))
    faults.push({
      line: lineOf('\ufffd'),
      reason: `some bytes are not ${encoding.toUpperCase()} text and are shown as \ufffd`,
    });
  if (read.includes('\0')) faults.push({ line: lineOf('\0'), reason: 'NUL characters are shown as \ufffd' });
  return { text: read.replaceAll('\0', '\ufffd'), faults };
}

function isValid(encoding: string, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
