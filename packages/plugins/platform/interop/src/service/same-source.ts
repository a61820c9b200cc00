import type { ImportPlan } from '../plan.ts';

/** Two folders with one name share this much of the smaller when one is a later state of the other. */
const enough = 0.5;

/**
 * How much of the smaller of two folders is in the other, by the paths of their lessons. A folder called `course` of another
 * author has other paths; one that grew, shrank or was partly renamed keeps most.
 *
 * @returns undefined when they are two different folders
 */
export function likeness(known: ReadonlySet<string>, { sections }: Pick<ImportPlan, 'sections'>): number | undefined {
  const planned = new Set(sections.flatMap(({ lessons }) => lessons.map(({ key }) => key)));
  const smaller = Math.min(known.size, planned.size);
  const share = smaller === 0 ? 1 : [...planned].filter((key) => known.has(key)).length / smaller;
  return share >= enough ? share : undefined;
}
