// Properties that many contracts share, so that an id or a title has the same limits everywhere.
import { z } from 'zod';

/**
 * A UUIDv7 of ours, or a readable id of an import. Never parsed, only compared. `format: id` says in every schema made from
 * it that this is the name of a thing: the proofs of isolation put the things of another school there.
 */
export const Id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.:-]+$/, 'An id has letters, digits and - _ . : only')
  .meta({ format: 'id' });
/** One line for people: control characters would break tables, mails and terminals. */
export const Line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'One line without control characters');

export const Text = z
  .string()
  .max(20_000)
  .regex(/^[^\0\p{Cs}]*$/u, 'Text without NUL and broken characters');
/**
 * Part of an address: `why-the-average-lies`. Words of any script joined by hyphens; marks are part of words, for Hindi and
 * Thai cannot be written without them.
 */
export const Slug = z
  .string()
  .min(1)
  .max(100)
  .regex(
    /^[\p{Ll}\p{Lo}\p{Lm}\p{N}][\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}]*(?:-[\p{Ll}\p{Lo}\p{Lm}\p{N}][\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}]*)*$/u,
    'Lower-case words joined by hyphens',
  );
export const Email = z
  .email()
  .max(254)
  .transform((address) => address.toLowerCase());
/** ISO 8601 in UTC. */
export const Moment = z.iso.datetime();
/** BCP 47. */
export const Language = z
  .string()
  .min(2)
  .max(35)
  .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, 'A language tag such as en or pt-BR');
export const Nothing = z.object({});
export const Done = z.object({ done: z.literal(true) });
