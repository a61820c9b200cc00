// The log with the names of people, verified on demand and every night, and shortened as the school wants it.
import {
  type AuditRecord,
  type AuditVerdict,
  type Context,
  Id,
  keysOf,
  Moment,
  type Page,
  pageFrom,
  titlesSlot,
} from '@lectern/kit';
import type { usersService } from '@lectern/users/contract';
import type { AuditEntry, Verdict } from './contract.ts';
import { addVerification } from './queries.ts';
import type { AuditSettings } from './settings.ts';

export type AuditContext = Context<{ users: typeof usersService }, AuditSettings>;
type Filter = Omit<Parameters<AuditContext['audit']['list']>[0], 'before' | 'limit'>;

export interface Audit {
  page(
    filter: Filter,
    page: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<Page<AuditEntry>>;
  named(rows: readonly AuditRecord[]): Promise<AuditEntry[]>;
  /** Of people who are still here, by id. */
  names(ids: readonly (string | null)[]): Promise<(id: string) => { id: string; name: string | null }>;
  /** In a unit of work: that the log was gone through is in the report. @returns as the contract tells it */
  verified(verdict: AuditVerdict): Promise<Verdict>;
  /** Never in a unit of work. @returns entries that may go are gone */
  expire(signal: AbortSignal): Promise<void>;
}

/** Postgres knows no year 0. */
const firstMoment = Date.UTC(1970, 0, 1);
export const momentOf = (text: string): Date => new Date(Math.max(firstMoment, Date.parse(text)));
export const period = ({ from, to }: { from?: string | undefined; to?: string | undefined }) => ({
  from: from === undefined ? undefined : momentOf(from),
  to: to === undefined ? undefined : momentOf(to),
});
/** Where a page begins: what this plugin wrote into the cursor, and nothing that a database would choke on. */
function beginning(cursor: string | undefined): { at: Date; id: string } | undefined {
  const [at, id] = keysOf(cursor) ?? [];
  const isOurs = Moment.safeParse(at).success && Id.safeParse(id).success;
  return isOurs ? { at: momentOf(String(at)), id: String(id) } : undefined;
}

const day = 24 * 3_600_000;
/** Facts that the kernel adds of its own. */
const isNoId = new Set(['digest', 'writes', 'written', 'before', 'after', 'sampled']);
/** Entries removed by one unit of work: some tens of milliseconds on SQLite. */
const slice = 500;

export function createAudit(ctx: AuditContext): Audit {
  const { audit, data, needs } = ctx;

  async function names(ids: readonly (string | null)[]) {
    const known = await needs.users.many([...new Set(ids.filter((id) => id !== null))]);
    return (id: string) => ({ id, name: known.get(id)?.name ?? null });
  }
  /** Each keeper is asked once for all that it may keep. */
  async function things(ids: readonly string[]): Promise<(id: string) => AuditEntry['others'][number]> {
    const known = new Map<string, { type: string; name: string }>();
    if (ids.length > 0)
      for (const { type, titles } of ctx.fills(titlesSlot))
        for (const [id, name] of await titles(ids)) known.set(id, { type, name });
    return (id) => ({ id, ...(known.get(id) ?? { type: null, name: null }) });
  }
  async function named(rows: readonly AuditRecord[]): Promise<AuditEntry[]> {
    const beside = ({ target, facts }: AuditRecord) =>
      [...new Set(Object.entries(facts).flatMap(([key, value]) => (isNoId.has(key) ? [] : [value])))].filter(
        (id) => id !== target && id.length <= 64,
      );
    const thing = await things([
      ...new Set(
        rows.flatMap((row) => [row.actor, row.impersonator, row.target, ...beside(row)].filter((id) => id !== null)),
      ),
    ]);
    const who = (id: string) => ({ id, name: thing(id).name });
    return rows.map((row) => {
      const { actorKind, actor, impersonator, target, at, via, ...rest } = row;
      return {
        ...rest,
        at: at.toISOString(),
        via: via as AuditEntry['via'],
        actor: { kind: actorKind as AuditEntry['actor']['kind'], ...who(actor) },
        impersonator: impersonator === null ? null : who(impersonator),
        target: target === null ? null : thing(target),
        others: beside(row)
          .map(thing)
          .filter(({ type }) => type !== null),
      };
    });
  }

  return {
    names,
    named,
    async page(filter, { cursor, limit }) {
      const rows = await audit.list({ ...filter, before: beginning(cursor), limit: limit + 1 });
      const { items, next } = pageFrom(rows, limit, (last) => [last.at.toISOString(), last.id]);
      return { items: await named(items), next };
    },
    async verified({ verified, removed, head, fault }) {
      await data.run(addVerification, {
        id: ctx.id(),
        at: ctx.now(),
        verifiedBy: ctx.scope().actor.id,
        verified,
        size: head?.size ?? 0,
        root: head?.root ?? null,
        fault,
      });
      return { verified, removed, head: head && { ...head, at: head.at.toISOString() }, fault };
    },
    async expire(signal) {
      const { keepDays } = await ctx.settingsHere();
      if (keepDays === 0) return;
      const olderThan = new Date(ctx.now().getTime() - keepDays * day);
      for (let left = true; left && !signal.aborted; ) left = await audit.removeSome(olderThan, slice);
      signal.throwIfAborted();
    },
  };
}
