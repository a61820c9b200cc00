// The door of the plugin: what its nouns declare, joined.
import { defineContract, event, Id, service } from '@lectern/kit/contract';
import { z } from 'zod';
import { deviceErrors, deviceOperations } from './contract/device.ts';
import { enterOperations } from './contract/enter.ts';
import { errors } from './contract/errors.ts';
import { impersonationErrors, impersonationOperations } from './contract/impersonation.ts';
import { keyOperations } from './contract/keys.ts';
import { linkOperations } from './contract/links.ts';
import { mailErrors, mailOperations } from './contract/mail.ts';
import { passkeyErrors, passkeyOperations } from './contract/passkeys.ts';
import { secondFactorErrors, secondFactorOperations } from './contract/second-factor.ts';
import { serviceAccountOperations } from './contract/service-accounts.ts';
import { sessionErrors, sessionOperations } from './contract/sessions.ts';
import { signInOperations } from './contract/sign-in.ts';
import { signOnErrors, signOnOperations, signOnSlot } from './contract/sign-on.ts';
import type { MailKind } from './mail/kinds.ts';
import type { Newcomers } from './newcomers.ts';

export { errors } from './contract/errors.ts';
export { GivenPermission, Key } from './contract/keys.ts';
export { Passkey } from './contract/passkeys.ts';
export { ServiceAccount } from './contract/service-accounts.ts';
export { Password, Session } from './contract/sign-in.ts';
export {
  type SignOnAttempt,
  type SignOnDriver,
  SignOnFault,
  type SignOnKind,
  type SignOnPerson,
  type SignOnProvider,
  signOnSlot,
} from './contract/sign-on.ts';
export type { MailKind } from './mail/kinds.ts';

export const signedIn = event('auth.signed_in', z.object({ userId: Id }));
const owned = { keyId: Id, userId: Id.nullable(), accountId: Id.nullable() };
export const keyCreated = event('auth.key_created', z.object(owned));
export const keyRevoked = event('auth.key_revoked', z.object(owned));
export const serviceAccountChanged = event(
  'auth.service_account_changed',
  z.object({ accountId: Id, change: z.enum(['created', 'changed', 'removed']) }),
);
export const impersonated = event('auth.impersonated', z.object({ userId: Id, by: Id }));
export const impersonationEnded = event('auth.impersonation_ended', z.object({ userId: Id, by: Id }));
/** Somebody has proven that the address of their account is theirs; a school's own provider proves it to no other. */
export const addressVerified = event('auth.address_verified', z.object({ userId: Id }));
export const secondFactorChanged = event('auth.second_factor_changed', z.object({ userId: Id, on: z.boolean() }));
export const passwordChanged = event('auth.password_changed', z.object({ userId: Id }));

export interface AuthService {
  /** For plugins with a way in of their own. */
  readonly newcomers: Newcomers;
  /**
   * In a unit of work: sends a mail about their own account to a person of the organization, in a job that makes the token
   * of its link. Nobody of that id, or somebody who may not come in, is not mailed.
   * @param site where the link leads: `call.certainSite()`, never `call.site`, which is whatever the caller wrote into Host
   */
  mailLink(userId: string, kind: MailKind, site: string): Promise<void>;
  /** The address of their account, when they have shown that it is theirs: to their mailbox, or to a provider of no school. */
  confirmedAddress(userId: string): Promise<string | undefined>;
  /** Makes a link with which one person, once, sets a password. Valid for 7 days. @returns the path with the token: `/set-up/...` */
  linkFor(userId: string): Promise<string>;
  /** True until the school has an owner who can sign in. */
  needsSetUp(): Promise<boolean>;
  /**
   * Outside a unit of work, because it hashes. Called again for the same address it changes nothing: a password that is
   * there stays. Without a password the owner sets one through `linkFor`. @returns the person's id
   */
  createOwner(person: { name: string; email: string; password?: string | undefined }): Promise<string>;
  /** Outside a unit of work, because it hashes. Ends the person's sessions. */
  setPassword(userId: string, password: string): Promise<void>;
}
export const authService = service<AuthService>('auth');

export const authContract = defineContract({
  id: 'auth',
  summary: 'Signing in, sessions and keys',
  service: authService,
  permissions: {
    'user.invite': { summary: 'Create accounts and links to set a password', roles: ['manager'] },
    'second-factor.reset': {
      summary: 'Take the second step of signing in from who lost it',
      roles: ['manager', 'support-agent'],
    },
    'session.end': {
      summary: 'See where people are signed in, and sign them out',
      roles: ['manager', 'support-agent'],
    },
    'service-account.write': { summary: 'See, make and end service accounts and their keys', roles: [] },
    'user.impersonate': {
      summary: 'Act as somebody else, for an hour at most, with both names recorded',
      roles: ['support-agent'],
    },
    'sign-on.write': { summary: 'Decide with which other accounts people sign in, and so who is who', roles: [] },
    'key.create': { summary: 'Create keys for programs', roles: ['manager', 'instructor'] },
  },
  events: {
    signedIn,
    passwordChanged,
    addressVerified,
    secondFactorChanged,
    keyCreated,
    keyRevoked,
    serviceAccountChanged,
    impersonated,
    impersonationEnded,
  },
  errors: {
    ...errors,
    ...sessionErrors,
    ...secondFactorErrors,
    ...mailErrors,
    ...passkeyErrors,
    ...signOnErrors,
    ...deviceErrors,
    ...impersonationErrors,
  },
  slots: { signOn: signOnSlot },
  operations: {
    ...signInOperations,
    ...enterOperations,
    ...passkeyOperations,
    ...signOnOperations,
    ...sessionOperations,
    ...secondFactorOperations,
    ...mailOperations,
    ...linkOperations,
    ...keyOperations,
    ...serviceAccountOperations,
    ...deviceOperations,
    ...impersonationOperations,
  },
});
