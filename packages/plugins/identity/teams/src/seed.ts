import type { Teams } from './service.ts';

/** Two teams; whoever has made some of their own is left alone. */
export async function seedTeams(teams: Teams): Promise<void> {
  if ((await teams.all()).length > 0) return;
  const { id } = await teams.create({ name: 'Teachers' });
  await teams.create({ name: 'Writing and languages', parentId: id });
}
