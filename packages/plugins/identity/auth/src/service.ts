import type { Authenticator, JobHandler, Setup } from '@lectern/kit';
import type { AuthContext } from './context.ts';
import type { AuthService, SignOnDriver } from './contract.ts';
import { createDevices, type Devices } from './device/device.ts';
import { type Addresses, createAddresses } from './door/addresses.ts';
import { type ByMail, createByMail } from './door/by-mail.ts';
import { type Confirming, createConfirming } from './door/confirming.ts';
import { createDoor, type Door } from './door/door.ts';
import { createSignUps } from './door/sign-ups.ts';
import { createEntering } from './enter.ts';
import { createImpersonation, type Impersonation } from './impersonation/impersonation.ts';
import { createHolding, type Holding } from './keys/holding.ts';
import { createKeys, type Keys } from './keys/keys.ts';
import { createMailer, type Mailer } from './mail/mailer.ts';
import { createNotices, type Notices } from './mail/notices.ts';
import { createOneTimeLinks, type OneTimeLinks } from './mail/one-time.ts';
import { createNewcomers } from './newcomers.ts';
import { createPasskeys, type Passkeys } from './passkeys/service.ts';
import { createSecondFactor, type SecondFactor } from './second-factor/second-factor.ts';
import { createAuthenticator } from './service/authenticator.ts';
import { createExchange, type Exchange } from './service/exchange.ts';
import { createLinks, type Links } from './service/links.ts';
import { createOwners } from './service/owner.ts';
import { createPasswords, type Passwords } from './service/passwords.ts';
import { createSessions, type Sessions } from './service/sessions.ts';
import { createSignIn, type SignIn } from './service/sign-in.ts';
import { createServiceAccounts, type ServiceAccounts } from './service-accounts/accounts.ts';
import { createSessionList, type SessionList } from './sessions/list.ts';
import { githubDriver } from './sign-on/github.ts';
import { oidcDriver } from './sign-on/oidc.ts';
import { createSignOn, type SignOn } from './sign-on/sign-on.ts';
import { createWaysIn } from './ways-in.ts';

export interface Auth extends AuthService {
  readonly authenticator: Authenticator;
  readonly setup: Setup;
  readonly sessions: Sessions;
  readonly enter: ReturnType<typeof createEntering>;
  readonly signIn: SignIn;
  readonly sessionList: SessionList;
  readonly secondFactor: SecondFactor;
  readonly door: Door;
  readonly addresses: Addresses;
  readonly byMail: ByMail;
  readonly confirming: Confirming;
  readonly passwords: Passwords;
  readonly notices: Notices;
  readonly links: Links;
  readonly keys: Keys;
  readonly holding: Holding;
  readonly serviceAccounts: ServiceAccounts;
  readonly devices: Devices;
  readonly impersonation: Impersonation;
  readonly exchange: Exchange;
  readonly passkeys: Passkeys;
  readonly signOn: SignOn;
  readonly signOnDrivers: readonly SignOnDriver[];
  readonly oneTime: OneTimeLinks;
  readonly mailer: Mailer;
  readonly mailJobs: readonly JobHandler[];
}

export function createAuth(ctx: AuthContext): Auth {
  const sessions = createSessions(ctx);
  const holding = createHolding(ctx);
  const keys = createKeys(ctx, holding);
  const impersonation = createImpersonation(ctx);
  const oneTime = createOneTimeLinks(ctx);
  const { mailer, jobs: mailing } = createMailer(ctx, oneTime);
  const { signUps, jobs: signingUp } = createSignUps(ctx, mailer);
  const secondFactor = createSecondFactor(ctx, sessions);
  const door = createDoor(ctx, sessions, secondFactor);
  const addresses = createAddresses(ctx, { mailer, oneTime, sessions });
  const passwords = createPasswords(ctx, sessions, oneTime);
  const waysIn = createWaysIn(ctx, passwords);
  const links = createLinks(ctx, { passwords, oneTime, addresses, signUps, door });
  return {
    ...createOwners(ctx, passwords, links),
    linkFor: links.linkFor,
    mailLink: mailer.mailLink,
    async confirmedAddress(userId) {
      const email = (await ctx.needs.users.find(userId))?.email;
      return email !== undefined && (await addresses.isProven(userId, email)) ? email : undefined;
    },
    enter: createEntering(ctx, sessions),
    newcomers: createNewcomers(ctx, { sessions, passwords, mailer, addresses }),
    authenticator: createAuthenticator(ctx, impersonation),
    sessions,
    signIn: createSignIn(ctx, { sessions, passwords, door, signUps, addresses, mailer }),
    sessionList: createSessionList(ctx),
    secondFactor,
    door,
    addresses,
    byMail: createByMail(ctx, { mailer, oneTime, passwords, addresses, door }),
    confirming: createConfirming(ctx, secondFactor),
    passwords,
    notices: createNotices(ctx, mailer),
    links,
    keys,
    holding,
    serviceAccounts: createServiceAccounts(ctx, keys, holding),
    devices: createDevices(ctx, keys),
    impersonation,
    exchange: createExchange(ctx, sessions),
    passkeys: createPasskeys(ctx, sessions, waysIn),
    signOn: createSignOn(ctx, { sessions, door, addresses, waysIn }),
    signOnDrivers: [oidcDriver(ctx.fetch), githubDriver(ctx.fetch)],
    oneTime,
    mailer,
    mailJobs: [...mailing, ...signingUp],
  };
}
