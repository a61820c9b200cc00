// Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): same key and body, same answer; other body, refused;
// two at once, one effect. The row is claimed in the operation's own unit, so a refused operation can be tried again.
import { type Data, kernelProblems, query, refuse } from '@lectern/kit';
import { and, eq, lt } from 'drizzle-orm';
import { isKept, toAnswer, toKeep } from '../pipeline/kept-answer.ts';
import { idempotencyKeys as keys } from './tables.ts';

const row = {
  actor: keys.actor,
  org: keys.org,
  key: keys.key,
  operation: keys.operation,
  digest: keys.digest,
  at: keys.at,
};
const whose = { actor: keys.actor, org: keys.org, key: keys.key };
const claim = query('idempotency.claim', row, (q, p) => q.insert(keys).values(p).onConflictDoNothing());
const find = query('idempotency.find', whose, (q, p) =>
  q
    .select({ operation: keys.operation, digest: keys.digest, answer: keys.answer })
    .from(keys)
    .where(and(eq(keys.actor, p.actor), eq(keys.org, p.org), eq(keys.key, p.key))),
);
const store = query('idempotency.store', { ...whose, answer: keys.answer }, (q, p) =>
  q
    .update(keys)
    .set({ answer: p.answer })
    .where(and(eq(keys.actor, p.actor), eq(keys.org, p.org), eq(keys.key, p.key))),
);
const forget = query('idempotency.forget', { before: keys.at }, (q, p) => q.delete(keys).where(lt(keys.at, p.before)));

export interface Idempotency {
  /** In a unit. Performs the work once for the key and gives its answer again afterwards, unless the answer is not to be kept. */
  once<T>(
    request: { actor: string; org: string; key: string; operation: string; digest: string; keeps: boolean },
    work: () => Promise<T>,
  ): Promise<{ answer: T; replayed: boolean }>;
  /** Forgets keys older than a day. */
  prune(): Promise<void>;
}
export const createIdempotency = (data: Data, now: () => Date): Idempotency => ({
  async once({ actor, org, key, operation, digest, keeps }, work) {
    const claimed = await data.run(claim, { actor, org, key, operation, digest, at: now() });
    if (claimed === 0) {
      const before = await data.one(find, { actor, org, key });
      if (before?.digest !== digest || before.operation !== operation) return refuse(kernelProblems.replayed);
      if (!keeps) return refuse(kernelProblems.doneBefore);
      if (isKept(before.answer)) return { answer: toAnswer(before.answer) as never, replayed: true };
      return before.answer === null
        ? refuse(kernelProblems.doneBefore, { detail: 'This was done already. Its answer is not kept.' })
        : { answer: before.answer as never, replayed: true };
    }
    const answer = await work();
    if (answer instanceof Response) {
      const { kept, answer: again } = await toKeep(answer);
      if (keeps && kept) await data.run(store, { actor, org, key, answer: kept });
      return { answer: again as typeof answer, replayed: false };
    }
    if (keeps) await data.run(store, { actor, org, key, answer: answer as unknown });
    return { answer, replayed: false };
  },
  prune: async () => void (await data.run(forget, { before: new Date(now().getTime() - 86_400_000) })),
});
