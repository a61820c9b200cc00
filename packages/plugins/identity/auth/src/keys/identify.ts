// Whose a key is, and what it is limited to.
import { type Identity, runInScope, system } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import { accountById } from '../service-accounts/queries.ts';
import { digestOf } from '../tokens.ts';
import { keyPrefix } from './keys.ts';
import { keyByHash, keyUsed } from './queries.ts';

const minute = 60_000;

/**
 * "Last used" is written once a minute, and as long the kernel remembers the answer: revoking a key, disabling its account
 * or changing what either may moves the epoch, which holds at once.
 */
export const identifyByKey =
  ({ data, needs, now }: AuthContext) =>
  async (token: string): Promise<Identity | undefined> => {
    if (!token.startsWith(keyPrefix)) return undefined;
    const at = now();
    const row = await data.one(keyByHash, { hash: digestOf(token), now: at });
    if (!row) return undefined;
    const before = new Date(at.getTime() - minute);
    if (!row.lastUsedAt || row.lastUsedAt <= before) await data.run(keyUsed, { id: row.id, now: at, before });
    const soon = at.getTime() + minute;
    const expires = new Date(Math.min(soon, row.expiresAt?.getTime() ?? soon));
    const key = { id: row.id, requestsPerMinute: row.requestsPerMinute };
    const credential = { org: row.organization, session: row.id, expires, key };
    return runInScope({ actor: system, org: row.organization, request: 'recognise', via: 'kernel' }, async () => {
      const { userId, accountId, permissions } = row;
      if (accountId !== null) {
        const account = await data.one(accountById, { id: accountId });
        if (!account || account.disabledAt) return undefined;
        return { ...credential, actor: { kind: 'service', id: accountId }, only: new Set(account.permissions) };
      }
      // Who was suspended or removed keeps their keys, and is let in by none of them.
      if (userId === null || !(await needs.organizations.isMember(userId))) return undefined;
      return {
        ...credential,
        actor: { kind: 'person', id: userId },
        ...(permissions && { only: new Set(permissions) }),
      };
    });
  };
