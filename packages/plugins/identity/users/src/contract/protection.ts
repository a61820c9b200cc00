// What a person may ask about their data, and what those who look after people do with it.
import { Done, get, Id, Line, Moment, Nothing, post, raw, remove } from '@lectern/kit/contract';
import { z } from 'zod';

export const protectionErrors = {
  sameAccount: {
    code: 'users.same_account',
    status: 422,
    message: 'These are the same account. Choose another one to merge it with.',
  },
  notActive: {
    code: 'users.not_active',
    status: 409,
    message: 'An account that is suspended or removed cannot be merged. Restore it first, or erase it.',
  },
  linkOver: {
    code: 'users.link_over',
    status: 410,
    message: 'This link has ended, or was made for somebody else. Ask for the data again.',
  },
} as const;
const errors = protectionErrors;

export const Reach = z
  .enum(['everywhere', 'here'])
  .describe('`here`: the person belongs to another school too, so only what is in this one was touched');
export const PersonChange = z.object({
  plugin: z.string(),
  table: z.string(),
  name: z.string().nullable().describe('As the archive of the data calls such rows'),
  rows: z.number().int(),
  dropped: z.number().int().describe('Rows given up for another of the same kind'),
});
export const Changed = z.object({ reach: Reach, changes: z.array(PersonChange) });
export type Changed = z.infer<typeof Changed>;
export const Archive = z.object({
  address: z.string().describe('Of a ZIP archive, for whoever asked and nobody else'),
  until: Moment,
});
export const ErasureRequest = z.object({ userId: Id, name: Line, email: z.string(), askedAt: Moment });

const archive = { address: '/api/users/archives/eyJ1IjoidXNyLWJlbiJ9.c2lnbmVk', until: '2026-02-04T19:12:00.000Z' };
const changed: Changed = {
  reach: 'everywhere',
  changes: [{ plugin: 'enrollment', table: 'enrollments', name: 'enrollments', rows: 3, dropped: 1 }],
};

export const protectionOperations = {
  merge: post('/people/:userId/merge', {
    summary: 'Make two accounts of one person one',
    description:
      'All that the first has becomes the second’s; nothing that opens the first (password, sessions, keys) opens the second. As a preview it says what would move.',
    needs: { permission: 'user.merge' },
    inPerson: true,
    input: z.object({ userId: Id.describe('The account that goes'), intoId: Id.describe('The account that stays') }),
    output: Changed,
    errors: [errors.sameAccount, errors.notActive],
    example: { input: { userId: 'usr-ben', intoId: 'usr-ana' }, output: changed },
  }),
  erase: post('/people/:userId/erase', {
    summary: 'Erase a person',
    description:
      'Their account and all that is theirs, in every part of the school. The log keeps what was done, by an id that names nobody any more.',
    needs: { permission: 'user.erase' },
    audit: 'erasure',
    inPerson: true,
    input: z.object({ userId: Id }),
    output: Changed,
    example: { input: { userId: 'usr-ben' }, output: changed },
  }),
  exportData: post('/people/:userId/data', {
    summary: 'All that the school holds on a person, as an archive to download',
    needs: { permission: 'user.export' },
    audit: 'export',
    inPerson: true,
    secret: ['address'],
    input: z.object({ userId: Id }),
    output: Archive,
    example: { input: { userId: 'usr-ben' }, output: archive },
  }),
  exportMine: post('/me/data', {
    summary: 'All that the school holds on me, as an archive to download',
    needs: 'self',
    audit: 'export',
    inPerson: true,
    secret: ['address'],
    input: Nothing,
    output: Archive,
    example: { input: {}, output: archive },
  }),
  archive: raw('GET', '/archives/:ticket', {
    summary: 'Download an archive of a person’s data',
    needs: 'self',
    audit: 'export',
    inPerson: true,
    input: z.object({ ticket: z.string().min(1).max(1_000) }),
    errors: [errors.linkOver],
    produces: ['application/zip'],
    example: { input: { ticket: 'eyJ1c2VySWQiOiJ1c3ItYW5hIn0.Zm9v' } },
  }),
  myErasure: get('/me/erasure', {
    summary: 'Whether I have asked to be erased',
    needs: 'self',
    input: Nothing,
    output: z.object({ askedAt: Moment.nullable() }),
    example: { input: {}, output: { askedAt: null } },
  }),
  askErasure: post('/me/erasure', {
    summary: 'Ask the school to erase me',
    description: 'Those who look after people see it and do it; until then it can be taken back.',
    needs: 'self',
    inPerson: true,
    input: Nothing,
    output: z.object({ askedAt: Moment }),
    example: { input: {}, output: { askedAt: '2026-02-04T19:02:00.000Z' } },
  }),
  withdrawErasure: remove('/me/erasure', {
    summary: 'Take back that I asked to be erased',
    needs: 'self',
    inPerson: true,
    input: Nothing,
    output: Done,
    example: { input: {}, output: { done: true } },
  }),
  erasureRequests: get('/erasure-requests', {
    summary: 'Who has asked to be erased, the longest wait first',
    needs: { permission: 'user.erase' },
    input: Nothing,
    output: z.object({ items: z.array(ErasureRequest) }),
    example: {
      input: {},
      output: {
        items: [
          { userId: 'usr-ben', name: 'Ben Okafor', email: 'ben@example.org', askedAt: '2026-02-04T19:02:00.000Z' },
        ],
      },
    },
  }),
};
