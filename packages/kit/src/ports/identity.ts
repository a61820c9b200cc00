// How the kernel learns who calls and what they may: two plugins fill these, and any other may in their place.

import { slot } from '../contract/service.ts';
import type { Grant } from '../kernel/rights.ts';
import type { Actor } from '../kernel/scope.ts';

/** What a request brings to say who it is. */
export interface Credentials {
  readonly bearer?: string | undefined;
  readonly cookie?: string | undefined;
}
export interface Identity {
  readonly actor: Actor;
  /** The organization the session is in. */
  readonly org: string;
  readonly session: string;
  /**
   * What the credential is limited to, of all its actor may: a key made for one purpose, or all that a service account has
   * been given. Absent: everything its actor may. `self` stands for what needs only that somebody is signed in, `in-person`
   * for what only they themselves do: no key holds it, a session that is limited to the own account does.
   */
  readonly only?: ReadonlySet<string> | undefined;
  /** The key that was shown, for limits and for counting what it was used for; absent for sessions. */
  readonly key?: {
    readonly id: string /** Its own quota; null where it has none. */;
    readonly requestsPerMinute: number | null;
  };
  /** The person who acts as the actor, and whose doing it is. */
  readonly impersonator?: string | undefined;
  /** The identity need not be asked for again before this moment, unless the person's epoch has moved on. */
  readonly expires: Date;
}
export interface Authenticator {
  /** The name of the browser's session cookie. */
  readonly cookie: string;
  /** @returns undefined for credentials that are unknown, ended or revoked */
  identify(credentials: Credentials): Promise<Identity | undefined>;
  /** For who owns the machine: `lms call --as ana@example.org`; without an address, the school's first owner. */
  identityOf(email: string | undefined): Promise<Identity | undefined>;
  /** For an embedding application that has signed the person in itself; makes the account on first sight. */
  admit(person: { readonly email: string; readonly name: string }): Promise<Identity>;
}
export const authenticatorSlot = slot<Authenticator>('kernel.authenticator', 'Says who a request comes from');

export interface Authorizer {
  /**
   * Everything that decides what this actor may do in the organization. Cached by the kernel until the epoch moves. A
   * service account may everything that its identity is limited to (`only`), and without such a list nothing.
   */
  grantsOf(actor: Actor, org: string): Promise<readonly Grant[]>;
  /** In the unit that moves a part of the tree: these resources have new paths, so grants on them that are cached are old. */
  moved(resources: readonly string[]): Promise<void>;
  /** In the unit that removes a part of the tree: what was given on these resources goes with them. */
  removed(resources: readonly string[]): Promise<void>;
}
export const authorizerSlot = slot<Authorizer>('kernel.authorizer', 'Says what an actor may do');

export interface OrganizationResolver {
  /** The organization of a request that carries no session: by its Host, or the only one. */
  organizationFor(host: string | undefined): Promise<string | undefined>;
  /** Whether a Host is proven to lead here, so that links in mails may name it. None is when absent. */
  readonly knowsHost?: ((host: string) => Promise<boolean>) | undefined;
  /** Every organization of the installation. */
  all(): Promise<readonly string[]>;
}
export const organizationSlot = slot<OrganizationResolver>(
  'kernel.organization',
  'Says which organization a visitor is in',
);
