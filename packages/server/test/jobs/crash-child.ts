// A school's process for crash.test.ts: `node crash-child.ts FILE`. Enqueues jobs and runs them, and says what it was told.
import { event, job, on, query, runs } from '@lectern/kit';
import { z } from 'zod';
import { openSqlite } from '../../src/data/sqlite.ts';
import { createOutbox } from '../../src/events/outbox.ts';
import { createJobs } from '../../src/jobs/driver.ts';
import { notes } from './notes.ts';

export const work = job('test.work', z.object({ n: z.number() }), { attempts: 100 });
export const worked = event('test.worked', z.object({ n: z.number() }));
const addNote = query('crash.addNote', { id: notes.id, text: notes.text }, (q, p) =>
  q.insert(notes).values(p).onConflictDoNothing(),
);

export async function startSchool(file: string, prefix: string) {
  const database = openSqlite(file);
  let count = 0;
  const id = () => `${prefix}-${String(++count).padStart(5, '0')}`;
  const outbox = createOutbox({ database });
  outbox.subscribe('archive', [
    on(worked, async ({ n }) => void (await database.run(addNote, { id: `event-${n}`, text: 'archived' }))),
  ]);
  const jobs = createJobs({ database, id });
  const done = async ({ n }: { n: number }) => {
    await database.unit(async () => {
      if ((await database.run(addNote, { id: `job-${n}`, text: 'worked' })) === 0) return;
      await outbox.emit(worked, { n }, { id: id(), at: new Date(), org: 'north', request: 'r' });
    });
  };
  jobs.register([runs(work, done)], 'test');
  await outbox.start();
  await jobs.start();
  return { database, outbox, jobs, id };
}

if (import.meta.main) {
  const [file = '', prefix = ''] = process.argv.slice(2);
  const { jobs, id } = await startSchool(file, prefix);
  for (let n = Number(prefix) * 100_000; ; n++) {
    await jobs.enqueue(work, { n }, { id: id(), org: 'north' });
    process.stdout.write(`${n}\n`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
