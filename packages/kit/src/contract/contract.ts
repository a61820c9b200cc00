// The public face of a plugin: everything another plugin, the SDK or a person may know of it.
import type { z } from 'zod';
import type { Event } from './event.ts';
import type { Operation, Problem, RawOperation } from './operation.ts';
import type { ServiceRef, Slot } from './service.ts';

// biome-ignore lint/suspicious/noExplicitAny: an operation takes its own input only, so no common type but `any` holds them all
export type AnyOperation = Operation<any, any> | RawOperation<any>;

export interface Permission {
  /** What it lets a person do, in a sentence that a role editor shows. */
  readonly summary: string;
  /** Built-in roles that have it from the start, beside `owner` and `admin`. */
  readonly roles: readonly ListedRole[];
  /** What ends the school or hands it over: not even an admin has it. */
  readonly ownerOnly?: true;
}
/** From who may most to who may least; an organization makes more of its own. */
export const builtInRoles = [
  'owner',
  'admin',
  'manager',
  'instructor',
  'teaching-assistant',
  'reviewer',
  'moderator',
  'support-agent',
  'learner',
  'guest',
] as const;
export type BuiltInRole = (typeof builtInRoles)[number];
/** `owner` has everything, `admin` all but what is `ownerOnly`: nobody lists those. */
export type ListedRole = Exclude<BuiltInRole, 'owner' | 'admin'>;

export interface Contract<Operations extends Record<string, AnyOperation> = Record<string, AnyOperation>> {
  /** One word in kebab-case; the plugin's name, its URL below /api and the first half of every operation's id. */
  readonly id: string;
  /** One sentence for people. */
  readonly summary: string;
  readonly operations: Operations;
  readonly permissions?: Readonly<Record<string, Permission>>;
  readonly events?: Readonly<Record<string, Event>>;
  readonly errors?: Readonly<Record<string, Problem>>;
  // biome-ignore lint/suspicious/noExplicitAny: slots of any value
  readonly slots?: Readonly<Record<string, Slot<any>>>;
  // biome-ignore lint/suspicious/noExplicitAny: services of any type
  readonly service?: ServiceRef<any>;
}

/** Checks nothing that the compiler can: it only keeps the exact types of the operations. */
export const defineContract = <const Operations extends Record<string, AnyOperation>>(
  contract: Contract<Operations>,
): Contract<Operations> => contract;

/** The client of one plugin, as the SDK and in-process callers see it. Raw operations are reached by URL. */
export type ClientOf<Operations extends Record<string, AnyOperation>> = {
  readonly [K in keyof Operations as Operations[K] extends Operation ? K : never]: Operations[K] extends Operation<
    infer In,
    infer Out
  >
    ? (
        ...input: Record<never, never> extends z.input<In> ? [input?: z.input<In>] : [input: z.input<In>]
      ) => Promise<z.output<Out>>
    : never;
};
