// Who a caller is and what they may do: cached by credential, and compared with the epoch on every request, so that a
// change holds on the next request of every process.
import {
  type Actor,
  type Authenticator,
  type Authorizer,
  type Credentials,
  currentScope,
  type Data,
  type Grant,
  type Identity,
  query,
  type Range,
  rangeOf,
  resources,
  runInScope,
  type Scope,
  system,
  unitOrg,
  visibleRanges,
} from '@lectern/kit';
import { and, eq, sql } from 'drizzle-orm';
import { epochs } from './tables.ts';

/** Epoch and resource in one statement (13 us; as a left join SQLite takes 30). */
const epochAndPath = query('access.epochAndPath', { actor: epochs.actor, id: resources.id }, (q, p) => {
  const path = q
    .select({ path: resources.path })
    .from(resources)
    .where(and(eq(resources.org, unitOrg), eq(resources.id, p.id)));
  return q
    .select({ epoch: epochs.epoch, path: sql<string | null>`(${path})` })
    .from(epochs)
    .where(eq(epochs.actor, p.actor));
});
const epochOf = query('access.epoch', { actor: epochs.actor }, (q, p) =>
  q.select({ epoch: epochs.epoch }).from(epochs).where(eq(epochs.actor, p.actor)),
);
const firstEpoch = query('access.firstEpoch', { actor: epochs.actor }, (q, p) =>
  q.insert(epochs).values({ actor: p.actor, epoch: 0 }).onConflictDoNothing(),
);
const nextEpoch = query('access.nextEpoch', { actor: epochs.actor }, (q, p) =>
  q
    .insert(epochs)
    .values({ actor: p.actor, epoch: 1 })
    .onConflictDoUpdate({ target: epochs.actor, set: { epoch: sql`${epochs.epoch} + 1` } }),
);

/** A caller as of one epoch. */
export interface Known {
  readonly identity: Identity;
  /** Of the actor, as far as the credential is not limited. */
  readonly grants: readonly Grant[];
  readonly epoch: number;
  /** Of who acts as the actor: what ends their session or right ends this too. */
  readonly impersonatorEpoch: number | undefined;
  /** The same caller as of now; undefined when the session or key has ended. */
  again(): Promise<Known | undefined>;
}
export type Verdict = 'allowed' | 'forbidden' | 'no such resource' | 'stale';

export interface Access {
  /** From the cache when there: then only `verdict` or `isCurrent` says whether it still holds. */
  recognise(credentials: Credentials): Promise<Known | undefined>;
  /** Without credentials, for the machine's own command line; the school's first owner when no address is given. */
  recogniseByEmail(email: string | undefined): Promise<Known | undefined>;
  /** A person whom an embedding application vouches for. */
  admit(person: { readonly email: string; readonly name: string }): Promise<Known | undefined>;
  forget(credentials: Credentials): void;
  isCurrent(known: Known): Promise<boolean>;
  /** In the scope of the caller. `on` is a resource id; the organization when undefined. `stale`: recognise again. */
  verdict(known: Known, permission: string, on: string | undefined): Promise<Verdict>;
  /** Who the current scope acts for, as far as it was bound. */
  whoAsks(): Known | undefined;
  /** Ties what is known to a scope, for `can` and `visible` of the code that runs in it. */
  bind(scope: Scope, known: Known): void;
  can(permission: string, on?: string): Promise<boolean>;
  visible(permission: string): Promise<readonly Range[]>;
  permissionsChanged(actor: string): Promise<void>;
}

const capacity = 10_000;

