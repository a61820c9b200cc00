import type { Authenticator, Setup } from '@lectern/kit';
import type { AuthContext } from './context.ts';
import type { AuthService } from './contract.ts';
import { createAuthenticator } from './service/authenticator.ts';
import { createExchange, type Exchange } from './service/exchange.ts';
import { createKeys, type Keys } from './service/keys.ts';
import { createLinks, type Links } from './service/links.ts';
import { createOwners } from './service/owner.ts';
import { createPasswords } from './service/passwords.ts';
import { createSessions, type Sessions } from './service/sessions.ts';
import { createSignIn, type SignIn } from './service/sign-in.ts';

export interface Auth extends AuthService {
  readonly authenticator: Authenticator;
  readonly setup: Setup;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly links: Links;
  readonly keys: Keys;
  readonly exchange: Exchange;
}

export function createAuth(ctx: AuthContext): Auth {
  const sessions = createSessions(ctx);
  const passwords = createPasswords(ctx, sessions);
  const links = createLinks(ctx, sessions, passwords);
  return {
    ...createOwners(ctx, passwords, links),
    linkFor: links.linkFor,
    authenticator: createAuthenticator(ctx),
    sessions,
    signIn: createSignIn(ctx, sessions, passwords),
    links,
    keys: createKeys(ctx),
    exchange: createExchange(ctx, sessions),
  };
}
