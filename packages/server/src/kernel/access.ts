// Who a caller is and what they may do: cached by credential, and compared with the epoch on every request, so that a
// change holds on the next request of every process.
import {
  type Authenticator,
  type Authorizer,
  type Credentials,
  currentScope,
  type Data,
  type Identity,
  query,
  type Range,
  type Rights,
  rangeOf,
  ranges,
  resources,
  rightsOf,
  runInScope,
  type Scope,
  scalar,
  system,
  unitOrg,
  type Visible,
  wholeInstallation,
} from '@lectern/kit';
import { and, eq, type SQLWrapper, sql } from 'drizzle-orm';
import { epochs } from './tables.ts';

/**
 * Of a caller, their organization and the installation, added up: each only grows, so the sum is another when one of them
 * is. A role that a hundred thousand people have changes one row. Three searches by key (one statement over the three scans
 * the table: 48 us, this 23, where reading one row takes 16).
 */
const epochOfOne = (actor: SQLWrapper) =>
  sql`coalesce((select ${epochs.epoch} from ${epochs} where ${epochs.actor} = ${actor}), 0)`;
const epochsOf = (actor: SQLWrapper) =>
  sql<number>`${epochOfOne(actor)} + ${epochOfOne(unitOrg)} + ${epochOfOne(sql`${wholeInstallation}`)}`.mapWith(Number);
/** A select of expressions alone, which no table has to be read for. */
const once = sql`(select 1 as "one") as "once"`;
/** Epoch and resource in one statement. */
const epochAndPath = query('access.epochAndPath', { actor: epochs.actor, id: resources.id }, (q, p) => {
  const path = q
    .select({ path: resources.path })
    .from(resources)
    .where(and(eq(resources.org, unitOrg), eq(resources.id, p.id)));
  return q.select({ epoch: epochsOf(p.actor), path: sql<string | null>`(${path})` }).from(once);
});
const epochOf = query('access.epoch', { actor: epochs.actor }, (q, p) =>
  q.select({ epoch: epochsOf(p.actor) }).from(once),
);
const pathById = query('access.path', { id: resources.id }, (q, p) =>
  q
    .select({ path: resources.path })
    .from(resources)
    .where(and(eq(resources.org, unitOrg), eq(resources.id, p.id))),
);
const countUpTo = query(
  'access.countUpTo',
  { type: resources.type, ranges: ranges(), most: scalar<number>() },
  (q, p, powers) => q.select({ found: powers.countWithin(p.ranges, p.type, p.most) }).from(once),
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
  /** Of the actor, as far as the credential is not limited. Moments in it hold by themselves. */
  readonly rights: Rights;
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
  /** See `Context`. */
  visibleOf(type: string, permission: string): Promise<Visible>;
  /** Of an actor, of everybody in an organization, or of the `wholeInstallation`. */
  permissionsChanged(of: string): Promise<void>;
}

const capacity = 10_000;
/** A page through the list meets enough of these among 10,000; gathering them takes 0.4 ms. */
const fewAtMost = 500;

