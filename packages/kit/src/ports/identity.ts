// How the kernel learns who calls and what they may: two plugins fill these, and any other may in their place.

import { slot } from '../contract/service.ts';
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

export interface Grant {
  readonly permissions: ReadonlySet<string>;
  /** Path on the resource tree. */
  readonly scope: string;
  readonly effect: 'allow' | 'deny';
}
export interface Authorizer {
  /** Everything that decides what this actor may do in the organization. Cached by the kernel until the epoch moves. */
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
  /** Every organization of the installation. */
  all(): Promise<readonly string[]>;
}
export const organizationSlot = slot<OrganizationResolver>(
  'kernel.organization',
  'Says which organization a visitor is in',
);
