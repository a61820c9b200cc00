// What opens the addresses of one video until a moment: `<end>.<version>.<signature>`, no state and no question to the
// database. The version is that of the tracks, so a video that was made again has other addresses.
import { createHash } from 'node:crypto';
import type { Signatures } from '@lectern/kit';
import type { StreamedVideo } from '@lectern/video/contract';

export interface Token {
  readonly mediaId: string;
  /** Seconds since 1970. */
  readonly expires: number;
  readonly version: string;
}
const shape = /^([0-9a-z]{1,9})\.([0-9a-f]{12})\.([\w-]{43})$/;
const words = ({ mediaId, expires, version }: Token) => `${mediaId}\n${expires}\n${version}`;

export const tokenOf = (signatures: Signatures, token: Token): string =>
  `${token.expires.toString(36)}.${token.version}.${signatures.sign(words(token))}`;

/** @returns undefined for one that was not made here, for this video. Whether it is over is the caller's to ask */
export function readToken(signatures: Signatures, text: string, mediaId: string): Token | undefined {
  const [, end, version, signed] = shape.exec(text) ?? [];
  if (end === undefined || version === undefined || signed === undefined) return undefined;
  const token = { mediaId, expires: Number.parseInt(end, 36), version };
  return signatures.isSigned(words(token), signed) ? token : undefined;
}

export const versionOf = ({ tracks, poster }: StreamedVideo): string =>
  createHash('sha256')
    .update([...tracks.map(({ digest }) => digest), poster?.digest].join())
    .digest('hex')
    .slice(0, 12);

/** Whole hours, so that whoever opens a lesson twice finds its segments in the cache. @param now in milliseconds */
export const expiryOf = (now: number, seconds: number): number =>
  Math.ceil((now / 1_000 + seconds + 6 * 3_600) / 3_600) * 3_600;
