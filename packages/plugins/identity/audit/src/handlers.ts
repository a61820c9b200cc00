import { type AuditPort, type Context, type Handlers, keysOf, pageFrom } from '@lectern/kit';
import type { usersService } from '@lectern/users/contract';
import type { AuditEntry, auditContract } from './contract.ts';

export const auditHandlers = (
  log: AuditPort,
  { needs: { users } }: Context<{ users: typeof usersService }>,
): Handlers<typeof auditContract.operations> => ({
  async list({ cursor, limit, ...filter }) {
    const [at, id] = keysOf(cursor) ?? [];
    const moment = new Date(at ?? Number.NaN);
    const before = Number.isNaN(moment.getTime()) ? undefined : { at: moment, id: String(id) };
    const rows = await log.list({ ...filter, before, limit: limit + 1 });
    const page = pageFrom(rows, limit, (last) => [last.at.toISOString(), last.id]);
    const names = await users.many(
      page.items.flatMap(({ actorKind, actor, impersonator }) => [
        ...(actorKind === 'person' ? [actor] : []),
        ...(impersonator === null ? [] : [impersonator]),
      ]),
    );
    return {
      next: page.next,
      items: page.items.map(({ actorKind, actor, impersonator, at: when, ...rest }) => ({
        ...(rest as Pick<AuditEntry, 'id' | 'position' | 'via' | 'operation' | 'outcome' | 'target' | 'request'>),
        at: when.toISOString(),
        actor: { kind: actorKind as AuditEntry['actor']['kind'], id: actor, name: names.get(actor)?.name ?? null },
        impersonator: impersonator === null ? null : { id: impersonator, name: names.get(impersonator)?.name ?? null },
      })),
    };
  },
  verify: () => log.verify(),
});
