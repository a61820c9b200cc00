// People and their accounts.
import {
  Done,
  Email,
  get,
  Id,
  Language,
  Line,
  Moment,
  pageInput,
  pageOf,
  patch,
  post,
  raw,
  remove,
} from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { cohort, FieldValues, FilledField } from './fields.ts';
import { Bio, Links, PictureDigest, PublicProfile, TimeZone } from './profile.ts';

/** A person as others may see them. */
export const Person = z.object({ id: Id, name: Line });
export const Account = Person.extend({
  email: z.string(),
  locale: Language.nullable(),
  timeZone: z.string().nullable(),
  bio: z.string(),
  links: Links,
  picture: PictureDigest.nullable(),
  createdAt: z.iso.datetime(),
});
export type Person = z.infer<typeof Person>;
export type Account = z.infer<typeof Account>;

export const PersonState = z.enum(['active', 'suspended', 'removed']);
export type PersonState = z.infer<typeof PersonState>;
/** A person as one school has them. */
export const Member = Account.extend({
  state: PersonState,
  joinedAt: Moment,
  roles: z.array(z.string()).describe('In the whole school'),
});
export type Member = z.infer<typeof Member>;
export const MemberInFull = Member.extend({
  stateSince: Moment,
  reason: z.string().describe('Why they are suspended or removed; empty when nobody said'),
  elsewhere: z.boolean().describe('They belong to another school too: name and address are theirs to change'),
  fields: z.array(FilledField),
});
export type MemberInFull = z.infer<typeof MemberInFull>;
export const MyAccount = Account.extend({ fields: z.array(FilledField) });
export type MyAccount = z.infer<typeof MyAccount>;

export const ana: Account = {
  id: 'usr-ana',
  name: 'Ana Ibarra',
  email: 'ana@example.org',
  locale: 'en',
  timeZone: 'Europe/Madrid',
  bio: 'Nurse by day, statistics by night.',
  links: [{ label: 'My garden', url: 'https://ana.example.org' }],
  picture: null,
  createdAt: '2026-01-12T09:00:00.000Z',
};
const anaHere: Member = { ...ana, state: 'active', joinedAt: '2026-01-12T09:00:00.000Z', roles: ['instructor'] };
const fields = [{ ...cohort, value: 'Autumn 2026' }];
const { joinedAt: stateSince } = anaHere;
const anaInFull: MemberInFull = { ...anaHere, stateSince, reason: '', elsewhere: false, fields };

export const ProfileHere = PublicProfile.extend({ fields: z.array(FilledField) });
export type ProfileHere = z.infer<typeof ProfileHere>;

/** What narrows a list of people; all of it must hold. */
export const peopleFilter = {
  search: z.string().max(200).optional().describe('Beginnings of words of the name or the address'),
  email: Email.optional().describe('Exactly this address'),
  state: z
    .enum([...PersonState.options, 'any'])
    .optional()
    .describe('Active and suspended when absent'),
  role: z.string().max(50).optional().describe('In the whole school; `none` for who has none'),
  fields: z
    .array(z.string().max(400))
    .max(4)
    .optional()
    .describe('`key=value` of a field of the school, as it is kept'),
  joinedSince: Moment.optional(),
};
const reason = z.string().trim().max(500).default('').describe('For who looks after people; the person is not told');

