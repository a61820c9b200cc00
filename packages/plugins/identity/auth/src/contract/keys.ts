// Keys for programs.
import { Done, get, Id, Line, Moment, Nothing, post, remove } from '@lectern/kit/contract';
import { z } from 'zod';

export const Key = z.object({
  id: Id,
  name: Line,
  hint: z.string().describe('How the key begins'),
  createdAt: Moment,
  lastUsedAt: Moment.nullable(),
});
export type Key = z.infer<typeof Key>;

const key: Key = {
  id: 'key-1',
  name: 'Website',
  hint: 'lk_3fQ',
  createdAt: '2026-01-12T09:00:00.000Z',
  lastUsedAt: null,
};

export const keyOperations = {
  keys: get('/keys', {
    summary: 'My keys',
    needs: 'self',
    input: Nothing,
    output: z.object({ items: z.array(Key) }),
    example: { input: {}, output: { items: [key] } },
  }),
  createKey: post('/keys', {
    summary: 'Create a key for a program that acts as me',
    description: 'The key is shown once, in this answer.',
    needs: { permission: 'key.create' },
    secret: ['key'],
    input: z.object({ name: Line }),
    output: Key.extend({ key: z.string() }),
    example: { input: { name: 'Website' }, output: { ...key, key: 'lk_3fQ...' } },
  }),
  revokeKey: remove('/keys/:keyId', {
    summary: 'End a key of mine',
    needs: 'self',
    input: z.object({ keyId: Id }),
    output: Done,
    example: { input: { keyId: 'key-1' }, output: { done: true } },
  }),
};
