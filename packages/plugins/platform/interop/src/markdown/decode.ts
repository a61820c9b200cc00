/** Bytes as text: UTF-8, or UTF-16 by its mark. What cannot be read becomes U+FFFD, and `damaged` says so. */
export function decode(bytes: Uint8Array): { text: string; damaged: boolean } {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  let damaged = false;
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    damaged = true;
    text = new TextDecoder(encoding).decode(bytes);
  }
  return { text: text.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd'), damaged: damaged || text.includes('\0') };
}
