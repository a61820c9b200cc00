// Gives entries their places in the tree of their organization: one process at a time for each organization.
import type { Logger } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import { checkpointOf, type Head, isSigned, type Signed, type Signer } from './head.ts';
import { hashOf } from './leaf.ts';
import { rootOf } from './merkle.ts';
import * as queries from './queries.ts';
import { say } from './statements.ts';
import { withLeaves } from './tree.ts';

export interface SealerParts {
  readonly database: Database;
  readonly signer: Signer;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'error'>;
}
/** A head is kept when so many entries came since the last, or so much time passed. */
const keptEvery = { entries: 1_000, ms: 10 * 60_000 };

/** Seals what is committed, of every organization. @returns entries sealed */
export async function sealAll({ database, signer, now, log }: SealerParts): Promise<number> {
  const signed = (head: Head): Head & Signed => ({ ...head, ...signer.sign(checkpointOf(head)) });

  /** @returns entries sealed, at most 500 */
  const sealSome = (org: string): Promise<number> =>
    database.unit(async () => {
      const was = (await database.one(queries.holdLog, { org })) ?? (await first(org));
      if (!was) return 0; // another process does it
      const found = await database.all(queries.unsealed, { org });
      if (found.length === 0) return 0;
      const { tree, nodes } = withLeaves(org, was, found.map(hashOf));
      await database.run(queries.seal, {
        org,
        places: found.map(({ id }, at) => [id, was.size + at + 1] as const),
      });
      await database.run(queries.addNodes, { rows: nodes });
      const head = signed({ org, size: tree.size, root: rootOf(tree.frontier), at: now() });
      await database.run(queries.moveLog, { ...head, frontier: tree.frontier });
      await keep(was, head);
      return found.length;
    });

  async function first(org: string) {
    if (await database.one(queries.logOf, { org })) return undefined;
    await database.run(queries.firstLog, { ...signed({ org, size: 0, root: rootOf([]), at: now() }), frontier: [] });
    return database.one(queries.holdLog, { org });
  }
  async function keep(was: Parameters<typeof keptOf>[0], head: Head & Signed): Promise<void> {
    const before = keptOf(was);
    // Written by something that does not have the key: it is kept as it was found, so that `verify` names it.
    if (before.key !== signer.key || !isSigned(before, checkpointOf(before))) {
      log.error('the end of an audit log is not signed by this school: run lms audit verify', { org: head.org });
      await database.run(queries.keepHead, before);
    }
    const [last] = await database.all(queries.headsBefore, { org: head.org, size: head.size, limit: 1 });
    const due =
      head.size - (last?.size ?? 0) >= keptEvery.entries ||
      head.at.getTime() - (last?.at.getTime() ?? 0) >= keptEvery.ms;
    if (due) await database.run(queries.keepHead, head);
  }

  let total = 0;
  for (const { org } of await database.all(queries.unsealedOrgs))
    for (let sealed = 500; sealed === 500; total += sealed) sealed = await sealSome(org);
  return total;
}
/** As it was signed. */
export const keptOf = ({
  frontier,
  ...log
}: Omit<Head, 'root'> & Signed & { readonly frontier: readonly string[] }) => ({
  ...log,
  root: rootOf(frontier),
});

/**
 * In a unit of work: this school takes over logs that another signed, as they are. For what an owner brings in: a backup
 * without the key it was made under, an archive of an organization.
 */
export async function adopt(
  { database, signer, now, id }: SealerParts & { readonly id: () => string },
  only?: string,
): Promise<void> {
  for (const log of await database.all(queries.everyLog)) {
    if (log.key === signer.key || (only !== undefined && log.org !== only)) continue;
    const { org, size, root, key } = keptOf(log);
    const body = { kind: 'adopted', from: key, size, root } as const;
    await say(database, signer, { id: id(), org, at: now(), actor: 'system', body });
    const head = { org, size, root, at: now() };
    await database.run(queries.moveLog, { ...head, frontier: log.frontier, ...signer.sign(checkpointOf(head)) });
  }
}
