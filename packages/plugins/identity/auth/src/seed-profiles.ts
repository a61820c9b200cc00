// What the people of the demo school say of themselves: by the part of their address before the @.
import type { UsersService } from '@lectern/users/contract';

interface Profile {
  readonly timeZone?: string;
  readonly bio?: string;
  readonly links?: readonly { readonly label: string; readonly url: string }[];
  readonly cohort?: string;
  readonly number?: string;
  /** They are suspended, and why. */
  readonly suspended?: string;
}

const [spring, autumn] = ['Spring 2026', 'Autumn 2026'];
const profiles: Readonly<Record<string, Profile>> = {
  solveig: { timeZone: 'Europe/Oslo', bio: 'Keeps the school, its keys and its coffee machine.' },
  marta: {
    timeZone: 'Europe/Stockholm',
    bio: 'Statistician. Counted herring for ten years, then people, and prefers herring.\n\nTeaches on Tuesdays.',
    links: [{ label: 'Papers', url: 'https://marta.example.org/papers' }],
  },
  tomas: { timeZone: 'Europe/Madrid', bio: 'Binds books and builds web pages; both are mostly folding.' },
  amara: { timeZone: 'Africa/Lagos', bio: 'Cartographer. Every map leaves something out; ask what.' },
  ana: { timeZone: 'Europe/Madrid', bio: 'Nurse by day, statistics by night.', cohort: autumn, number: '214' },
  ben: { timeZone: 'Africa/Lagos', cohort: autumn, number: '215' },
  hiro: { timeZone: 'Asia/Tokyo', bio: 'Here for the paper, stayed for the glue.', cohort: spring },
  beatriz: { timeZone: 'America/Sao_Paulo', cohort: spring, number: '87' },
  leila: { timeZone: 'Asia/Beirut', bio: 'Learns one thing a year, thoroughly.', cohort: spring, number: '88' },
  jonas: { timeZone: 'Europe/Berlin', cohort: autumn },
  priya: { timeZone: 'Asia/Kolkata', cohort: autumn, number: '231' },
  mateusz: { timeZone: 'Europe/Warsaw', cohort: spring, suspended: 'Asked for a break until spring.' },
  chloe: { timeZone: 'Europe/Paris', cohort: autumn },
  minhanh: { timeZone: 'Asia/Ho_Chi_Minh', cohort: autumn, number: '240' },
  sara: { timeZone: 'Asia/Dubai', bio: 'تكتب عن الأرقام في الأخبار، وتقرأ الهوامش أولًا.', cohort: spring },
  aroha: { timeZone: 'Pacific/Auckland', cohort: autumn },
};

/** Of somebody who was just made; whatever fields the school has that the demo knows are filled in. */
export async function seedProfile(users: UsersService, userId: string, address: string): Promise<void> {
  const { timeZone, bio, links, cohort, number, suspended } = profiles[address] ?? {};
  await users.update(userId, { timeZone, bio, links: links && [...links] });
  const keys = new Set((await users.fieldsOf()).map(({ key }) => key));
  const values = Object.entries({ cohort, 'member-number': number }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && keys.has(entry[0]),
  );
  await users.setFields(userId, Object.fromEntries(values));
  if (suspended !== undefined) await users.suspend(userId, suspended);
}
