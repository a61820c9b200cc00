import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import type { Key } from '../contract.ts';
import { addKey, keysOf, revokeKey } from '../queries.ts';
import { digestOf, newToken } from '../tokens.ts';

/** Tells secret scanners, and people who find one in a log, what it is. */
export const keyPrefix = 'lk_';
const hintLength = keyPrefix.length + 3;

export interface Keys {
  of(call: Call): Promise<Key[]>;
  create(name: string, call: Call): Promise<Key & { key: string }>;
  /** @throws not_found also for somebody else's key */
  revoke(keyId: string, call: Call): Promise<void>;
}

export function createKeys(ctx: AuthContext): Keys {
  const { data } = ctx;
  return {
    async of({ actor, org }) {
      const rows = await data.all(keysOf, { userId: actor.id, organization: org });
      return rows.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      }));
    },
    async create(name, { actor, org }) {
      const key = `${keyPrefix}${newToken()}`;
      const row = { id: ctx.id(), name, hint: key.slice(0, hintLength), createdAt: ctx.now(), lastUsedAt: null };
      await data.run(addKey, { ...row, userId: actor.id, organization: org, hash: digestOf(key) });
      return { ...row, createdAt: row.createdAt.toISOString(), key };
    },
    async revoke(id, { actor }) {
      if ((await data.run(revokeKey, { id, userId: actor.id })) === 0)
        return refuse(kernelProblems.notFound, { pointer: '/keyId' });
      await ctx.permissionsChanged(actor.id); // the kernel has the key in its cache
    },
  };
}
