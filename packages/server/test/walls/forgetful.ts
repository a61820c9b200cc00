// A plugin that forgets its organization in each way that is left to a plugin: it keeps a second table by hand, one that
// the kit knows nothing of, and looks there.
import {
  Done,
  defineContract,
  definePlugin,
  get,
  type Handlers,
  Id,
  id,
  kernelProblems,
  type Plugin,
  pageOf,
  post,
  query,
  refuse,
  table,
  tenantTable,
  text,
  unitOrg,
} from '@lectern/kit';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { creationOf } from '../../src/schema/ddl.ts';
import { snapshotOf } from '../../src/schema/snapshot.ts';
import { pluginFolder } from '../schema/plugin-folder.ts';

const notes = tenantTable('board_notes', { id: id(), title: text().notNull() });
/** Of all organizations. */
const titles = table('board_titles', { id: id(), title: text().notNull() });

const own = query('board.own', { id: notes.id }, (q, p) =>
  q
    .select({ title: notes.title })
    .from(notes)
    .where(and(eq(notes.org, unitOrg), eq(notes.id, p.id))),
);
const add = query('board.add', { id: notes.id, title: notes.title }, (q, p) =>
  q.insert(notes).values({ ...p, org: unitOrg }),
);
const remember = query('board.remember', { id: titles.id, title: titles.title }, (q, p) => q.insert(titles).values(p));
const anybodys = query('board.anybodys', { id: titles.id }, (q, p) =>
  q.select({ title: titles.title }).from(titles).where(eq(titles.id, p.id)),
);
const everybodys = query('board.everybodys', {}, (q) => q.select({ id: titles.id }).from(titles));

const Title = z.object({ title: z.string() });
const done = { done: true } as const;
const needs = { permission: 'board.write' } as const;

const operations = {
  byPath: get('/notes/:noteId', {
    summary: 'A note',
    needs,
    input: z.object({ noteId: Id }),
    output: Title,
    example: { input: { noteId: 'note-1' }, output: { title: 'Milk' } },
  }),
  byQuery: get('/notes', {
    summary: 'Notes, or those beside one',
    needs,
    input: z.object({ besideNoteId: Id.optional() }),
    output: z.object({ items: z.array(Title) }),
    example: { input: {}, output: { items: [] } },
  }),
  byBody: post('/notes/:noteId/join', {
    summary: 'Put one note below another',
    needs,
    input: z.object({ noteId: Id, toNoteId: Id }),
    output: Done,
    example: { input: { noteId: 'note-1', toNoteId: 'note-2' }, output: done },
  }),
  inside: post('/order', {
    summary: 'Put notes in an order',
    needs,
    input: z.object({ columns: z.array(z.object({ noteIds: z.array(Id) })) }),
    output: Done,
    example: { input: { columns: [{ noteIds: ['note-1'] }] }, output: done },
  }),
  listing: get('/all', {
    summary: 'All notes',
    needs,
    input: z.object({}),
    output: pageOf(z.object({ id: Id })),
    example: { input: {}, output: { items: [], next: null } },
  }),
  changing: post('/clear', {
    summary: 'Empty the board',
    needs,
    input: z.object({}),
    output: Done,
    example: { input: {}, output: done },
  }),
};
export type Way = keyof typeof operations;
export const ways = Object.keys(operations) as Way[];

/** Forgets in one way; with none of them it remembers. `sql`: statements past the kit. */
export function forgetful(way: Way | undefined, sql: (statement: string) => Promise<unknown>): Plugin {
  const folder = pluginFolder('board');
  for (const dialect of ['sqlite', 'postgres'] as const)
    folder.write('0001_initial', `${creationOf(dialect, snapshotOf([notes, titles])).join(';\n')};\n`, dialect);
  const contract = defineContract({
    id: 'board',
    summary: 'Notes on a board',
    permissions: { 'board.write': { summary: 'Write on the board', roles: [] } },
    operations,
  });
  return definePlugin({
    contract,
    tables: [notes, titles],
    migrations: folder.folder,
    service: ({ data }) => ({
      async write(name: string) {
        await data.run(add, { id: name, title: name });
        await data.run(remember, { id: name, title: name });
      },
    }),
    handlers: (_, { data }): Handlers<typeof operations> => {
      const found = async (noteId: string, forgets: Way) =>
        (await data.one(own, { id: noteId })) ??
        (way === forgets ? await data.one(anybodys, { id: noteId }) : undefined) ??
        refuse(kernelProblems.notFound);
      return {
        byPath: ({ noteId }) => found(noteId, 'byPath'),
        byQuery: async ({ besideNoteId }) => ({
          items: besideNoteId ? await data.all(way === 'byQuery' ? anybodys : own, { id: besideNoteId }) : [],
        }),
        async byBody({ noteId, toNoteId }) {
          await data.one(own, { id: noteId }).then((note) => note ?? refuse(kernelProblems.notFound));
          await found(toNoteId, 'byBody');
          return done;
        },
        async inside({ columns }) {
          for (const { noteIds } of columns) for (const noteId of noteIds) await found(noteId, 'inside');
          return done;
        },
        listing: async () => ({ items: way === 'listing' ? await data.all(everybodys) : [], next: null }),
        async changing() {
          if (way === 'changing') await sql(`update board_notes set title = 'gone'`);
          return done;
        },
      };
    },
  });
}
