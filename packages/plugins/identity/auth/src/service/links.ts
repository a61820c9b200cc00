import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import { errors, type Session } from '../contract.ts';
import { hashPassword } from '../passwords.ts';
import { consumeLink, linkByHash, replaceLink } from '../queries.ts';
import { digestOf, newToken } from '../tokens.ts';
import { emailTakenAsOurs } from './email-taken.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';

const lifetime = 7 * 24 * 60 * 60_000;

export interface UsedLink {
  readonly token: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}
export interface Invitation {
  readonly name: string;
  readonly email: string;
  readonly role?: 'owner' | 'instructor' | undefined;
}
export interface Links {
  /** See `AuthService`. */
  linkFor(userId: string): Promise<string>;
  /** Whom a link is for. `owner`: the first owner of a school that nobody can sign in to as owner, who may say who they are. @throws auth.link_not_valid */
  show(token: string): Promise<{ name: string; email: string; owner: boolean }>;
  /** Outside a unit of work. @returns the password's hash @throws auth.link_not_valid */
  hashFor(token: string, password: string): Promise<string>;
  /** @throws auth.link_not_valid, auth.email_taken */
  use(used: UsedLink, hash: string, call: Call): Promise<Session>;
  /** @throws auth.email_taken */
  invite(person: Invitation, call: Call): Promise<{ userId: string; link: string }>;
  /** For somebody of this school. @throws not_found; not_allowed for who has a role, unless the caller may give roles */
  create(email: string, call: Call): Promise<{ userId: string; link: string }>;
}

export function createLinks(ctx: AuthContext, sessions: Sessions, passwords: Passwords): Links {
  const { data, needs } = ctx;

  async function linkFor(userId: string): Promise<string> {
    const token = newToken();
    const expiresAt = new Date(ctx.now().getTime() + lifetime);
    await data.run(replaceLink, { userId, hash: digestOf(token), expiresAt });
    return `/set-up/${token}`;
  }
  async function find(token: string): Promise<string> {
    const row = await data.one(linkByHash, { hash: digestOf(token), now: ctx.now() });
    return row?.userId ?? refuse(errors.linkUsed);
  }
  async function personOf(userId: string) {
    const person = (await needs.users.find(userId)) ?? refuse(errors.linkUsed);
    const owners = await needs.access.owners();
    return { person, owner: owners.includes(userId) && (await passwords.among(owners)).size === 0 };
  }

  return {
    linkFor,
    async show(token) {
      const { person, owner } = await personOf(await find(token));
      return { name: person.name, email: person.email, owner };
    },
    async hashFor(token, password) {
      await find(token); // nobody without a link makes us hash
      return hashPassword(password);
    },
    async use({ token, name, email }, hash, call) {
      const row = await data.one(consumeLink, { hash: digestOf(token), now: ctx.now() });
      const { person, owner } = await personOf(row?.userId ?? refuse(errors.linkUsed));
      const renamed = name !== undefined || email !== undefined;
      if (renamed && !owner) {
        const pointer = name === undefined ? '/email' : '/name';
        return refuse(kernelProblems.invalid, {
          pointer,
          detail: 'This link sets a password only. Sign in with it and change your account there.',
        });
      }
      await passwords.store(person.id, hash);
      const account = renamed ? await emailTakenAsOurs(needs.users.update(person.id, { name, email })) : person;
      return sessions.start(account, call);
    },
    async invite({ name, email, role }, { site }) {
      if (role && !(await ctx.can('access.assign')))
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
      // Who sets the password of an owner is the owner: it takes as much as making one.
      if ((await needs.access.permissionsOf(person.id)).length > 0 && !(await ctx.can('access.assign')))
        return refuse(kernelProblems.forbidden, { pointer: '/email', facts: { permission: 'access.assign' } });
      return { userId: person.id, link: `${site}${await linkFor(person.id)}` };
    },
  };
}
