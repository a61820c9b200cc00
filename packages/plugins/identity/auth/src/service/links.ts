import { errors as roleErrors } from '@lectern/access/contract';
import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import type { Entered } from '../contract/sign-in.ts';
import { errors } from '../contract.ts';
import type { Addresses } from '../door/addresses.ts';
import type { Door } from '../door/door.ts';
import type { SignUps } from '../door/sign-ups.ts';
import type { OneTimeLinks } from '../mail/one-time.ts';
import { assertOnlyHere } from '../only-here.ts';
import { hashPassword } from '../passwords.ts';
import { emailTakenAsOurs } from './email-taken.ts';
import type { Passwords } from './passwords.ts';

export interface UsedLink {
  readonly token: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}
export interface Invitation {
  readonly name: string;
  readonly email: string;
  readonly role?: string | undefined;
}
export interface Links {
  /** See `AuthService`. */
  linkFor(userId: string): Promise<string>;
  /** Whom a link is for. `owner`: the first owner of a school that nobody can sign in to as owner, who may say who they are. @throws auth.link_not_valid */
  show(token: string): Promise<{ name: string; email: string; owner: boolean }>;
  /** Outside a unit of work. @returns the password's hash @throws auth.link_not_valid */
  hashFor(token: string, password: string): Promise<string>;
  /** @throws auth.link_not_valid, auth.email_taken */
  use(used: UsedLink, hash: string, call: Call): Promise<Entered>;
  /** @throws auth.email_taken */
  invite(person: Invitation, call: Call): Promise<{ userId: string; link: string }>;
  /** For somebody of this school. @throws not_found; not_allowed for who has a role, unless the caller may give roles */
  create(email: string, call: Call): Promise<{ userId: string; link: string }>;
}

export interface LinkParts {
  readonly passwords: Passwords;
  readonly oneTime: OneTimeLinks;
  readonly addresses: Addresses;
  readonly signUps: SignUps;
  readonly door: Door;
}

export function createLinks(ctx: AuthContext, { passwords, oneTime, addresses, signUps, door }: LinkParts): Links {
  const { needs } = ctx;

  const linkFor = (userId: string) => oneTime.make(userId, 'set-up');
  /** An account that is there already, or one that somebody asked for and makes with this link. */
  async function find(token: string): Promise<{ name: string; email: string; owner: boolean }> {
    const row = await oneTime.find(token, 'set-up');
    if (!row) return { ...((await signUps.find(token)) ?? refuse(errors.linkUsed)), owner: false };
    const { person, owner } = await personOf(row.userId);
    return { ...person, owner };
  }
  async function use(token: string) {
    const row = await oneTime.use(token, 'set-up');
    if (!row) {
      const person = (await signUps.use(token)) ?? refuse(errors.linkUsed);
      return { person, owner: false, provenAddress: person.email };
    }
    const found = await personOf(row.userId);
    return { ...found, provenAddress: row.email === found.person.email ? row.email : null };
  }
  /** As far as the credential goes that asks: a key for links alone makes none for an owner. */
  async function mayAll(permissions: readonly string[]): Promise<boolean> {
    for (const one of permissions) if (!(await ctx.can(one))) return false;
    return true;
  }
  async function personOf(userId: string) {
    const person = (await needs.users.find(userId)) ?? refuse(errors.linkUsed);
    const owners = await needs.access.owners();
    return { person, owner: owners.includes(userId) && (await passwords.among(owners)).size === 0 };
  }

  return {
    linkFor,
    async show(token) {
      const { name, email, owner } = await find(token);
      return { name, email, owner };
    },
    async hashFor(token, password) {
      await find(token); // nobody without a link makes us hash
      return hashPassword(password);
    },
    async use({ token, name, email }, hash, call) {
      const { person, owner, provenAddress } = await use(token);
      const renamed = name !== undefined || email !== undefined;
      if (renamed && !owner) {
        const pointer = name === undefined ? '/email' : '/name';
        return refuse(kernelProblems.invalid, {
          pointer,
          detail: 'This link sets a password only. Sign in with it and change your account there.',
        });
      }
      await passwords.store(person.id, hash);
      if (provenAddress !== null) await addresses.verified(person.id, provenAddress);
      const account = renamed ? await emailTakenAsOurs(needs.users.update(person.id, { name, email })) : person;
      return door.enter(account, call, 'link');
    },
    async invite({ name, email, role }, { site }) {
      if (role && (await needs.access.nameOfRole(role)) === undefined)
        return refuse(roleErrors.unknownRole, { pointer: '/role' });
      if (role && !((await ctx.can('access.assign')) && (await needs.access.mayGive(role))))
        return refuse(kernelProblems.forbidden, { pointer: '/role', facts: { permission: 'access.assign' } });
      const person = await emailTakenAsOurs(needs.users.create({ name, email }));
      if (role) await needs.access.give(person.id, role);
      return { userId: person.id, link: `${site}${await linkFor(person.id)}` };
    },
    async create(email, { site }) {
      const person = await needs.users.findByEmail(email);
      if (!person || !(await needs.organizations.isMember(person.id)))
        return refuse(kernelProblems.notFound, {
          pointer: '/email',
          detail: `Nobody in this school has the address ${email}.`,
        });
      await assertOnlyHere(ctx, person.id, '/email');
      // Who sets the password of an owner is the owner: it takes as much as making one.
      const theirs = await needs.access.permissionsOf(person.id);
      if (theirs.length > 0 && !((await ctx.can('access.assign')) && (await mayAll(theirs))))
        return refuse(kernelProblems.forbidden, { pointer: '/email', facts: { permission: 'access.assign' } });
      return { userId: person.id, link: `${site}${await linkFor(person.id)}` };
    },
  };
}
