// Storage shrinks again after imports, and loses nothing that somebody still needs.
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { coursesContract } from '@lectern/courses/contract';
import { declarationByName } from '@lectern/kit';
import { type TestSchool, testScenarios } from '@lectern/server/testing';
import { expect, vi } from 'vitest';
import { interopPlugin } from '../src/plugin.ts';
import { collected, exportCourse, get, imported, run, small, svg } from './importing.ts';

const digests = async (school: TestSchool) => {
  const found: string[] = [];
  for await (const { digest } of school.server.storage.list()) found.push(digest);
  return found.sort();
};
/** What rows name, of all organizations. */
const named = (school: TestSchool) =>
  school.inside(() =>
    school.server.database.unit(async () => {
      const rows = [
        ...(await school.server.database.rawAll('select digest from media_items')),
        ...(await school.server.database.rawAll('select digest from import_files')),
      ];
      return [...new Set(rows.map(({ digest }) => String(digest)))].sort();
    }),
  );
async function daysPass(school: TestSchool, days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    school.advance({ days: 1 });
    await school.work();
  }
}
async function put(school: TestSchool, text: string): Promise<string> {
  const { digest } = await school.server.storage.put(
    (async function* () {
      yield Buffer.from(text);
    })(),
  );
  return digest;
}

testScenarios(interopPlugin, (test) => {
  // A picture that was replaced stays with the earlier version of its lesson, and goes with the course.
  test('what an import only needed while it ran, and files of removed courses, are gone after some days', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    await school.work(); // the first look at the schedule
    const first = await imported(school, marta, 'maps', small);
    const other = await imported(school, marta, 'other', { 'a.md': '![x](x.svg)', 'x.svg': svg(300) });
    await marta.call(coursesContract.operations.remove, { courseId: other.courseId! });
    await school.deliver();
    const importId = await collected(marta, 'later', { 'a.md': 'Still to be imported.' });
    expect((await digests(school)).length).toBeGreaterThan((await named(school)).length);
    await daysPass(school, 4);
    expect(await digests(school)).toEqual(await named(school));
    const exported = await marta.call(exportCourse, { courseId: first.courseId! });
    const pictures = exported.files.flatMap((file) => ('asset' in file ? [file.asset] : []));
    expect(pictures).toHaveLength(1);
    expect((await marta.fetch(new URL(pictures[0]!).pathname)).status).toBe(200);
    // What had only been collected can still be run.
    await marta.call(run, { importId });
    await school.work();
    expect(await marta.call(get, { importId })).toMatchObject({ state: 'done' });
  });

  // Removed at the first look, or without asking again at the second, the one or the other was lost.
  test('what somebody puts again, or a row begins to name, between the two looks is kept', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    await school.work();
    await imported(school, marta, 'maps', small);
    const [again, adopted, nobody] = [
      await put(school, 'again'),
      await put(school, 'adopted'),
      await put(school, 'nobody'),
    ];
    await daysPass(school, 1);
    expect(await digests(school)).toEqual(expect.arrayContaining([again, adopted, nobody]));
    await put(school, 'again');
    const file = join(school.server.directory, 'data/files/objects', again.slice(0, 2), again.slice(2));
    const afterTheLook = new Date(Date.now() + 86_400_000 + 60_000); // by the clock of the test, which runs ahead
    await utimes(file, afterTheLook, afterTheLook);
    await collected(marta, 'adopting', { 'a.txt': 'adopted' });
    await daysPass(school, 1);
    expect(await digests(school)).toEqual(expect.arrayContaining([again, adopted]));
    expect(await digests(school)).not.toContain(nobody);
  });

  test('what was sent and never run is kept for thirty days', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    await school.work();
    await imported(school, marta, 'maps', small);
    await collected(marta, 'forgotten', { 'a.md': 'Nobody ever ran this.' });
    const all = (await named(school)).length;
    await daysPass(school, 29);
    expect(await named(school)).toHaveLength(all);
    await daysPass(school, 4);
    expect(await named(school)).toHaveLength(all - 1);
    expect(await digests(school)).toEqual(await named(school));
  });

  // Every step of both looks fails once, as if the process had been killed there.
  test('interrupted at any step it goes on, and ends as if nothing had been', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    await school.work();
    await imported(school, marta, 'maps', small);
    const { storage } = school.server;
    for (const step of ['list', 'clearUnfinished', 'remove', 'after remove'] as const) {
      for (let n = 0; n < 5; n++) await put(school, `${step} ${n}`);
      const method = step === 'after remove' ? 'remove' : step;
      const real = storage[method].bind(storage) as (...given: unknown[]) => unknown;
      let calls = 0;
      const spy = vi.spyOn(storage, method as 'remove').mockImplementation(((...given: unknown[]) => {
        const killed = ++calls === (method === 'remove' ? 2 : 1);
        if (killed && step !== 'after remove') throw new Error('killed');
        const done = real(...given);
        if (!killed) return done;
        return (done as Promise<unknown>).then(() => {
          throw new Error('killed');
        });
      }) as typeof storage.remove);
      await daysPass(school, 5);
      expect(calls, step).toBeGreaterThan(1);
      expect(await digests(school), step).toEqual(await named(school));
      spy.mockRestore();
    }
  });

  test('nothing is removed while the database has a table of a plugin that is not loaded', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    await school.work();
    await imported(school, marta, 'maps', small);
    const orphan = await put(school, 'orphan');
    await school.server.database.execute('create table somebody_elses (file text)');
    expect(declarationByName('somebody_elses')).toBeUndefined();
    await daysPass(school, 5);
    expect(await digests(school)).toContain(orphan);
    await school.server.database.execute('drop table somebody_elses');
    await daysPass(school, 5);
    expect(await digests(school)).not.toContain(orphan);
  });
});
