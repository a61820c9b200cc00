import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dialect } from '@lectern/kit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contentContract } from '../../../plugins/learning/content/src/contract.ts';
import { coursesContract } from '../../../plugins/learning/courses/src/contract.ts';
import { enrollmentContract } from '../../../plugins/learning/enrollment/src/contract.ts';
import { backUp } from '../../src/backup/backup.ts';
import { BackupError } from '../../src/backup/manifest.ts';
import { restore } from '../../src/backup/restore.ts';
import type { School } from '../../src/school.ts';
import { createServer } from '../../src/server.ts';
import { testPostgres } from '../../src/testing/postgres.ts';
import { openTestSchool, type TestPerson, type TestSchool } from '../../src/testing/school.ts';
import { academy } from './academy.ts';

const { create, addSection, addLesson, publish, get, remove } = coursesContract.operations;
const { write, read } = contentContract.operations;

async function open(dialect: Dialect): Promise<TestSchool> {
  const school = await openTestSchool(academy, dialect);
  onTestFinished(() => school.close());
  return school;
}
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'lectern-backup-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
/** Migrated and empty, as `lms restore` makes it. */
async function emptySchool(dialect: Dialect): Promise<School> {
  const directory = folder();
  const postgres = dialect === 'postgres' ? await testPostgres() : undefined;
  const school = createServer({
    plugins: academy,
    directory,
    database: postgres?.url ?? 'data/school.db',
    logLevel: 'silent',
    strict: true,
  });
  onTestFinished(async () => {
    await school.stop(0);
    await postgres?.drop();
  });
  await school.migrate();
  return school;
}
async function writeCourse(author: TestPerson, title: string): Promise<string> {
  const { id: courseId } = await author.call(create, { title });
  const { id: sectionId } = await author.call(addSection, { courseId, title: 'One' });
  const { id: lessonId } = await author.call(addLesson, { sectionId, title: 'First' });
  await author.call(write, {
    lessonId,
    markdown: `About *${title}*, naïvely: 日本 👩‍👩‍👧 \\\\ "quoted"\n\n- one\n- two`,
  });
  await author.call(publish, { courseId });
  await author.call(enrollmentContract.operations.enroll, { courseId });
  return courseId;
}

