import type { Encoding } from './sniff.ts';

/** A streaming decoder that leaves the byte order mark out and shows what it cannot read as U+FFFD. */
export const decoderOf = (encoding: Encoding) => new TextDecoder(encoding);
