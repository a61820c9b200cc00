// A school of a hundred thousand people with a thousand roles and ten thousand courses, written in bulk: what operations
// would have left behind, without the hours.
import type { School } from '@lectern/server';

export const crowd = { people: 100_000, roles: 1_000, courses: 10_000, given: 3 } as const;
/** Somebody sees a hundredth of the courses, each given by itself; somebody a half, which lies in one place. */
export const persons = { someHundred: 'usr-hundredth', half: 'usr-half' } as const;
/** Courses are in one of two places. */
export const placeOf = (n: number) => `place-${n % 2}`;
const padded = (n: number) => String(n).padStart(6, '0');
export const courseId = (n: number) => `crs-${padded(n)}`;

const at = '2026-11-02T09:00:00.000Z';
const text = (value: unknown) => (value === null ? 'null' : `'${value}'`);

export async function fill({ database, host }: School, org: string): Promise<void> {
  async function insert(table: string, columns: string, many: number, row: (n: number) => readonly unknown[]) {
    // Many in a unit, for each commit waits for the disk; not all, for a unit has ten seconds.
    for (let start = 0; start < many; start += 20_000)
      await database.unit(async () => {
        for (let from = start; from < Math.min(many, start + 20_000); from += 1_000) {
          const rows = Array.from({ length: Math.min(1_000, many - from) }, (_, i) => row(from + i).map(text));
          const values = rows.map((one) => `(${one.join()})`);
          await database.rawAll(`insert into ${table} (${columns}) values ${values.join()} returning 1`);
        }
      });
  }
  const permissions = host.contextOf('access').permissions.map(({ name }) => name);
  const someOf = (n: number) => permissions.filter((_, i) => (i * 7 + n) % 4 === 0);
  const people = (n: number) => Object.values(persons)[n] ?? `usr-${padded(n)}`;
  await insert('users', 'id, name, sort_key, email, created_at', crowd.people, (n) => {
    const id = people(n);
    return [id, `Person ${n}`, `person ${padded(n)}`, `${id}@school.example.org`, at];
  });
  const member = (n: number) => [org, people(n), 'active', at, at];
  await insert('memberships', 'org_id, user_id, state, joined_at, changed_at', crowd.people, member);
  await insert('roles', 'org_id, id, name, summary, permissions, version, changed_at', crowd.roles, (n) => {
    return [org, `role-${n}`, `Role ${n}`, '', JSON.stringify(someOf(n)), `v${n}`, at];
  });
  const resources = 'org_id, id, type, parent, owner, path';
  await insert('resources', resources, 2, (n) => [org, placeOf(n), 'place', null, null, `/${org}/${placeOf(n)}/`]);
  await insert('resources', resources, crowd.courses, (n) => {
    return [org, courseId(n), 'course', placeOf(n), null, `/${org}/${placeOf(n)}/${courseId(n)}/`];
  });
  const columns =
    'org_id, id, slug, title, sort_key, summary, description, byline, language, status, lessons, minutes, created_at, changed_at';
  await insert('courses', columns, crowd.courses, (n) => {
    const words = [`course-${n}`, `Course ${n}`, `course ${padded(n)}`, 'What it is about, in a sentence or two.'];
    return [org, courseId(n), ...words, '', 'Ana Ibarra', 'en', 'draft', 12, 240, at, at];
  });
  const rights = 'org_id, id, user_id, kind, gives, effect, "on", below, given_at';
  const never = database.dialect === 'sqlite' ? 0 : 'false';
  const give = (id: string, who: string, gives: string, on: string) => [
    org,
    id,
    who,
    'role',
    gives,
    'allow',
    on,
    never,
    at,
  ];
  await insert('role_assignments', rights, crowd.people * crowd.given, (n) => {
    const who = people(2 + (n % (crowd.people - 2)));
    return give(`asg-${n}`, who, `role-${n % crowd.roles}`, courseId((n * 31) % crowd.courses));
  });
  await insert('role_assignments', rights, crowd.courses / 100, (n) => {
    return give(`asg-hundredth-${n}`, persons.someHundred, 'instructor', courseId(n * 100 + (n % 7)));
  });
  await insert('role_assignments', rights, 1, () => give('asg-half', persons.half, 'instructor', placeOf(0)));
  await database.execute('analyze');
}
