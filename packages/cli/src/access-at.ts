// Who has what, and where, as it is written on the command line.
import type { AccessAssignmentsOutput, Lectern } from '@lectern/sdk';
import { CommandError, UsageError } from './errors.ts';
import { personAt } from './person-at.ts';
import { roleAt } from './role-at.ts';

type Right = AccessAssignmentsOutput['items'][number];

/** `ana@example.org`, or `team:Teachers` by name or id. @throws CommandError when there is nobody like that */
export async function holderAt(
  lms: Lectern,
  written: string,
): Promise<{ readonly id: { userId: string } | { teamId: string }; readonly name: string }> {
  if (!written.startsWith('team:')) {
    const { id, name } = await personAt(lms, written);
    return { id: { userId: id }, name };
  }
  const team = await teamAt(lms, written.slice('team:'.length));
  return { id: { teamId: team.id }, name: `the team ${team.name}` };
}

async function teamAt(lms: Lectern, named: string): Promise<{ readonly id: string; readonly name: string }> {
  const { items } = await lms.teams.list();
  const found = items.filter(({ id, name }) => id === named || name.toLowerCase() === named.toLowerCase());
  if (found.length === 1) return found[0]!;
  const ids = found.map(({ id }) => `team:${id}`).join(', ');
  throw new CommandError(
    found.length > 1
      ? `Several teams are called ${named}. Write which: ${ids}.`
      : `There is no team ${named}. \`lms call teams.list\` shows those there are.`,
  );
}

export const placeHelp =
  '`course:` and its slug or id, `team:` and its name or id, or an id; the whole school when absent';

/** @returns the id; undefined for the whole school. @throws CommandError */
export async function placeAt(lms: Lectern, written: string | undefined): Promise<string | undefined> {
  if (written === undefined) return undefined;
  if (written.startsWith('team:')) return (await teamAt(lms, written.slice('team:'.length))).id;
  if (!written.startsWith('course:')) return written;
  const named = written.slice('course:'.length);
  const { isProblem } = await import('@lectern/sdk');
  return lms.courses.find({ slug: named }).then(
    ({ id }) => id,
    (error: unknown) => {
      if (isProblem(error) && error.code === 'not_found') return named; // no slug: the school knows whether it is an id
      throw error;
    },
  );
}

/** Permissions have a dot in their names, roles have none. @throws CommandError for a role that is not there */
export async function rightAt(lms: Lectern, written: string): Promise<{ role: string } | { permission: string }> {
  return written.includes('.') ? { permission: written } : { role: (await roleAt(lms, written)).id };
}

/** A day, or a moment with its time. A day ends with its last moment, in UTC. @throws UsageError */
export function termAt({ from, until }: { readonly from?: string | undefined; readonly until?: string | undefined }) {
  const day = /^\d{4}-\d{2}-\d{2}$/;
  const read = (flag: string, text: string, days: number) => {
    const moment = new Date(text);
    if (Number.isNaN(moment.getTime()))
      throw new UsageError(`--${flag} is "${text}"; write a day such as 2027-01-31, or a moment with its time.`);
    if (day.test(text)) moment.setUTCDate(moment.getUTCDate() + days);
    return moment.toISOString();
  };
  return {
    ...(from !== undefined && { from: read('from', from, 0) }),
    ...(until !== undefined && { until: read('until', until, 1) }),
  };
}

const day = (moment: string) => moment.slice(0, 10);
/** `denied course.publish in Reading maps until 2027-01-31`. */
export function rightText(right: Right): string {
  const { effect, role, permission, place, on, from, until, state } = right;
  return [
    ...(effect === 'deny' ? ['denied'] : []),
    role ?? permission,
    place ? `in ${place.title ?? `${place.type} ${on}`}` : 'in the whole school',
    ...(from ? [`from ${day(from)}`] : []),
    ...(until ? [`until ${day(new Date(new Date(until).getTime() - 1).toISOString())}`] : []),
    ...(state === 'holds' ? [] : [state === 'later' ? '(not yet)' : '(over)']),
  ].join(' ');
}
export const givenText = ({ givenBy, givenAt }: Right): string =>
  `given by ${givenBy?.name ?? 'the school itself'} on ${day(givenAt)}`;
