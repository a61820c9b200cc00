import {
  Done,
  defineContract,
  event,
  get,
  Id,
  Line,
  Moment,
  Nothing,
  pageInput,
  pageOf,
  patch,
  post,
  remove,
  service,
} from '@lectern/kit/contract';
import { z } from 'zod';

export const Team = z.object({
  id: Id,
  name: Line,
  parent: Id.nullable().describe('The team it is part of'),
  members: z.number().int().describe('Its own, without those of its parts'),
});
export type Team = z.infer<typeof Team>;
const Member = z.object({ userId: Id, name: Line, picture: z.string().nullable(), joinedAt: Moment });

export const errors = {
  belowItself: {
    code: 'teams.below_itself',
    status: 409,
    message: 'A team cannot be part of itself or of one of its parts.',
  },
  unknownPerson: { code: 'teams.unknown_person', status: 404, message: 'There is no such person in this school.' },
  tooDeep: { code: 'teams.too_deep', status: 409, message: 'Teams can be eight deep.' },
} as const;

const about = z.object({ teamId: Id });
export const teamCreated = event('team.created', about);
export const teamRemoved = event('team.removed', about);
export const teamJoined = event('team.joined', about.extend({ userId: Id }));
export const teamLeft = event('team.left', about.extend({ userId: Id }));

export interface TeamsService {
  /** Of the organization of the scope. */
  nameOf(teamId: string): Promise<string | undefined>;
  /** In a unit of work. Twice is once. @throws not_found, teams.unknown_person */
  addMember(teamId: string, userId: string): Promise<void>;
  /** Ids of the people in a team; `parts` of those below it too. */
  membersOf(teamId: string, parts?: 'with-parts'): Promise<string[]>;
}
export const teamsService = service<TeamsService>('teams');

const read = { permission: 'team.read' } as const;
const onTeam = (permission: string) => ({ permission, on: 'teamId' }) as const;
const team = z.object({ teamId: Id });
const example: Team = { id: 'team-1', name: 'Teachers', parent: null, members: 4 };

export const teamsContract = defineContract({
  id: 'teams',
  summary: 'People who belong together',
  service: teamsService,
  permissions: {
    'team.read': {
      summary: 'See teams and who is in them',
      roles: ['manager', 'instructor', 'moderator', 'support-agent'],
    },
    'team.write': { summary: 'Make and remove teams, and say who is in them', roles: ['manager'] },
  },
  events: { teamCreated, teamRemoved, teamJoined, teamLeft },
  errors,
  operations: {
    list: get('/', {
      summary: 'All teams, by name',
      needs: read,
      input: Nothing,
      output: z.object({ items: z.array(Team) }),
      example: { input: {}, output: { items: [example] } },
    }),
    mine: get('/mine', {
      summary: 'Teams I am in',
      needs: 'self',
      input: Nothing,
      output: z.object({ items: z.array(z.object({ id: Id, name: Line })) }),
      example: { input: {}, output: { items: [{ id: 'team-1', name: 'Teachers' }] } },
    }),
    create: post('/', {
      summary: 'Make a team',
      needs: { permission: 'team.write', on: 'parentId' },
      input: z.object({ name: Line, parentId: Id.optional() }),
      output: Team,
      errors: [errors.tooDeep],
      example: { input: { name: 'Teachers' }, output: { ...example, members: 0 } },
    }),
    update: patch('/:teamId', {
      summary: 'Rename a team, or make it part of another',
      needs: onTeam('team.write'),
      input: team.extend({ name: Line.optional(), parentId: Id.nullable().optional() }),
      output: Team,
      errors: [errors.belowItself, errors.tooDeep],
      example: { input: { teamId: 'team-1', name: 'Teachers' }, output: example },
    }),
    remove: remove('/:teamId', {
      summary: 'Remove a team with its parts; its people stay in the school',
      needs: onTeam('team.write'),
      input: team,
      output: Done,
      example: { input: { teamId: 'team-1' }, output: { done: true } },
    }),
    members: get('/:teamId/members', {
      summary: 'Who is in a team, by name',
      needs: onTeam('team.read'),
      input: team.extend(pageInput),
      output: pageOf(Member),
      example: {
        input: { teamId: 'team-1' },
        output: {
          items: [{ userId: 'usr-ana', name: 'Ana Ibarra', picture: null, joinedAt: '2026-11-02T09:00:00.000Z' }],
          next: null,
        },
      },
    }),
    addMember: post('/:teamId/members', {
      summary: 'Put somebody into a team',
      needs: onTeam('team.write'),
      audit: 'access',
      input: team.extend({ userId: Id }),
      output: Done,
      errors: [errors.unknownPerson],
      example: { input: { teamId: 'team-1', userId: 'usr-ana' }, output: { done: true } },
    }),
    removeMember: remove('/:teamId/members/:userId', {
      summary: 'Take somebody out of a team',
      needs: onTeam('team.write'),
      audit: 'access',
      input: team.extend({ userId: Id }),
      output: Done,
      errors: [errors.unknownPerson],
      example: { input: { teamId: 'team-1', userId: 'usr-ana' }, output: { done: true } },
    }),
  },
});
