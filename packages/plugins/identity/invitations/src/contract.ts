import { RoleId, errors as roleErrors } from '@lectern/access/contract';
import { Password, Session } from '@lectern/auth/contract';
import {
  Done,
  defineContract,
  Email,
  event,
  get,
  Id,
  Line,
  Moment,
  pageInput,
  pageOf,
  post,
  remove,
  service,
  slot,
} from '@lectern/kit/contract';
import { z } from 'zod';

export const Into = z.object({ kind: z.string().max(40).describe('team or course'), id: Id });
export type Into = z.infer<typeof Into>;
const Place = Into.extend({ name: z.string() });

export const Invitation = z.object({
  id: Id,
  kind: z.enum(['mail', 'link']).describe('For one address, or for whoever has the link'),
  email: z.string().nullable(),
  role: RoleId.nullable().describe('In the whole school; without one somebody comes to learn'),
  roleName: Line.nullable().describe('As the school calls it'),
  into: z.array(Place),
  places: z.number().int(),
  taken: z.number().int(),
  invitedBy: z.string().nullable().describe('Name'),
  link: z.string().nullable().describe('Of a link; of a mail only where the school sends none'),
  sentAt: Moment.nullable(),
  createdAt: Moment,
  expiresAt: Moment,
});
export type Invitation = z.infer<typeof Invitation>;

export const errors = {
  notValid: {
    code: 'invitations.not_valid',
    status: 410,
    message: 'This invitation was used, taken back or is too old. Ask whoever sent it for a new one.',
  },
  mailFirst: {
    code: 'invitations.mail_first',
    status: 409,
    message: 'Say your address first: the link that is mailed there goes on from here.',
  },
  noAddress: {
    code: 'invitations.no_address',
    status: 409,
    message: 'The school does not know its own address, so it cannot mail links. Set url in lms.config.ts.',
  },
} as const;

/** Something an invitation can lead into, such as a team. */
export interface Joining {
  /** `team`. */
  readonly kind: string;
  /** In the organization of the scope; undefined when it is not there. */
  name(id: string): Promise<string | undefined>;
  /** Whether the caller may put people in. */
  may(id: string): Promise<boolean>;
  /** In the unit in which somebody accepts. Twice is once. */
  add(id: string, userId: string): Promise<void>;
}
export const joiningSlot = slot<Joining>('invitations.joining', 'What an invitation leads into, beside the school');

export const invitationAccepted = event('invitation.accepted', z.object({ invitationId: Id, userId: Id }));

export interface InvitationsService {
  /** In a unit of work: mails an invitation, or mails the one that is open again. @param site see `Call.certainSite` */
  invite(
    given: { email: string; role?: string | undefined; into?: readonly Into[] | undefined },
    site: string,
  ): Promise<string>;
}
export const invitationsService = service<InvitationsService>('invitations');

const needs = { permission: 'user.invite' } as const;
const token = z.string().max(200);
const terms = {
  role: RoleId.optional(),
  into: z.array(Into).max(20).optional(),
};
const example: Invitation = {
  id: 'inv-1',
  kind: 'mail',
  email: 'ben@example.org',
  role: 'instructor',
  roleName: 'Teacher',
  into: [],
  places: 1,
  taken: 0,
  invitedBy: 'Ana Ibarra',
  link: null,
  sentAt: '2026-11-02T09:00:00.000Z',
  createdAt: '2026-11-02T09:00:00.000Z',
  expiresAt: '2026-11-16T09:00:00.000Z',
};

