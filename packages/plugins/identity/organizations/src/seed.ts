import type { Organizations } from './service.ts';

/** The demo school presents itself; a school that already says something of itself is left alone. */
export async function seedOrganization(organizations: Organizations): Promise<void> {
  const { summary } = await organizations.current();
  if (summary !== '') return;
  await organizations.update({
    summary: 'Evening courses for curious people, in Halden and from anywhere. Come as you are; bring a question.',
  });
}