export function createAccess(
  data: Data,
  ports: () => { authenticator: Authenticator; authorizer: Authorizer },
  now: () => Date,
): Access {
  const known = new Map<string, Known>();
  const bound = new WeakMap<Scope, Known>();
  const guessed = new WeakMap<Known, Map<string, boolean>>();

  async function identify(
    ask: (authenticator: Authenticator) => Promise<Identity | undefined>,
  ): Promise<Known | undefined> {
    const { authenticator, authorizer } = ports();
    const kernel: Scope = { actor: system, org: undefined, request: 'recognise', via: 'kernel' };
    const identity = await runInScope(kernel, () => ask(authenticator));
    if (!identity) return undefined;
    return runInScope({ ...kernel, org: identity.org }, async () => {
      const { actor, impersonator, only } = identity;
      const epoch = await epochNow(actor.id);
      const impersonatorEpoch = impersonator === undefined ? undefined : await epochNow(impersonator);
      // Session and grants are read after the epoch: what changes in between makes the next request ask again.
      if (!(await runInScope(kernel, () => ask(authenticator)))) return undefined;
      const limit = actor.kind === 'service' ? (only ?? nothing) : only;
      const rights = rightsOf(await authorizer.grantsOf(actor, identity.org), limit);
      return { identity, epoch, impersonatorEpoch, rights, again: () => identify(ask) };
    });
  }
  const epochNow = async (actor: string): Promise<number> => (await data.one(epochOf, { actor }))?.epoch ?? 0;
  /** One more statement, for who acts as somebody else. */
  const isStillOn = async ({ identity: { impersonator }, impersonatorEpoch }: Known): Promise<boolean> =>
    impersonator === undefined || (await epochNow(impersonator)) === impersonatorEpoch;
  const keyOf = ({ bearer, cookie }: Credentials) =>
    bearer !== undefined ? `b${bearer}` : cookie !== undefined ? `c${cookie}` : undefined;
  const mine = (): { scope: Scope; rights: Rights | 'all' } => {
    const scope = currentScope();
    if (!scope) throw new Error('permissions are asked in the scope of a call');
    return { scope, rights: scope.actor.kind === 'system' ? 'all' : (bound.get(scope)?.rights ?? none) };
  };
  /**
   * A guess about the plan and no more, so it is made once for what is known of a caller, not with every list: what lies in
   * the ranges is counted up to where going through the list is quicker than gathering.
   */
  async function areFew(scope: Scope, { type, ranges }: Omit<Visible, 'few'>): Promise<boolean> {
    if (ranges.length === 0) return true;
    if (ranges.some(([low]) => low === `/${scope.org}/`)) return false;
    const guesses = guessed.get(bound.get(scope)!) ?? new Map<string, boolean>();
    guessed.set(bound.get(scope)!, guesses);
    const key = `${type} ${ranges.length} ${ranges[0]![0]}`;
    const guess =
      guesses.get(key) ?? ((await data.one(countUpTo, { type, ranges, most: fewAtMost }))?.found ?? 0) < fewAtMost;
    guesses.set(key, guess);
    return guess;
  }
  const decide = (rights: Rights, permission: string, path: string): Verdict =>
    rights.decide(permission, path, now().getTime()).allowed ? 'allowed' : 'forbidden';

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
    isCurrent: async (who) => (await epochNow(who.identity.actor.id)) === who.epoch && (await isStillOn(who)),
    async verdict(who, permission, on) {
      const { identity, rights, epoch } = who;
      if (!(await isStillOn(who))) return 'stale';
      if (on === undefined) {
        if ((await epochNow(identity.actor.id)) !== epoch) return 'stale';
        return decide(rights, permission, `/${identity.org}/`);
      }
      const row = await data.one(epochAndPath, { actor: identity.actor.id, id: on });
      if (row?.epoch !== epoch) return 'stale';
      if (row.path === null) return 'no such resource';
      return decide(rights, permission, row.path);
    },
    whoAsks: () => bound.get(mine().scope),
    bind: (scope, who) => void bound.set(scope, who),
    async can(permission, on) {
      const { scope, rights } = mine();
      if (rights === 'all') return true;
      const path = on === undefined ? `/${scope.org}/` : (await data.one(pathById, { id: on }))?.path;
      return path !== undefined && decide(rights, permission, path) === 'allowed';
    },
    async visible(permission) {
      const { scope, rights } = mine();
      return rights === 'all' ? [rangeOf(`/${scope.org}/`)] : rights.visible(permission, now().getTime());
    },
    async visibleOf(type, permission) {
      const { scope, rights } = mine();
      if (rights === 'all') return { type, ids: [], ranges: [rangeOf(`/${scope.org}/`)], without: [], few: false };
      const visible = rights.visibleOf(type, permission, now().getTime());
      return { ...visible, few: await areFew(scope, visible) };
    },
    permissionsChanged: async (of) => void (await data.run(nextEpoch, { actor: of })),
  };
}

const nothing: ReadonlySet<string> = new Set();
const none = rightsOf([]);
