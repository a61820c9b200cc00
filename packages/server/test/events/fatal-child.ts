// A process with one subscriber, which an event named `poison` ends at once. Says "quiet" when all is delivered.
import { randomUUID } from 'node:crypto';
import { event, on, query } from '@lectern/kit';
import { z } from 'zod';
import { openSqlite } from '../../src/data/sqlite.ts';
import { createOutbox } from '../../src/events/outbox.ts';
import { notes } from '../jobs/notes.ts';

const [file = '', first = ''] = process.argv.slice(2);
const told = event('test.told', z.object({ text: z.string() }));
const note = query('fatal.note', { id: notes.id, text: notes.text }, (q, p) => q.insert(notes).values(p));

const database = openSqlite(file);
const outbox = createOutbox({ database });
outbox.subscribe('listener', [
  on(told, async ({ text }, { id }) => {
    if (text === 'poison') process.kill(process.pid, 'SIGKILL');
    await database.run(note, { id, text });
  }),
]);
await outbox.prepare();
if (first === 'first')
  for (const text of ['before', 'poison', 'after']) {
    const meta = { id: randomUUID(), at: new Date(), org: 'school', request: 'test' };
    await database.unit(() => outbox.emit(told, { text }, meta));
  }
await outbox.drain();
process.stdout.write('quiet\n');
await database.close();