type Row = Readonly<Record<string, unknown>>;
const rowsOf = (backup: string, table: string): Row[] =>
  readFileSync(join(backup, 'tables', `${table}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
const tablesOf = (backup: string) =>
  readdirSync(join(backup, 'tables'))
    .map((name) => name.replace('.jsonl', ''))
    .sort();
const values = (rows: readonly Row[], name: string) => rows.map((row) => String(row[name])).sort();
const told = (backup: string, event: string, name: string) =>
  rowsOf(backup, 'outbox')
    .filter((row) => row.name === event)
    .map(({ payload }) => String((payload as Row)[name]))
    .sort();

describe.each(['sqlite', 'postgres'] as const)('a backup of a school on %s that goes on serving', (dialect) => {
  // Guard removed on purpose: with every table read at its own moment (no `begin` of the snapshot) there were lessons
  // without their course.
  it('is the school of one moment: every lesson has its course, every event its rows', async () => {
    const school = await open(dialect);
    const author = await school.person('instructor', 'Marta');
    await writeCourse(author, 'Before');
    let writing = true;
    let written = 1;
    const writers = Array.from({ length: 3 }, async (_, writer) => {
      while (writing) {
        await writeCourse(author, `Course ${writer}-${written}`);
        written++;
      }
    });
    const moments: [number, string][] = [];
    for (let round = 0; round < 2; round++) {
      const [before, to] = [written, join(folder(), 'backup')];
      await backUp(school.server, to);
      await expect.poll(() => written, { timeout: 20_000 }).toBeGreaterThan(before); // there was writing all the time
      moments.push([before, to]);
    }
    writing = false;
    await Promise.all(writers);

    for (const [before, to] of moments) {
      const [courses, sections, lessons] = ['courses', 'sections', 'lessons'].map((table) => rowsOf(to, table)) as [
        Row[],
        Row[],
        Row[],
      ];
      expect(courses.length).toBeGreaterThanOrEqual(before);
      expect(courses.length).toBeLessThanOrEqual(written + 3);
      const ids = { courses: new Set(values(courses, 'id')), sections: new Set(values(sections, 'id')) };
      expect(sections.filter(({ course }) => !ids.courses.has(String(course)))).toEqual([]);
      expect(
        lessons.filter(({ course, section }) => !ids.courses.has(String(course)) || !ids.sections.has(String(section))),
      ).toEqual([]);
      expect(told(to, 'course.created', 'courseId')).toEqual(values(courses, 'id'));
      expect(told(to, 'lesson.added', 'lessonId')).toEqual(values(lessons, 'id'));
      expect(told(to, 'lesson.written', 'lessonId')).toEqual(values(rowsOf(to, 'lesson_versions'), 'lesson'));
      expect(told(to, 'enrollment.enrolled', 'courseId')).toEqual(values(rowsOf(to, 'enrollments'), 'course'));
      const tree = rowsOf(to, 'resources');
      expect(
        values(
          tree.filter(({ type }) => type === 'course'),
          'id',
        ),
      ).toEqual(values(courses, 'id'));
      expect(
        values(
          tree.filter(({ type }) => type === 'lesson'),
          'id',
        ),
      ).toEqual(values(lessons, 'id'));
      const recorded = rowsOf(to, 'audit_entries').filter(
        ({ operation, outcome }) => operation === 'courses.create' && outcome === 'done',
      );
      expect(recorded.length).toBe(courses.length);
    }
  });
});

describe('a backup', () => {
  it('says the same after a way through the other database and back, and the school lives on from it', async () => {
    const school = await open('sqlite');
    const author = await school.person('instructor', 'Marta');
    const courseId = await writeCourse(author, 'Maps');
    await author.fetch(`/api/media/courses/${courseId}/items?name=notes.txt`, {
      method: 'POST',
      body: 'Ten people are having dinner.',
    });
    const leaving = await writeCourse(author, 'Leaving');
    await school.deliver();
    const owner = await school.person('owner');
    await owner.call(remove, { courseId: leaving }); // its subscribers have not been told
    const outline = await author.call(get, { courseId });
    const lessonId = outline.sections[0]!.lessons[0]!.id;
    const reading = await author.call(read, { lessonId });

    const first = join(folder(), 'first');
    const made = await backUp(school.server, first);
    expect(made.objects).toBe(1);
    let previous = first;
    for (const [ways, dialect] of (['postgres', 'sqlite'] as const).entries()) {
      const next = await emptySchool(dialect);
      expect(await restore(next, previous)).toMatchObject({ rows: made.rows + ways, objects: made.objects });
      const as = { headers: { 'lectern-as': author.email } };
      const ask = async (path: string) =>
        (await next.fetch(new Request(`http://school.test/api${path}`, as), { local: true })).json();
      expect(await ask(`/courses/${courseId}`), dialect).toEqual(outline);
      expect(await ask(`/content/lessons/${lessonId}`), dialect).toEqual(reading);
      previous = join(folder(), dialect);
      await backUp(next, previous);

      expect(tablesOf(previous)).toEqual(tablesOf(first));
      for (const table of tablesOf(first))
        expect(comparable(previous, table), `${table} on ${dialect}`).toEqual(comparable(first, table));
    }

    // What was told to subscribers before the backup is not told again, and what was not is.
    const revived = await emptySchool('postgres');
    await restore(revived, previous);
    await revived.outbox.prepare();
    const toTell = await school.server.outbox.drain();
    expect(toTell).toBeGreaterThan(0);
    expect(await revived.outbox.drain()).toBe(toTell);
  });

  // Guard removed on purpose: with the digests of tables not compared, the changed letter came in.
  it('that is damaged is refused by the name of the file, before anything is written', async () => {
    const school = await open('sqlite');
    const author = await school.person('instructor', 'Marta');
    const courseId = await writeCourse(author, 'Maps');
    await author.fetch(`/api/media/courses/${courseId}/items?name=notes.txt`, {
      method: 'POST',
      body: 'Ten people are having dinner.',
    });
    const whole = join(folder(), 'whole');
    await backUp(school.server, whole);
    const manifest = JSON.parse(readFileSync(join(whole, 'manifest.json'), 'utf8')) as {
      tables: Record<string, unknown>;
      version: number;
      migrations: string[];
    };
    const [digest = ''] = readdirSync(join(whole, 'objects'), { recursive: true })
      .map(String)
      .filter((name) => name.length > 60)
      .map((name) => name.slice(3));
    const object = (at: string) => join(at, 'objects', digest.slice(0, 2), digest);
    const withManifest = (changes: object) => (at: string) =>
      writeFileSync(join(at, 'manifest.json'), JSON.stringify({ ...manifest, ...changes }));
    const damages: Record<string, [(at: string) => void, string]> = {
      'a changed letter': [
        (at) => edit(join(at, 'tables', 'lessons.jsonl'), 'First', 'Fir5t'),
        'tables/lessons.jsonl is damaged',
      ],
      'a table cut short': [
        (at) => truncateSync(join(at, 'tables', 'courses.jsonl'), 40),
        'tables/courses.jsonl is damaged',
      ],
      'a table that is gone': [(at) => rmSync(join(at, 'tables', 'users.jsonl')), 'tables/users.jsonl is missing'],
      'a changed object': [(at) => edit(object(at), 'dinner', 'supper'), `objects/${digest} is damaged`],
      'an object that is gone': [(at) => rmSync(object(at)), '0 stored files are there, and 1 should be'],
      'a manifest cut short': [(at) => truncateSync(join(at, 'manifest.json'), 100), 'manifest.json is damaged'],
      'no manifest': [(at) => rmSync(join(at, 'manifest.json')), 'it has no manifest.json'],
      'a manifest of another kind': [withManifest({ version: 2 }), 'of a kind this version does not know'],
      'the migrations of another version': [
        withManifest({ migrations: [...manifest.migrations, 'courses/0099_seats'] }),
        'courses/0099_seats',
      ],
      'a manifest without a table': [
        withManifest({
          tables: Object.fromEntries(Object.entries(manifest.tables).filter(([name]) => name !== 'lessons')),
        }),
        'manifest.json does not list the table lessons',
      ],
    };
    const target = await emptySchool('sqlite');
    for (const [name, [damage, sentence]] of Object.entries(damages)) {
      const copy = join(folder(), 'copy');
      await cp(whole, copy, { recursive: true });
      damage(copy);
      const failure: unknown = await restore(target, copy).catch((error: unknown) => error);
      expect(failure, name).toBeInstanceOf(BackupError);
      expect((failure as Error).message, name).toContain(sentence);
      expect(await target.database.rawAll('select id from users union all select id from courses'), name).toEqual([]);
    }
    await restore(target, whole); // none of them was in its way
    await expect(restore(target, whole)).rejects.toThrow('This school is in use. Restore into a new one');
  });
});

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}
/** Lines in one order. Positions of events mean nothing in another database: only their order is compared. */
function comparable(backup: string, table: string): string[] {
  const position = (row: Row) => [Number(row.xid), Number(row.seq)] as const;
  if (table === 'outbox') {
    return rowsOf(backup, table)
      .sort((a, b) => position(a)[0] - position(b)[0] || position(a)[1] - position(b)[1])
      .map(({ xid, seq, ...row }) => sorted(row));
  }
  if (table === 'outbox_cursors') {
    const events = rowsOf(backup, 'outbox').map(position);
    return rowsOf(backup, table)
      .map(({ xid, seq, ...row }) =>
        sorted({
          ...row,
          seen: events.filter((one) => one[0] < Number(xid) || (one[0] === Number(xid) && one[1] <= Number(seq)))
            .length,
        }),
      )
      .sort();
  }
  // Each way there is one entry more: that the school was made of a backup.
  const before = rowsOf(backup, table).filter(({ operation }) => operation !== 'admin.restore');
  return before.map(sorted).sort();
}
/** A jsonb column gives its keys in an order of its own. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
