// The door of the plugin: what its nouns declare, joined.
import { defineContract, event, Id, service } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './contract/errors.ts';
import { keyOperations } from './contract/keys.ts';
import { linkOperations } from './contract/links.ts';
import { signInOperations } from './contract/sign-in.ts';

export { errors } from './contract/errors.ts';
export { Key } from './contract/keys.ts';
export { Password, Session } from './contract/sign-in.ts';

export const signedIn = event('auth.signed_in', z.object({ userId: Id }));
export const passwordChanged = event('auth.password_changed', z.object({ userId: Id }));

export interface AuthService {
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
    'user.invite': { summary: 'Create accounts and links to set a password', roles: [] },
    'key.create': { summary: 'Create keys for programs', roles: ['instructor'] },
  },
  events: { signedIn, passwordChanged },
  errors,
  operations: { ...signInOperations, ...linkOperations, ...keyOperations },
});
