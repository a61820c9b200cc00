// What others may know of this plugin. Browsers read it too, so it imports no server code.
import { defineContract, get, Id, Line, Nothing } from '@lectern/kit/contract';
import { z } from 'zod';

const Board = z.object({ items: z.array(z.object({ userId: Id, name: Line, points: z.number().int() })) });
export type Board = z.infer<typeof Board>;

const board = get('/', {
  summary: 'Who has the most points',
  needs: 'self',
  input: Nothing,
  output: Board,
  example: { input: {}, output: { items: [{ userId: 'usr-ana', name: 'Ana Ibarra', points: 20 }] } },
});
export const gamifyContract = defineContract({ id: 'gamify', summary: 'Points for lessons', operations: { board } });
