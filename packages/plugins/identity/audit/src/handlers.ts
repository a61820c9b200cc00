import { type AuditHold, type Handlers, Id, kernelProblems, keysOf, pageFrom, prepared, refuse } from '@lectern/kit';
import { keepingErrors } from './contract/keeping.ts';
import { proofErrors } from './contract/proof.ts';
import type { auditContract } from './contract.ts';
import { exported } from './export.ts';
import { countOf, reportOn } from './report.ts';
import { type Audit, type AuditContext, momentOf, period } from './service.ts';

const told = <T extends { readonly at: Date }>(one: T) => ({ ...one, at: one.at.toISOString() });

export const auditHandlers = (service: Audit, ctx: AuditContext): Handlers<typeof auditContract.operations> => {
  const { audit } = ctx;
  async function namedHolds(holds: readonly AuditHold[]) {
    const who = await service.names(holds.flatMap(({ person, setBy, releasedBy }) => [person, setBy, releasedBy]));
    return holds.map(({ person, setBy, releasedBy, setAt, releasedAt, ...hold }) => ({
      ...hold,
      person: person === null ? null : who(person),
      setBy: who(setBy),
      setAt: setAt.toISOString(),
      releasedBy: releasedBy === null ? null : who(releasedBy),
      releasedAt: releasedAt?.toISOString() ?? null,
    }));
  }
  return {
    list: ({ cursor, limit, from, to, ...filter }) =>
      service.page({ ...filter, ...period({ from, to }) }, { cursor, limit }),
    async entry({ entryId }) {
      const found = await audit.find(entryId);
      if (!found) return refuse(kernelProblems.notFound, { pointer: '/entryId' });
      const [entry] = await service.named([found]);
      return entry!;
    },
    timeline: ({ cursor, limit, person, session, from, to }) =>
      service.page({ person, session, ...period({ from, to }) }, { cursor, limit }),
    export: (input) => exported(service, ctx.scope(), input),

    verify: prepared(
      () => audit.verify(),
      (_input, _call, verdict) => service.verified(verdict),
    ),
    async prove({ entryId, older }) {
      const proof = await audit.prove(entryId);
      if (!proof) {
        const there = await audit.find(entryId);
        return there ? refuse(proofErrors.notSealed) : refuse(kernelProblems.notFound, { pointer: '/entryId' });
      }
      const { entry, origin, leafIndex, path } = proof;
      const head = told(proof.head);
      const whole = { format: 'lectern-audit-proof', version: 1, entry: told(entry), origin, leafIndex } as const;
      if (older === undefined) return { ...whole, path: [...path], head };
      const steps = await audit.consistency(older, head.size);
      if (!steps) return refuse(proofErrors.headGone, { pointer: '/older' });
      return { ...whole, path: [...path], head, older: { size: older, path: [...steps] } };
    },
    async head() {
      const head = await audit.head();
      return { head: head === undefined ? null : told(head) };
    },
    async heads({ cursor, limit }) {
      const [before] = keysOf(cursor) ?? [];
      const rows = await audit.heads({
        before: Number.isSafeInteger(before) ? Number(before) : undefined,
        limit: limit + 1,
      });
      return pageFrom(rows.map(told), limit, (last) => [last.size]);
    },
    key: () => ({ key: audit.key }),
    async consistency({ older, newer }) {
      const path = await audit.consistency(older, newer);
      return path ? { older, newer, path: [...path] } : refuse(proofErrors.headGone, { pointer: '/older' });
    },

    async holds() {
      const { keepDays } = await ctx.settingsHere();
      return { keepDays, items: await namedHolds(await audit.holds()) };
    },
    async hold({ person = null, target = null, reason }) {
      if (person !== null && target !== null) refuse(keepingErrors.oneAtMost, { pointer: '/target' });
      const id = await audit.hold({ person, target, reason });
      const [hold] = await namedHolds((await audit.holds()).filter((one) => one.id === id));
      return hold!;
    },
    async release({ holdId }) {
      if (!(await audit.release(holdId))) refuse(kernelProblems.notFound, { pointer: '/holdId' });
      return { done: true as const };
    },
    async tombstones({ cursor, limit }) {
      const [before] = keysOf(cursor) ?? [];
      const rows = await audit.tombstones({
        before: Id.safeParse(before).success ? String(before) : undefined,
        limit: limit + 1,
      });
      const { items, next } = pageFrom(rows, limit, (last) => [last.id]);
      const who = await service.names(items.map(({ actor }) => actor));
      return {
        next,
        items: items.map(({ id, at, reason, actor, runs, olderThan, size, root }) => ({
          id,
          at: at.toISOString(),
          reason,
          by: who(actor),
          runs: runs.map(([first, last]): [number, number] => [first, last]),
          count: countOf(runs),
          olderThan: olderThan.toISOString(),
          size,
          root,
        })),
      };
    },
    report: ({ from, to }) => reportOn(service, ctx, momentOf(from), momentOf(to)),
  };
};
