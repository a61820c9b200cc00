// Jobs of every organization, and the events that a plugin could not take, as one list of work for who looks after them.
import { type InstallationWork, query, resources, runInScope, system, unitOrg, type Work } from '@lectern/kit';
import { and, eq } from 'drizzle-orm';
import type { Failure } from '../events/failures.ts';
import type { JobDetails } from '../jobs/port.ts';
import type { School } from '../school.ts';
import { whyOf } from './why.ts';

const typeOf = query('installation.typeOf', { id: resources.id }, (q, p) =>
  q
    .select({ type: resources.type })
    .from(resources)
    .where(and(eq(resources.org, unitOrg), eq(resources.id, p.id))),
);

export function createWork(school: () => School): InstallationWork {
  async function aboutOf(org: string | null, data: unknown): Promise<Work['about']> {
    if (org === null || typeof data !== 'object' || data === null) return [];
    const scope = { actor: system, org, request: 'installation', via: 'kernel' } as const;
    return runInScope(scope, () =>
      Promise.all(
        Object.entries(data).flatMap(([key, id]) => {
          if (typeof id !== 'string' || !key.endsWith('Id')) return [];
          return [
            (async () => ({ id, type: (await school().database.one(typeOf, { id }))?.type ?? key.slice(0, -2) }))(),
          ];
        }),
      ),
    );
  }
  async function jobOf(job: JobDetails): Promise<Work> {
    const { data, ...rest } = job;
    return {
      ...rest,
      kind: 'job',
      ...school().jobs.describe(job.name),
      about: await aboutOf(job.org, data),
      why: job.error === null ? null : whyOf(job.error),
    };
  }
  async function eventOf({
    id,
    subscriber,
    name,
    org,
    payload,
    at,
    failedAt,
    attempts,
    error,
  }: Failure): Promise<Work> {
    return {
      id,
      kind: 'event',
      name: `${subscriber} <- ${name}`,
      queue: 'events',
      title: { en: `Tell ${subscriber} of ${name}`, ar: `إبلاغ ${subscriber} بحدث ${name}` },
      plugin: subscriber,
      state: 'failed',
      org,
      attempt: attempts,
      attempts,
      done: 0,
      total: 0,
      note: null,
      error,
      createdAt: at,
      runAt: at,
      finishedAt: failedAt,
      about: await aboutOf(org, payload),
      why: whyOf(error),
    };
  }

  return {
    async queues() {
      const found = new Map<string, { waiting: number; running: number; failed: number; since: Date | null }>();
      for (const { queue, state, count, since } of await school().jobs.counts()) {
        const one = found.get(queue) ?? { waiting: 0, running: 0, failed: 0, since: null };
        found.set(queue, { ...one, [state]: count, ...(state === 'waiting' && { since }) });
      }
      const given = (await school().outbox.failures()).length;
      if (given > 0) found.set('events', { waiting: 0, running: 0, failed: given, since: null });
      return [...found].map(([queue, one]) => ({ queue, ...one })).sort((a, b) => (a.queue < b.queue ? -1 : 1));
    },
    async list({ state, before, limit }) {
      const { jobs, outbox } = school();
      const found = await jobs.list({ limit, ...(state && { state }), ...(before && { before }) });
      const letters = state === 'failed' && before === undefined ? await outbox.failures() : [];
      const works = [...(await Promise.all(letters.map(eventOf))), ...(await Promise.all(found.map(jobOf)))];
      return state === 'failed' ? works.sort((a, b) => endOf(b) - endOf(a)) : works;
    },
    async retry(id) {
      const { jobs, outbox } = school();
      if (!(await outbox.failures()).some((letter) => letter.id === id)) return jobs.retry(id);
      await outbox.replay(id);
      return true;
    },
    cancel: (id) => school().jobs.cancel(id),
  };
}
const endOf = ({ finishedAt, createdAt }: Work): number => (finishedAt ?? createdAt).getTime();
