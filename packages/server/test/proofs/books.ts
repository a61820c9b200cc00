// What a school's database says was done, read beside the running server: every table that a write leaves a trace in.
import Sqlite from 'better-sqlite3';
import pg from 'pg';

export interface Books {
  /** Answers kept for an Idempotency-Key, by key. */
  readonly answers: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly titles: ReadonlySet<string>;
  readonly migrations: number;
  /** Sentences; empty when every write is whole. */
  readonly halves: readonly string[];
}

/** What `pragma integrity_check` and `foreign_key_check` say; `ok` and nothing when the file is sound. */
export function soundness(file: string): unknown[] {
  const database = new Sqlite(file, { readonly: true });
  try {
    return [
      database.pragma('integrity_check', { simple: true }),
      ...(database.pragma('foreign_key_check') as unknown[]),
    ];
  } finally {
    database.close();
  }
}

/** One moment of a database, read beside the servers that go on. */
interface Moment {
  /** Of a query with one column. */
  texts(sql: string): Promise<string[]>;
  /** A property of a column that holds JSON. */
  json(column: string, name: string): string;
}

export async function booksOf(file: string): Promise<Books> {
  const database = new Sqlite(file, { readonly: true });
  try {
    database.exec('begin');
    return await read({
      texts: async (sql) => database.prepare(sql).pluck().all() as string[],
      json: (column, name) => `json_extract(${column}, '$.${name}')`,
    });
  } finally {
    database.close();
  }
}

/** @param url of somebody who sees through row-level security */
export async function booksOfPostgres(url: string): Promise<Books> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await read({
      texts: async (sql) =>
        (await client.query({ text: sql, rowMode: 'array' })).rows.map(([value]: string[]) => value as string),
      json: (column, name) => `(${column} ->> '${name}')`,
    });
  } finally {
    await client.end();
  }
}

async function read({ texts, json }: Moment): Promise<Books> {
  const facts = (event: string, name: string) =>
    texts(`select ${json('payload', name)} from outbox where name = '${event}'`);
  const kept = (operation: string, name: string) =>
    texts(`select ${json('answer', name)} from idempotency_keys where operation = '${operation}'`);
  const tree = (type: string) => texts(`select id from resources where type = '${type}'`);
  const courses = await texts('select id from courses');
  const lessons = await texts('select id from lessons');
  const sections = await texts('select id from sections');
  const published = await texts(`select id from courses where status = 'published'`);
  const enrolled = await texts('select course from enrollments');
  const halves = [
    ...differences('courses and their place in the tree', courses, await tree('course')),
    ...differences('courses and course.created', courses, await facts('course.created', 'courseId')),
    ...differences('courses and the answers that made them', courses, await kept('courses.create', 'id')),
    ...differences('sections and their place in the tree', sections, await tree('section')),
    ...differences('sections and the answers that made them', sections, await kept('courses.addSection', 'id')),
    ...differences('lessons and their place in the tree', lessons, await tree('lesson')),
    ...differences('lessons and lesson.added', lessons, await facts('lesson.added', 'lessonId')),
    ...differences('lessons and the answers that made them', lessons, await kept('courses.addLesson', 'id')),
    ...differences('published and course.published', published, await facts('course.published', 'courseId')),
    ...differences('published and the answers that published', published, await kept('courses.publish', 'id')),
    ...differences('enrolments and enrollment.enrolled', enrolled, await facts('enrollment.enrolled', 'courseId')),
    ...differences('enrolments and the answers that made them', enrolled, await kept('enrollment.enroll', 'courseId')),
    ...differences(
      'enrolments and the roles they give',
      enrolled,
      await texts(
        `select r.id from role_assignments a join resources r on r.id = a."on" where a.gives = 'learner' and a.kind = 'role' and r.type = 'course'`,
      ),
    ),
    ...differences(
      'audit records and the answers kept',
      await texts(
        `select operation || ' ' || ${json('facts', 'digest')} from audit_entries where outcome = 'done' and via = 'http' and operation not like 'auth.%'`,
      ),
      await texts(`select operation || ' ' || digest from idempotency_keys`),
    ),
    // The school's first steps are nobody's request.
    ...(await texts(
      `select 'no audit record for ' || name || ' of request ' || request from outbox where request <> 'identity' and request not in (select request from audit_entries where outcome = 'done')`,
    )),
  ];
  const keys = await texts('select key from idempotency_keys order by key');
  const answers = await texts('select cast(answer as text) from idempotency_keys order by key');
  const titles = 'select title from courses union all select title from sections union all select title from lessons';
  return {
    answers: new Map(keys.map((key, i) => [key, JSON.parse(answers[i]!) as Record<string, unknown>])),
    titles: new Set(await texts(titles)),
    migrations: Number((await texts('select count(*) from schema_migrations'))[0]),
    halves,
  };
}

/** As bags: something twice is a difference too. */
function differences(what: string, left: readonly string[], right: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const one of left) count.set(one, (count.get(one) ?? 0) + 1);
  for (const one of right) count.set(one, (count.get(one) ?? 0) - 1);
  const odd = [...count]
    .filter(([, times]) => times !== 0)
    .map(([one, times]) => `${one} (${times > 0 ? 'left' : 'right'})`);
  return odd.length === 0 ? [] : [`${what} differ in ${odd.length}: ${odd.slice(0, 3).join(', ')}`];
}
