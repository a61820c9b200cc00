// Why something failed, from the words of its error: the same few reasons, said to people in their language by the screen.
import type { Why } from '@lectern/kit';

const signs: readonly (readonly [RegExp, Why])[] = [
  [/ENOSPC|disk (?:is )?full|no space left|SQLITE_FULL/i, 'disk-full'],
  [/its process ended, or hung|a process ended while/i, 'process-lost'],
  [/ENOTFOUND|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|socket hang up|fetch failed/i, 'unreachable'],
  [/ETIMEDOUT|timed? ?out|TimeoutError|no answer within/i, 'too-slow'],
  [/(?:ffmpeg|ffprobe|command|program).*(?:missing|not found)|ENOENT.*spawn|spawn.*ENOENT/i, 'program-missing'],
  [/EACCES|EPERM|EROFS|permission denied/i, 'no-permission'],
  [
    /\b(?:401|403|5\d\d)\b.*(?:answer|response|status)|invalid login|EAUTH|authentication failed|refused the/i,
    'refused-by-other',
  ],
  [/ZodError|invalid_type|does not fit|unexpected token|not valid JSON|cannot be read/i, 'not-understood'],
  [/ENOENT|there is no|does not exist|not_found|nothing here|no such/i, 'missing'],
];

export const whyOf = (error: string): Why => signs.find(([sign]) => sign.test(error))?.[1] ?? 'unknown';