export const peopleOperations = {
  me: get('/me', {
    summary: 'My account',
    needs: 'self',
    input: z.object({}),
    output: MyAccount,
    example: { input: {}, output: { ...ana, fields } },
  }),
  updateMe: patch('/me', {
    summary: 'Change my profile',
    needs: 'self',
    input: z.object({
      name: Line.optional(),
      locale: Language.nullable().optional(),
      timeZone: TimeZone.nullable().optional(),
      bio: Bio.optional(),
      links: Links.optional(),
      fields: FieldValues.optional().describe('By key; fields that are not named stay'),
    }),
    output: MyAccount,
    example: { input: { name: 'Ana Ibarra' }, output: { ...ana, fields } },
  }),
  setPicture: raw('PUT', '/me/picture', {
    summary: 'My picture: PNG, JPEG or WebP, at most 512 kB and 2048 by 2048 pixels',
    needs: 'self',
    input: z.object({}),
    errors: [errors.pictureRefused],
    accepts: ['image/png', 'image/jpeg', 'image/webp'],
    produces: ['application/json'],
    limit: 512 * 1024,
  }),
  removePicture: remove('/me/picture', {
    summary: 'Take my picture away',
    needs: 'self',
    input: z.object({}),
    output: Done,
    example: { input: {}, output: { done: true } },
  }),
  picture: raw('GET', '/people/:userId/picture', {
    summary: 'Picture of somebody of this school',
    needs: 'self',
    input: z.object({ userId: Id, v: z.string().max(64).optional().describe('Its digest: the answer is then kept') }),
    produces: ['image/png', 'image/jpeg', 'image/webp'],
    example: { input: { userId: 'usr-ana' } },
  }),
  leave: post('/me/leave', {
    summary: 'Leave this school',
    description:
      'As if somebody had removed me: I am in no list and come in no more, and after 30 days what this school knows of me is erased. Other schools I belong to are not touched.',
    needs: 'self',
    inPerson: true,
    audit: 'access',
    input: z.object({}),
    output: Done,
    errors: [errors.lastOwner],
    example: { input: {}, output: { done: true } },
  }),
  profile: get('/people/:userId/profile', {
    summary: 'What everybody of the school may see of somebody',
    needs: 'self',
    input: z.object({ userId: Id }),
    output: ProfileHere,
    example: {
      input: { userId: 'usr-ana' },
      output: { id: ana.id, name: ana.name, picture: null, bio: ana.bio, links: ana.links, fields },
    },
  }),
  list: get('/', {
    summary: 'People, by name or the newest first',
    needs: { permission: 'user.read' },
    input: z.object({ ...pageInput, ...peopleFilter, sort: z.enum(['name', 'newest']).optional() }),
    output: pageOf(Member),
    example: { input: {}, output: { items: [anaHere], next: null } },
  }),
  create: post('/', {
    summary: 'Create an account',
    description: 'Without a password: the person sets one through the link of `auth.invite` or `lms user create`.',
    needs: { permission: 'user.create' },
    input: z.object({ name: Line, email: Email, locale: Language.optional() }),
    output: Account,
    errors: [errors.emailTaken],
    example: { input: { name: 'Ana Ibarra', email: 'ana@example.org' }, output: ana },
  }),
  get: get('/people/:userId', {
    summary: 'Somebody of this school, with all that the school knows of them',
    needs: { permission: 'user.read' },
    input: z.object({ userId: Id }),
    output: MemberInFull,
    example: { input: { userId: 'usr-ana' }, output: anaInFull },
  }),
  update: patch('/people/:userId', {
    summary: 'Change name, address and fields of somebody',
    description:
      'Name and address of who belongs to another school too are theirs; fields are the school’s own. Who owns the school is changed by those who give roles.',
    needs: { permission: 'user.write' },
    input: z.object({
      userId: Id,
      name: Line.optional(),
      email: Email.optional(),
      fields: FieldValues.optional().describe('By key; fields that are not named stay'),
      picture: z.null().optional().describe('Takes the picture away'),
    }),
    output: MemberInFull,
    errors: [errors.emailTaken, errors.belongsElsewhere],
    example: { input: { userId: 'usr-ana', name: 'Ana Ibarra' }, output: anaInFull },
  }),
  suspend: post('/people/:userId/suspend', {
    summary: 'Keep somebody out until they are restored',
    description: 'Sessions and keys are refused from the next request on. All that is theirs stays.',
    needs: { permission: 'user.suspend' },
    audit: 'access',
    input: z.object({ userId: Id, reason }),
    output: MemberInFull,
    errors: [errors.yourself, errors.lastOwner],
    example: {
      input: { userId: 'usr-ana', reason: 'Asked for a break until spring' },
      output: { ...anaInFull, state: 'suspended', reason: 'Asked for a break until spring' },
    },
  }),
  restore: post('/people/:userId/restore', {
    summary: 'Let somebody in again who was suspended or removed',
    needs: { permission: 'user.suspend' },
    audit: 'access',
    input: z.object({ userId: Id }),
    output: MemberInFull,
    example: { input: { userId: 'usr-ana' }, output: anaInFull },
  }),
  remove: remove('/people/:userId', {
    summary: 'Remove somebody from this school',
    description:
      'They are kept out at once and are in no list. For 30 days they can be restored with all they had; then what this school knows of them is erased, and with the last school their account.',
    needs: { permission: 'user.remove' },
    audit: 'access',
    input: z.object({ userId: Id, reason }),
    output: MemberInFull,
    errors: [errors.yourself, errors.lastOwner],
    example: {
      input: { userId: 'usr-ana' },
      output: { ...anaInFull, state: 'removed' },
    },
  }),
};
