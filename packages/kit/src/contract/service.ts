// Typed tokens: what a plugin offers to others, and where others plug in.

/** `T` is never a value: it ties the token to the interface. */
export interface ServiceRef<T> {
  readonly id: string;
  readonly optional: boolean;
  readonly T?: T;
}
/** The one service a plugin offers, named as the plugin. */
export const service = <T>(id: string): ServiceRef<T> => ({ id, optional: false });
/** A need that may be missing; its value must be guarded. */
export const optional = <T>(ref: ServiceRef<T>): ServiceRef<T | undefined> => ({ id: ref.id, optional: true });

/** A place where other plugins add to an algorithm: question types, importers, channels. Owned by the plugin that declares it. */
export interface Slot<T> {
  readonly id: string;
  readonly summary: string;
  readonly T?: T;
}
export const slot = <T>(id: string, summary: string): Slot<T> => ({ id, summary });
