// Who may do what, a line for each person: what a team has stands there once for each of its people.
import { builtInRoles, cursorOf, kernelProblems, keysOf, type Page, refuse, runInScope } from '@lectern/kit';
import { type Row, toldAssignments } from '../assignments/shown.ts';
import { type AccessContext, schoolOf, teamsOf } from '../context.ts';
import { errors } from '../contract/errors.ts';
import type { Reviewed } from '../contract/explain.ts';
import type { ReviewQuery } from '../contract.ts';
import { rightsOf, rightsOfTeams } from '../queries.ts';
import { allRoles } from '../roles/queries.ts';
import type { RoleSets } from '../roles/sets.ts';
import { reviewQuery } from './queries.ts';

interface Line {
  readonly userId: string;
  readonly row: Row;
}

export function createReview(ctx: AccessContext, sets: RoleSets) {
  const { data, needs } = ctx;

  /** Names of roles that have the permission, and its own. */
  async function giving(permission: string): Promise<string[]> {
    const own = (await data.all(allRoles)).filter(({ permissions }) => permissions.includes(permission));
    return [
      permission,
      ...builtInRoles.filter((role) => sets.builtIn(role).has(permission)),
      ...own.map(({ id }) => id),
    ];
  }
  async function givesOf(role: string | undefined, permission: string | undefined): Promise<readonly string[]> {
    if (permission === undefined) return role === undefined ? [] : [role];
    const all = await giving(permission);
    return role === undefined ? all : all.filter((one) => one === role);
  }
  async function isRole(role: string, schools: readonly string[]): Promise<boolean> {
    for (const org of schools) if (await runInScope({ ...ctx.scope(), org }, () => sets.of(role))) return true;
    return false;
  }
  async function reaching(on: string): Promise<string[]> {
    const resource = (await ctx.resources.find(on)) ?? refuse(kernelProblems.notFound, { pointer: '/on' });
    return resource.path.split('/').slice(1, -1);
  }

  const heldBy = async (userId: string): Promise<string[]> => {
    const ofTeams = await data.all(rightsOfTeams, { teams: await teamsOf(ctx).teamsOf(userId) });
    return [...(await data.all(rightsOf, { userId })), ...ofTeams].map(({ id }) => id);
  };
  /** From one school of the chain, behind a line of it. */
  async function linesOf(
    { role, permission, on, elsewhere = false, userId, enrolments = true }: ReviewQuery,
    places: readonly string[] | undefined,
    after: { readonly id: string; readonly person: string },
    rows: number,
    isAbove: boolean,
  ): Promise<Line[]> {
    const teams = teamsOf(ctx);
    const shape = {
      gives: permission !== undefined || role !== undefined,
      on: places !== undefined && !isAbove,
      holder: userId !== undefined,
      onlyBelow: isAbove,
      elsewhere: elsewhere && on !== undefined && !isAbove,
      byHand: !enrolments,
    };
    const asked = {
      gives: await givesOf(role, permission),
      on: places ?? [],
      self: on ?? '',
      ids: userId === undefined ? [] : await heldBy(userId),
    };
    const found: Line[] = [];
    for (let from = after.id, behind = after.person; found.length < rows; ) {
      const wanted = rows - found.length + 1;
      const page = await data.all(reviewQuery(shape), { ...asked, fromId: from, rows: wanted });
      for (const row of page) {
        const last = row.id === from ? behind : '';
        if (row.userId !== null) {
          if (row.id !== from || last === '') found.push({ userId: row.userId, row });
        } else if (row.team !== null) {
          const missing = rows - found.length;
          const inTeam =
            userId === undefined ? await teams.peopleIn(row.team, last, missing) : last === '' ? [userId] : [];
          found.push(...inTeam.map((one) => ({ userId: one, row })));
        }
        if (found.length >= rows) break;
      }
      const end = page.at(-1);
      if (page.length < wanted || !end) break;
      [from, behind] = [end.id, '\uffff'];
    }
    return found;
  }
  async function told(lines: readonly Line[]): Promise<Reviewed[]> {
    const people = await needs.users.many([...new Set(lines.map(({ userId }) => userId))]);
    const shown = await toldAssignments(
      ctx,
      lines.map(({ row }) => row),
    );
    return lines.map(({ userId }, i) => {
      const assignment = shown[i]!;
      const through = assignment.teamId === null ? null : { teamId: assignment.teamId, name: assignment.name };
      return { userId, name: people.get(userId)?.name ?? userId, through, assignment };
    });
  }

  return async (query: ReviewQuery): Promise<Page<Reviewed>> => {
    const { role, userId, on, limit } = query;
    if (userId !== undefined && !(await needs.organizations.membershipOf(userId)))
      return refuse(errors.unknownPerson, { pointer: '/userId' });
    const here = schoolOf(ctx);
    const places = on === undefined ? undefined : await reaching(on);
    const schools = [here, ...(await needs.organizations.above(here))];
    if (role !== undefined && !(await isRole(role, schools))) return refuse(errors.unknownRole, { pointer: '/role' });
    const [start = 0, id = '', person = ''] = keysOf(query.cursor) ?? [];
    const items: Reviewed[] = [];
    for (let i = Number(start); i < schools.length; i++) {
      const org = schools[i]!;
      const after = i === Number(start) ? { id: String(id), person: String(person) } : { id: '', person: '' };
      const last = await runInScope({ ...ctx.scope(), org }, async () => {
        const lines = await linesOf(query, places, after, limit - items.length + 1, org !== here);
        const fitting = lines.slice(0, limit - items.length);
        items.push(...(await told(fitting)));
        const end = fitting.at(-1);
        if (lines.length === fitting.length) return undefined;
        return end ? cursorOf(i, end.row.id, end.userId) : cursorOf(i, '', '');
      });
      if (last !== undefined) return { items, next: last };
    }
    return { items, next: null };
  };
}
