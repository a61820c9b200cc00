// The column of a CSV file that says what somebody is: ours, Moodle's words and those of OneRoster.
import { type Data, list, query, unitOrg } from '@lectern/kit';
import { because, type ImportedColumn } from '@lectern/users/contract';
import { and, eq, sql } from 'drizzle-orm';
import { assignments } from './tables.ts';

const { userId, gives, effect, on, org } = assignments;
const instructorsAmong = query('access.instructorsAmong', { userIds: list<string>(), on }, (q, p, powers) =>
  q
    .select({ userId: sql<string>`${userId}` })
    .from(assignments)
    .where(
      and(
        eq(org, unitOrg),
        powers.inList(userId, p.userIds),
        eq(gives, 'instructor'),
        eq(effect, 'allow'),
        eq(on, p.on),
      ),
    ),
);

const instructors = new Set(['instructor', 'teacher', 'editingteacher', 'faculty', 'trainer']);
const learners = new Set(['learner', 'student', 'user', 'none']);
const owners = new Set(['owner', 'administrator', 'admin', 'sysadmin', 'systemadministrator', 'manager']);

/** A file gives the role of instructors, never that of owners, and takes none. */
export const importedRole = (
  data: Data,
  school: () => string,
  give: (userId: string, role: 'instructor') => Promise<void>,
): ImportedColumn => ({
  target: 'role',
  headers: ['role', 'roles'],
  permission: 'access.assign',
  read(cell) {
    const word = cell.toLowerCase().replaceAll(/[\s_-]/g, '');
    if (instructors.has(word)) return { value: 'instructor' };
    if (learners.has(word)) return undefined;
    if (word === 'owner') return { refused: because('role_owner') };
    return { note: because(owners.has(word) ? 'role_none' : 'role_unknown', { role: cell.slice(0, 200) }) };
  },
  async differing(people) {
    const userIds = people.map((one) => one.userId);
    const has = new Set((await data.all(instructorsAmong, { userIds, on: school() })).map((row) => row.userId));
    return new Set(userIds.filter((id) => !has.has(id)));
  },
  async write(people) {
    for (const person of people) await give(person.userId, 'instructor');
  },
});
