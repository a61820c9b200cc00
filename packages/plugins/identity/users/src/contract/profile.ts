// What people say of themselves.
import { Id, Line, Text } from '@lectern/kit/contract';
import { z } from 'zod';

/** Of the IANA time zone database, as this Node knows it: `Europe/Oslo`. */
export const TimeZone = z.string().max(64).refine(isTimeZone, 'A time zone of the IANA database, such as Europe/Oslo');

function isTimeZone(name: string): boolean {
  // Offsets such as +02:00 are taken by Intl too, and are wrong for half of the year in most places.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `javascript:` and its like would run in the school's own pages. */
export const Link = z.object({
  label: Line.max(80),
  url: z
    .url({ protocol: /^https?$/, error: 'An address that begins with https:// or http://' })
    .max(500)
    .regex(/^[^\p{Cc}\p{Cs}\s]*$/u, 'An address without spaces and control characters'),
});
export type Link = z.infer<typeof Link>;

export const Bio = Text.max(2_000);
export const Links = z.array(Link).max(5);
/** Of the bytes, so that an address with it in is good for ever. */
export const PictureDigest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 of the picture; `users.picture` with it as `v` is its address');

/** What everybody of the same school may see. */
export const PublicProfile = z.object({
  id: Id,
  name: Line,
  picture: PictureDigest.nullable(),
  bio: z.string(),
  links: z.array(Link),
});
