import { slot } from '@lectern/kit/contract';

/** Who keeps teams tells who is in them: what was given to a team is given to its people and those of its parts. */
export interface TeamsOfPeople {
  /** In the organization of the scope: their teams, and those that these are part of. */
  teamsOf(userId: string): Promise<readonly string[]>;
  /** Of these ids, the teams there are. */
  names(teamIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** In a team and its parts, by id, behind one. */
  peopleIn(teamId: string, after: string, rows: number): Promise<readonly string[]>;
}
export const teamsSlot = slot<TeamsOfPeople>('access.teams', 'Says who is in which team');
