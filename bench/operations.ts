// Requests to a school against the same rows read and written by hand.
import { join } from 'node:path';
import { type Bench, compare, ended, type Line, type Pair, type Result, served, type Target } from './measure.ts';

export const operations: Line = {
  names: ['operation.read', 'operation.list', 'operation.write', 'answer.save'],
  async *measure({ scratch, seconds, rounds, wanted }: Bench): AsyncGenerator<Result> {
    const ours = await served(new URL('./ours.ts', import.meta.url), [join(scratch, 'ours')]);
    const bare = await served(new URL('./bare/server.ts', import.meta.url), [join(scratch, 'bare')]);
    const measure = (name: string, targets: Pair<Target>, connections = 100) =>
      compare(name, { ours, bare }, targets, { connections, seconds, rounds });
    /** Writers that wait share a commit; one alone commits as often as the bare twin. */
    async function writing(name: string, targets: Pair<Target>): Promise<Result> {
      const grouped = await measure(name, targets);
      const alone = await measure(name, targets, 1);
      return { ...grouped, detail: { ...grouped.detail, ratioAtEqualCommits: alone.ratio! } };
    }

    if (wanted('operation.read'))
      yield measure('operation.read', {
        ours: { method: 'GET', path: '/api/users/me' },
        bare: { method: 'GET', path: '/me' },
      });
    if (wanted('operation.list'))
      yield measure('operation.list', {
        ours: { method: 'GET', path: '/api/courses/teaching' },
        bare: { method: 'GET', path: '/courses' },
      });
    if (wanted('operation.write')) {
      const body = (n: number) => JSON.stringify({ name: `Ana ${n}` });
      yield writing('operation.write', {
        ours: { method: 'PATCH', path: '/api/users/me', body },
        bare: { method: 'POST', path: '/me', body },
      });
    }
    if (wanted('answer.save')) {
      const body = (n: number) => JSON.stringify({ answer: n % 4 });
      const path = `/api/assessment/lessons/${ours.ids.quiz}/attempts/1/questions/median`;
      yield writing('answer.save', {
        ours: { method: 'PUT', path, body },
        bare: { method: 'PUT', path: '/answers/median', body },
      });
    }
    await ended(ours);
    await ended(bare);
  },
};
