import type { Actor } from '@lectern/kit';
import type { AuthContext } from './context.ts';
import type { Session } from './contract.ts';
import { accountById } from './service-accounts/queries.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}
interface Who extends Session {
  readonly impersonator: Named | null;
  readonly serviceAccount: Named | null;
}

/** Who calls, who calls in their name, and what this credential may in the whole school. */
export async function whoIsThere(actor: Actor, { data, needs, scope, can, ...ctx }: AuthContext): Promise<Who> {
  const { impersonator: by } = scope();
  const person = actor.kind === 'person' ? await needs.users.find(actor.id) : undefined;
  const account = actor.kind === 'service' ? await data.one(accountById, { id: actor.id }) : undefined;
  const other = by === undefined ? undefined : await needs.users.find(by);
  const permissions: string[] = [];
  if (person || account) for (const { name } of ctx.permissions) if (await can(name)) permissions.push(name);
  return {
    person: person ? { id: person.id, name: person.name, email: person.email } : null,
    permissions: permissions.sort(),
    impersonator: other ? { id: other.id, name: other.name } : null,
    serviceAccount: account ? { id: account.id, name: account.name } : null,
  };
}
