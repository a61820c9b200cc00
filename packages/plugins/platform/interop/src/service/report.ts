import type { Report } from '../contract.ts';
import type { ImportPlan } from '../plan.ts';

/** What became of one thing of the source. */
export type Fate = 'created' | 'updated' | 'unchanged';
export type Kind = 'courses' | 'sections' | 'lessons' | 'assets';

/** Counts that are zero are left out. */
export function reportOf(fates: Iterable<readonly [Kind, Fate]>, lost: Report['lost']): Report {
  const report: Report = { created: {}, updated: {}, unchanged: {}, lost };
  for (const [kind, fate] of fates) report[fate][kind] = (report[fate][kind] ?? 0) + 1;
  return report;
}

export const fateIn = (
  importId: string,
  { createdIn, changedIn }: { readonly createdIn: string; readonly changedIn: string },
): Fate => (createdIn === importId ? 'created' : changedIn === importId ? 'updated' : 'unchanged');

/** Everything the plan names, in the order in which a report counts it. */
export function* partsIn({
  sections,
  assets,
}: ImportPlan): Generator<readonly [Kind, 'section' | 'lesson' | 'asset', string]> {
  for (const section of sections) yield ['sections', 'section', section.key];
  for (const section of sections) for (const lesson of section.lessons) yield ['lessons', 'lesson', lesson.key];
  for (const asset of assets) yield ['assets', 'asset', asset.path];
}

/** @param others titles of the courses that came from other folders of the same name */
export const namesake = (name: string, others: readonly string[]) => ({
  at: name,
  reason: `another folder of this name is the course ${others.map((title) => `"${title}"`).join(', ')}; this one is a course of its own`,
});
export const vanished = (key: string) => ({ at: key, reason: 'it is no longer in the source; the lesson is kept' });
