// A school's process for crash.test.ts: `node crash-child.ts ADDRESS NUMBER`. Enqueues jobs and runs them, and says what it
// was told.
import { event, type JobRun, job, on, query, runs } from '@lectern/kit';
import { z } from 'zod';
import { openDatabase } from '../../src/data/database.ts';
import { createOutbox } from '../../src/events/outbox.ts';
import { createJobs } from '../../src/jobs/driver.ts';
import { createPgBossJobs } from '../../src/jobs/pg-boss/driver.ts';
import { notes } from './notes.ts';

export const work = job('test.work', z.object({ n: z.number() }), { attempts: 100, leaseSeconds: 10 });
export const worked = event('test.worked', z.object({ n: z.number() }));
const addNote = query('crash.addNote', { id: notes.id, text: notes.text }, (q, p) =>
  q.insert(notes).values(p).onConflictDoNothing(),
);
const rest = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 5));

/** @param address a SQLite file with the school's own driver, or Postgres with pg-boss */
export async function startSchool(address: string, process: number) {
  const database = openDatabase(address);
  let count = 0;
  const id = () => `0195${String(process).padStart(4, '0')}-0000-7000-8000-${String(++count).padStart(12, '0')}`;
  const outbox = createOutbox({ database });
  outbox.subscribe('archive', [
    on(worked, async ({ n }) => void (await database.run(addNote, { id: `event-${n}`, text: 'archived' }))),
  ]);
  const jobs =
    database.dialect === 'sqlite' ? createJobs({ database, id }) : createPgBossJobs({ database, url: address, id });
  /** Does not look whether it has run before: the note has a new id each time. */
  const done = async ({ n }: { n: number }, run: JobRun) => {
    await rest();
    await run.finish(async () => {
      await database.run(addNote, { id: id(), text: `job-${n}` });
      await outbox.emit(worked, { n }, { id: id(), at: new Date(), org: 'north', request: 'r' });
    });
    await rest();
  };
  jobs.register([runs(work, done)], 'test');
  await outbox.start();
  await jobs.start();
  return { database, outbox, jobs, id };
}

if (import.meta.main) {
  const [address = '', number = ''] = process.argv.slice(2);
  const { jobs, id } = await startSchool(address, Number(number));
  for (let n = Number(number) * 100_000; ; n++) {
    await jobs.enqueue(work, { n }, { id: id(), org: 'north' });
    process.stdout.write(`${n}\n`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
