// What the record of a change costs: the same school with it and without it, under the same load.
import { join } from 'node:path';
import { type Bench, compare, ended, type Line, type Result, served } from './measure.ts';

export const auditRecord: Line = {
  names: ['operation.write.recorded'],
  async *measure({ scratch, seconds, rounds, wanted }: Bench): AsyncGenerator<Result> {
    const name = 'operation.write.recorded';
    if (!wanted(name)) return;
    const module = new URL('./ours.ts', import.meta.url);
    const ours = await served(module, [join(scratch, 'recorded'), '5']);
    const bare = await served(module, [join(scratch, 'unrecorded'), '5', 'unrecorded']);
    const body = (n: number) => JSON.stringify({ name: `Ana ${n}` });
    const target = { method: 'PATCH', path: '/api/users/me', body } as const;
    const targets = { ours: target, bare: target };
    // Of two that differ by a tenth a single round tells nothing: 0.7 to 1.0.
    const more = rounds * 2 - 1;
    const grouped = await compare(name, { ours, bare }, targets, { connections: 100, seconds, rounds: more });
    const alone = await compare(name, { ours, bare }, targets, { connections: 1, seconds, rounds });
    yield { ...grouped, detail: { ...grouped.detail, ratioAlone: alone.ratio! } };
    await ended(ours);
    await ended(bare);
  },
};