export const invitationsContract = defineContract({
  id: 'invitations',
  summary: 'Asking people into the school',
  service: invitationsService,
  events: { invitationAccepted },
  errors,
  slots: { joining: joiningSlot },
  operations: {
    list: get('/', {
      summary: 'Invitations that are open',
      needs,
      input: z.object({ ...pageInput }),
      output: pageOf(Invitation),
      secret: ['link'],
      example: { input: {}, output: { items: [example], next: null } },
    }),
    invite: post('/', {
      summary: 'Invite people by their addresses',
      description: 'Whether one of them has an account already is not told: their mail leads them in either way.',
      needs,
      audit: 'access',
      tells: ['role'],
      input: z.object({ emails: z.array(Email).min(1).max(100), ...terms }),
      output: z.object({ items: z.array(Invitation) }),
      secret: ['link'],
      errors: [errors.noAddress, roleErrors.unknownRole],
      example: { input: { emails: ['ben@example.org'], role: 'instructor' }, output: { items: [example] } },
    }),
    createLink: post('/links', {
      summary: 'Make a link by which several people come in',
      needs,
      audit: 'access',
      tells: ['role'],
      input: z.object({
        places: z.number().int().min(1).max(10_000).default(25).describe('How many may come by it'),
        days: z.number().int().min(1).max(365).default(14).describe('How long it is good for'),
        ...terms,
      }),
      output: Invitation,
      secret: ['link'],
      example: {
        input: { places: 25, days: 14 },
        output: {
          ...example,
          kind: 'link',
          email: null,
          role: null,
          roleName: null,
          places: 25,
          link: 'https://school.example.org/join/inv-1.Zm9v',
          sentAt: null,
        },
      },
    }),
    resend: post('/:invitationId/resend', {
      summary: 'Mail an invitation again; the time to accept it begins anew',
      needs,
      input: z.object({ invitationId: Id }),
      output: Done,
      errors: [errors.noAddress],
      example: { input: { invitationId: 'inv-1' }, output: { done: true } },
    }),
    revoke: remove('/:invitationId', {
      summary: 'Take an invitation back',
      needs,
      input: z.object({ invitationId: Id }),
      output: Done,
      example: { input: { invitationId: 'inv-1' }, output: { done: true } },
    }),
    show: get('/by-token/:token', {
      summary: 'What an invitation is for',
      needs: 'public',
      input: z.object({ token }),
      output: z.object({
        school: Line,
        brandHue: z.number(),
        email: z.string().nullable(),
        role: RoleId.nullable(),
        roleName: Line.nullable(),
        into: z.array(z.object({ kind: z.string(), name: z.string() })),
        invitedBy: z.string().nullable(),
        asks: z
          .enum(['account', 'address'])
          .describe('Of who comes anew: name and password, or first an address to mail to'),
        member: z.boolean().describe('The caller belongs to the school already'),
      }),
      secret: ['token'],
      errors: [errors.notValid],
      example: {
        input: { token: 'inv-1.Zm9v' },
        output: {
          school: 'Halden Evening School',
          brandHue: 205,
          email: 'ben@example.org',
          role: 'instructor',
          roleName: 'Teacher',
          into: [],
          invitedBy: 'Ana Ibarra',
          asks: 'account',
          member: false,
        },
      },
    }),
    ask: post('/by-token/:token/ask', {
      summary: 'Have the invitation of a link mailed to an address',
      description: 'The answer is the same whether the address has an account or not.',
      needs: 'public',
      input: z.object({ token, email: Email }),
      output: Done,
      secret: ['token'],
      errors: [errors.notValid, errors.noAddress],
      example: { input: { token: 'inv-1.Zm9v', email: 'ben@example.org' }, output: { done: true } },
    }),
    accept: post('/by-token/:token', {
      summary: 'Accept an invitation: as who is signed in, or as somebody new',
      needs: 'public',
      audit: 'access',
      inPerson: true,
      input: z.object({
        token,
        name: Line.optional(),
        email: Email.optional().describe('Only where the school sends no mail and the invitation names none'),
        password: Password.optional(),
      }),
      output: Session,
      secret: ['token', 'password'],
      errors: [errors.notValid, errors.mailFirst],
      example: {
        input: { token: 'inv-1.Zm9v', name: 'Ben Okafor', password: 'a long sentence' },
        output: {
          person: { id: 'usr-ben', name: 'Ben Okafor', email: 'ben@example.org' },
          permissions: ['course.create'],
        },
      },
    }),
  },
});
