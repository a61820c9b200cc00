import type { Role } from '@lectern/access/contract';
import type { AuthContext } from './context.ts';
import { seedProfile } from './seed-profiles.ts';
import type { Auth } from './service.ts';

export const demoPassword = 'lectern-demo-2026';

const people: readonly (readonly [name: string, address: string, role?: Role])[] = [
  ['Solveig Brandt', 'solveig', 'owner'],
  ['Marta Lindqvist', 'marta', 'instructor'],
  ['Tomás Herrera', 'tomas', 'instructor'],
  ['Amara Nwosu', 'amara', 'instructor'],
  ['Ana Ibarra', 'ana'],
  ['Ben Okafor', 'ben'],
  ['Hiro Tanaka', 'hiro'],
  ['Beatriz Souza', 'beatriz'],
  ['Leila Haddad', 'leila'],
  ['Jonas Weber', 'jonas'],
  ['Priya Raman', 'priya'],
  ['Mateusz Zieliński', 'mateusz'],
  ['Chloé Marchand', 'chloe'],
  ['Trần Minh Anh', 'minhanh'],
  ['سارة المنصوري', 'sara'],
  ['Aroha Tipene', 'aroha'],
];

/**
 * The people of the demo school, at addresses that cannot receive mail (RFC 2606). Only the demo has passwords, and all
 * the same one; `tiny` is an owner, an instructor and a learner without. A school that has an owner of its own is not
 * given another whose password everybody knows.
 */
export async function seedPeople(auth: Auth, ctx: AuthContext, scale: 'tiny' | 'demo'): Promise<void> {
  const { users, access } = ctx.needs;
  for (const [name, address, role] of scale === 'demo' ? people : [people[0]!, people[1]!, people[4]!]) {
    const email = `${address}@halden.example`;
    if (await users.findByEmail(email)) continue;
    if (role === 'owner' && !(await auth.needsSetUp())) continue;
    const { id } = await users.create({ name, email });
    if (role) await access.give(id, role);
    if (scale === 'demo') await auth.setPassword(id, demoPassword);
    await seedProfile(users, id, address);
  }
}
