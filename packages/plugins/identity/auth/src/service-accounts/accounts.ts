import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import { type Key, keyRevoked, type ServiceAccount, serviceAccountChanged } from '../contract.ts';
import type { Holding } from '../keys/holding.ts';
import { type Keys, keyOf, type Limits } from '../keys/keys.ts';
import { keysOfAccounts, revokeKeyOfAccount, revokeKeysOfAccount } from '../keys/queries.ts';
import { accountById, addAccount, changeAccount, listAccounts, removeAccount } from './queries.ts';

interface Described {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
}
type Changes = { readonly [K in keyof Described]?: Described[K] | undefined } & {
  readonly disabled?: boolean | undefined;
};
type AccountKey = Omit<Key, 'permissions'>;

export interface ServiceAccounts {
  list(call: Call): Promise<ServiceAccount[]>;
  /** @throws not_allowed for a permission that the caller does not hold */
  create(given: Described, call: Pick<Call, 'actor'>): Promise<ServiceAccount>;
  /** @throws not_found, and as `create` for what is added or switched on again */
  update(id: string, changes: Changes, call: Call): Promise<ServiceAccount>;
  remove(id: string, call: Call): Promise<void>;
  /** Whoever holds the key may what the account may, so they have to hold it themselves. @throws not_found, not_allowed */
  createKey(
    id: string,
    given: { readonly name: string } & Omit<Limits, 'permissions'>,
    call: Call,
  ): Promise<AccountKey & { key: string }>;
  revokeKey(id: string, keyId: string, call: Call): Promise<void>;
}

interface Row extends Described {
  readonly id: string;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
}
const accountOf = ({ permissions, createdAt, disabledAt, ...rest }: Row, keys: AccountKey[]): ServiceAccount => ({
  ...rest,
  permissions: [...permissions],
  createdAt: createdAt.toISOString(),
  disabledAt: disabledAt?.toISOString() ?? null,
  keys,
});

export function createServiceAccounts(ctx: AuthContext, keys: Keys, holding: Holding): ServiceAccounts {
  const { data } = ctx;

  const find = async (id: string): Promise<Row> =>
    (await data.one(accountById, { id })) ?? refuse(kernelProblems.notFound, { pointer: '/accountId' });

  async function keysByAccount(organization: string): Promise<Map<string, AccountKey[]>> {
    const found = new Map<string, AccountKey[]>();
    for (const { accountId, ...row } of await data.all(keysOfAccounts, { organization })) {
      const { permissions: _, ...key } = keyOf(row);
      found.set(accountId!, [...(found.get(accountId!) ?? []), key]);
    }
    return found;
  }
  /** Holds on the next request of its programs. */
  async function changed(accountId: string, change: 'created' | 'changed' | 'removed'): Promise<void> {
    await ctx.permissionsChanged(accountId);
    await ctx.emit(serviceAccountChanged, { accountId, change });
  }

  return {
    async list({ org }) {
      const byAccount = await keysByAccount(org);
      return (await data.all(listAccounts)).map((row) => accountOf(row, byAccount.get(row.id) ?? []));
    },
    async create({ name, description, permissions }, { actor }) {
      await holding.assert(permissions);
      const row: Row = { id: ctx.id(), name, description, permissions, createdAt: ctx.now(), disabledAt: null };
      await data.run(addAccount, { ...row, createdBy: actor.kind === 'person' ? actor.id : null });
      await changed(row.id, 'created');
      return accountOf(row, []);
    },
    async update(id, { name, description, permissions, disabled }, { org }) {
      const before = await find(id);
      const added = (permissions ?? []).filter((one) => !before.permissions.includes(one));
      const revived = before.disabledAt !== null && disabled === false;
      await holding.assert(revived ? (permissions ?? before.permissions) : added);
      const stillOff = before.disabledAt ?? ctx.now();
      const row: Row = {
        ...before,
        name: name ?? before.name,
        description: description ?? before.description,
        permissions: permissions ?? before.permissions,
        disabledAt: (disabled ?? before.disabledAt !== null) ? stillOff : null,
      };
      await data.run(changeAccount, row);
      await changed(id, 'changed');
      return accountOf(row, (await keysByAccount(org)).get(id) ?? []);
    },
    async remove(id, { org }) {
      if ((await data.run(removeAccount, { id })) === 0) refuse(kernelProblems.notFound, { pointer: '/accountId' });
      await data.run(revokeKeysOfAccount, { accountId: id, organization: org });
      await changed(id, 'removed');
    },
    async createKey(id, { name, ...limits }, { org }) {
      await holding.assert((await find(id)).permissions);
      const { permissions: _, ...key } = await keys.issue(name, { userId: null, accountId: id }, org, limits);
      return key;
    },
    async revokeKey(accountId, id, { org }) {
      if ((await data.run(revokeKeyOfAccount, { id, accountId, organization: org })) === 0)
        refuse(kernelProblems.notFound, { pointer: '/keyId' });
      await ctx.permissionsChanged(accountId);
      await ctx.emit(keyRevoked, { keyId: id, userId: null, accountId });
    },
  };
}
