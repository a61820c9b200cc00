// A past-tense fact with a versioned schema: ids and facts, no personal data.
import type { z } from 'zod';

/**
 * Who hears of an event over /api/realtime while it happens: the person whom a property of the payload names, or whoever
 * has a permission on the resource that it names. They learn what the payload says and nothing else.
 */
export type Audience<Key extends string = string> =
  | { readonly person: Key }
  | { readonly permission: string; readonly on: Key };

export interface Event<Payload extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly version: number;
  readonly payload: Payload;
  /** From version n to n + 1, by the old version's number: `{ 1: (old) => ({ ...old, seats: null }) }`. */
  readonly upcasts: Readonly<Record<number, (old: unknown) => unknown>>;
  /** Nobody outside the house, when empty. */
  readonly heardBy: readonly Audience[];
}

/** @param name `<plugin>.<past participle>`, such as `course.published` */
export function event<Payload extends z.ZodType>(
  name: string,
  payload: Payload,
  {
    version = 1,
    upcasts = {},
    heardBy = [],
  }: {
    readonly version?: number;
    readonly upcasts?: Event['upcasts'];
    readonly heardBy?: readonly Audience<Extract<keyof z.output<Payload>, string>>[];
  } = {},
): Event<Payload> {
  return { name, payload, version, upcasts, heardBy };
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
