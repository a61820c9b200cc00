// What is written into the database to be read by a later version of the program: payloads of events, data of jobs.
import type { z } from 'zod';

const proven = new WeakSet<z.ZodType>();

/**
 * The payload as it is stored: checked, and without properties its schema does not name, so that nothing personal slips
 * in beside the ids. The first payload of each schema is also read back, because one that turns text into dates, say,
 * would refuse its own output on every delivery.
 *
 * @param what named in errors: `event course.published`
 * @throws ZodError when it does not fit
 */
export function storable(schema: z.ZodType, payload: unknown, what: string): unknown {
  const stored = schema.parse(payload);
  if (!proven.has(schema)) {
    if (!schema.safeParse(JSON.parse(JSON.stringify(stored ?? null))).success) {
      throw new Error(
        `${what}: its schema does not accept what it gives; use plain JSON values, such as ISO 8601 text for a time`,
      );
    }
    proven.add(schema);
  }
  return stored;
}
