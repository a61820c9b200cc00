// A past-tense fact with a versioned schema: ids and facts, no personal data.
import type { z } from 'zod';

export interface Event<Payload extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly version: number;
  readonly payload: Payload;
  /** From version n to n + 1, by the old version's number: `{ 1: (old) => ({ ...old, seats: null }) }`. */
  readonly upcasts: Readonly<Record<number, (old: unknown) => unknown>>;
}

/** @param name `<plugin>.<past participle>`, such as `course.published` */
export function event<Payload extends z.ZodType>(
  name: string,
  payload: Payload,
  history: { readonly version?: number; readonly upcasts?: Event['upcasts'] } = {},
): Event<Payload> {
  return { name, payload, version: history.version ?? 1, upcasts: history.upcasts ?? {} };
}

/** The payload as the current version says it. @throws ZodError when a stored event does not fit its schema */
export function upcast<Payload extends z.ZodType>(
  subject: Event<Payload>,
  version: number,
  payload: unknown,
): z.output<Payload> {
  let current = payload;
  for (let from = version; from < subject.version; from++) {
    const step = subject.upcasts[from];
    if (!step) throw new Error(`event ${subject.name} has no upcast from version ${from}`);
    current = step(current);
  }
  return subject.payload.parse(current);
}
