// The first steps of a school: it has nobody to ask, so the machine's owner is believed.
import type { Setup } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import type { AuthService } from '../contract.ts';
import { inSchool } from '../in-school.ts';
import { hashPassword } from '../passwords.ts';
import type { Links } from './links.ts';
import type { Passwords } from './passwords.ts';

/** Who opens the first owner's link says who they are; until then the account is at an address nobody has (RFC 2606). */
const nobodyYet = { name: 'Owner', email: 'owner@school.invalid' };

export interface Owner extends Pick<AuthService, 'needsSetUp' | 'createOwner' | 'setPassword'> {
  readonly setup: Setup;
}

export function createOwners(ctx: AuthContext, passwords: Passwords, links: Links): Owner {
  const { data, needs } = ctx;

  const needsSetUp = async () => (await passwords.among(await needs.access.owners())).size === 0;
  /** The owner whom a link was made for, once it is said who they are: a second owner would be one nobody knows of. */
  async function named(person: typeof nobodyYet): Promise<{ id: string } | undefined> {
    const waiting = await needs.users.findByEmail(nobodyYet.email);
    return waiting && !(await passwords.among([waiting.id])).has(waiting.id)
      ? needs.users.update(waiting.id, person)
      : undefined;
  }
  const createOwner: Owner['createOwner'] = async ({ name, email, password }) => {
    const hash = password === undefined ? undefined : await hashPassword(password);
    return data.unit(async () => {
      const { id } =
        (await needs.users.findByEmail(email)) ??
        (await named({ name, email })) ??
        (await needs.users.create({ name, email }));
      await needs.organizations.join(id);
      await needs.access.give(id, 'owner');
      if (hash !== undefined && !(await passwords.among([id])).has(id)) await passwords.store(id, hash);
      return id;
    });
  };
  return {
    needsSetUp,
    createOwner,
    async setPassword(userId, password) {
      const hash = await hashPassword(password);
      await data.unit(() => passwords.store(userId, hash));
    },
    setup: {
      async prepare({ schoolName, locale, owner }) {
        await needs.organizations.ensureDefault({ name: schoolName, locale });
        if (owner) await inSchool(ctx, () => createOwner(owner));
      },
      ownerLink: () =>
        inSchool(ctx, async () => {
          if (!(await needsSetUp())) return undefined;
          const [owner] = await needs.access.owners();
          return links.linkFor(owner ?? (await createOwner(nobodyYet)));
        }),
    },
  };
}