export function createAccess(
  data: Data,
  ports: () => { authenticator: Authenticator; authorizer: Authorizer },
  now: () => Date,
): Access {
  const known = new Map<string, Known>();
  const bound = new WeakMap<Scope, Known>();

  async function identify(
    ask: (authenticator: Authenticator) => Promise<Identity | undefined>,
  ): Promise<Known | undefined> {
    const { authenticator, authorizer } = ports();
    const kernel: Scope = { actor: system, org: undefined, request: 'recognise', via: 'kernel' };
    const identity = await runInScope(kernel, () => ask(authenticator));
    if (!identity) return undefined;
    return runInScope({ ...kernel, org: identity.org }, async () => {
      const { actor, impersonator, only } = identity;
      const epoch = await beginEpoch(actor.id);
      const impersonatorEpoch = impersonator === undefined ? undefined : await beginEpoch(impersonator);
      // Session and grants are read after the epoch: what changes in between makes the next request ask again.
      if (!(await runInScope(kernel, () => ask(authenticator)))) return undefined;
      const all = await authorizer.grantsOf(actor, identity.org);
      const limit = actor.kind === 'service' ? (only ?? nothing) : only;
      const grants = limit ? limitedTo(limit, all) : all;
      return { identity, epoch, impersonatorEpoch, grants, again: () => identify(ask) };
    });
  }
  async function beginEpoch(actor: string): Promise<number> {
    const row = await data.one(epochOf, { actor });
    if (row) return row.epoch;
    await data.run(firstEpoch, { actor });
    return (await data.one(epochOf, { actor }))?.epoch ?? 0;
  }
  /** One more statement, for who acts as somebody else. */
  const isStillOn = async ({ identity: { impersonator }, impersonatorEpoch }: Known): Promise<boolean> =>
    impersonator === undefined || (await data.one(epochOf, { actor: impersonator }))?.epoch === impersonatorEpoch;
  const keyOf = ({ bearer, cookie }: Credentials) =>
    bearer !== undefined ? `b${bearer}` : cookie !== undefined ? `c${cookie}` : undefined;
  const mine = (): { scope: Scope; grants: readonly Grant[] | 'all' } => {
    const scope = currentScope();
    if (!scope) throw new Error('permissions are asked in the scope of a call');
    return { scope, grants: scope.actor.kind === 'system' ? 'all' : (bound.get(scope)?.grants ?? []) };
  };
  const pathOf = async (actor: Actor, on: string) => (await data.one(epochAndPath, { actor: actor.id, id: on }))?.path;

  return {
    async recognise(credentials) {
      const key = keyOf(credentials);
      if (key === undefined) return undefined;
      const cached = known.get(key);
      if (cached && cached.identity.expires > now()) return cached;
      const fresh = await identify((authenticator) => authenticator.identify(credentials));
      if (known.size >= capacity) known.delete(known.keys().next().value!);
      if (fresh) known.set(key, fresh);
      else known.delete(key);
      return fresh;
    },
    recogniseByEmail: (email) => identify((authenticator) => authenticator.identityOf(email)),
    admit: (person) => identify((authenticator) => authenticator.admit(person)),
    forget(credentials) {
      const key = keyOf(credentials);
      if (key !== undefined) known.delete(key);
    },
    isCurrent: async (who) =>
      (await data.one(epochOf, { actor: who.identity.actor.id }))?.epoch === who.epoch && (await isStillOn(who)),
    async verdict(who, permission, on) {
      const { identity, grants, epoch } = who;
      if (!(await isStillOn(who))) return 'stale';
      if (on === undefined) {
        const row = await data.one(epochOf, { actor: identity.actor.id });
        if (row?.epoch !== epoch) return 'stale';
        return permits(grants, permission, `/${identity.org}/`) ? 'allowed' : 'forbidden';
      }
      const row = await data.one(epochAndPath, { actor: identity.actor.id, id: on });
      if (row?.epoch !== epoch) return 'stale';
      if (row.path === null) return 'no such resource';
      return permits(grants, permission, row.path) ? 'allowed' : 'forbidden';
    },
    whoAsks: () => bound.get(mine().scope),
    bind: (scope, who) => void bound.set(scope, who),
    async can(permission, on) {
      const { scope, grants } = mine();
      if (grants === 'all') return true;
      const path = on === undefined ? `/${scope.org}/` : await pathOf(scope.actor, on);
      return path != null && permits(grants, permission, path);
    },
    async visible(permission) {
      const { scope, grants } = mine();
      if (grants === 'all') return [rangeOf(`/${scope.org}/`)];
      const scopes = (effect: Grant['effect']) =>
        grants
          .filter((grant) => grant.effect === effect && grant.permissions.has(permission))
          .map((grant) => grant.scope);
      return visibleRanges(scopes('allow'), scopes('deny'));
    },
    permissionsChanged: async (actor) => void (await data.run(nextEpoch, { actor })),
  };
}

const nothing: ReadonlySet<string> = new Set();

/** Allowed is what both the actor and the credential may; what is denied to the actor stays denied. */
const limitedTo = (only: ReadonlySet<string>, grants: readonly Grant[]): Grant[] =>
  grants.map((grant) =>
    grant.effect === 'deny'
      ? grant
      : { ...grant, permissions: new Set([...grant.permissions].filter((one) => only.has(one))) },
  );

/** Deny wins; without an allow it is no. */
function permits(grants: readonly Grant[], permission: string, path: string): boolean {
  let allowed = false;
  for (const grant of grants) {
    if (!path.startsWith(grant.scope) || !grant.permissions.has(permission)) continue;
    if (grant.effect === 'deny') return false;
    allowed = true;
  }
  return allowed;
}
