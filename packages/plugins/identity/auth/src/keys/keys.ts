import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import { type Key, keyCreated, keyRevoked } from '../contract.ts';
import { digestOf, newToken } from '../tokens.ts';
import type { Holding } from './holding.ts';
import { addKey, endOfKey, keysOf, revokeKey } from './queries.ts';

/** Tells secret scanners, and people who find one in a log, what it is: `lk_` and 43 characters of base64url. */
export const keyPrefix = 'lk_';
const hintLength = keyPrefix.length + 3;
const day = 24 * 60 * 60_000;

type Owner =
  | { readonly userId: string; readonly accountId: null }
  | { readonly userId: null; readonly accountId: string };
export interface Limits {
  /** Absent: everything its person may. */
  readonly permissions?: readonly string[] | undefined;
  readonly expiresInDays?: number | undefined;
  readonly requestsPerMinute?: number | undefined;
}
export type NewKey = Key & { readonly key: string };

export interface Keys {
  of(call: Call): Promise<Key[]>;
  /** @throws not_allowed for a permission the caller does not hold, invalid_input for one that there is not */
  create(name: string, call: Pick<Call, 'actor' | 'org'>, limits?: Limits): Promise<NewKey>;
  /** Without asking anything: who may, and what it may, was judged before. */
  issue(name: string, owner: Owner, organization: string, limits: Limits): Promise<NewKey>;
  /** A program that signs out: the key it came with ends. Nothing, for who came with a session. */
  endOwn(call: Call): Promise<void>;
  /** @throws not_found also for somebody else's key */
  revoke(keyId: string, call: Call): Promise<void>;
}

interface Row extends Omit<Key, 'permissions' | 'createdAt' | 'expiresAt' | 'lastUsedAt'> {
  readonly permissions: readonly string[] | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}
/** As its owner sees it. */
export const keyOf = ({
  id,
  name,
  hint,
  permissions,
  requestsPerMinute,
  createdAt,
  expiresAt,
  lastUsedAt,
}: Row): Key => ({
  id,
  name,
  hint,
  permissions: permissions && [...permissions],
  requestsPerMinute,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

export function createKeys(ctx: AuthContext, holding: Holding): Keys {
  const { data } = ctx;

  const endAfter = (days: number | undefined) =>
    days === undefined ? null : new Date(ctx.now().getTime() + days * day);

  /** A program with a key that ends makes none that outlives it. */
  async function assertEndsBefore(end: Date | null): Promise<void> {
    const own = await data.one(endOfKey, { id: ctx.scope().session ?? '' });
    if (!own?.expiresAt || (end !== null && end <= own.expiresAt)) return;
    refuse(kernelProblems.invalid, {
      pointer: '/expiresInDays',
      detail: `The key that asks for this one ends on ${own.expiresAt.toISOString().slice(0, 10)}; this one has to end before.`,
    });
  }
  async function issue(name: string, owner: Owner, organization: string, limits: Limits): Promise<NewKey> {
    const key = `${keyPrefix}${newToken()}`;
    const row = {
      id: ctx.id(),
      name,
      hint: key.slice(0, hintLength),
      permissions: limits.permissions ?? null,
      requestsPerMinute: limits.requestsPerMinute ?? null,
      createdAt: ctx.now(),
      expiresAt: endAfter(limits.expiresInDays),
      lastUsedAt: null,
    };
    return data.unit(async () => {
      await data.run(addKey, { ...row, ...owner, organization, hash: digestOf(key) });
      await ctx.emit(keyCreated, { keyId: row.id, ...owner });
      return { ...keyOf(row), key };
    });
  }

  async function end(id: string, userId: string): Promise<boolean> {
    if ((await data.run(revokeKey, { id, userId })) === 0) return false;
    await ctx.permissionsChanged(userId); // the kernel has the key in its cache
    await ctx.emit(keyRevoked, { keyId: id, userId, accountId: null });
    return true;
  }

  return {
    of: async ({ actor, org }) => (await data.all(keysOf, { userId: actor.id, organization: org })).map(keyOf),
    async create(name, { actor, org }, limits = {}) {
      if (limits.permissions) await holding.assert(limits.permissions);
      await assertEndsBefore(endAfter(limits.expiresInDays));
      return issue(name, { userId: actor.id, accountId: null }, org, limits);
    },
    issue,
    endOwn: async ({ actor }) => void (await end(ctx.scope().session ?? '', actor.id)),
    async revoke(id, { actor }) {
      if (!(await end(id, actor.id))) refuse(kernelProblems.notFound, { pointer: '/keyId' });
    },
  };
}
