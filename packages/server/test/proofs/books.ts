// What a school's file says was done, read beside the running server: every table that a write leaves a trace in.
import Sqlite from 'better-sqlite3';

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

export function booksOf(file: string): Books {
  const database = new Sqlite(file, { readonly: true });
  try {
    database.exec('begin'); // one moment for all of it: the server goes on
    const texts = (sql: string) => database.prepare(sql).pluck().all() as string[];
    const facts = (event: string, name: string) =>
      texts(`select json_extract(payload, '$.${name}') from outbox where name = '${event}'`);
    const kept = (operation: string, name: string) =>
      texts(`select json_extract(answer, '$.${name}') from idempotency_keys where operation = '${operation}'`);
    const tree = (type: string) => texts(`select id from resources where type = '${type}'`);
    const courses = texts('select id from courses');
    const lessons = texts('select id from lessons');
    const sections = texts('select id from sections');
    const published = texts(`select id from courses where status = 'published'`);
    const enrolled = texts('select course from enrollments');
    const halves = [
      ...differences('courses and their place in the tree', courses, tree('course')),
      ...differences('courses and course.created', courses, facts('course.created', 'courseId')),
      ...differences('courses and the answers that made them', courses, kept('courses.create', 'id')),
      ...differences('sections and their place in the tree', sections, tree('section')),
      ...differences('sections and the answers that made them', sections, kept('courses.addSection', 'id')),
      ...differences('lessons and their place in the tree', lessons, tree('lesson')),
      ...differences('lessons and lesson.added', lessons, facts('lesson.added', 'lessonId')),
      ...differences('lessons and the answers that made them', lessons, kept('courses.addLesson', 'id')),
      ...differences('published courses and course.published', published, facts('course.published', 'courseId')),
      ...differences('published courses and the answers that published them', published, kept('courses.publish', 'id')),
      ...differences('enrolments and enrollment.enrolled', enrolled, facts('enrollment.enrolled', 'courseId')),
      ...differences('enrolments and the answers that made them', enrolled, kept('enrollment.enroll', 'courseId')),
      ...differences(
        'enrolments and the roles they give',
        enrolled,
        texts(
          `select r.id from role_assignments a join resources r on r.id = a."on" where a.role = 'learner' and r.type = 'course'`,
        ),
      ),
      ...differences(
        'audit records and the answers kept',
        texts(
          `select operation || ' ' || json_extract(facts, '$.digest') from audit_entries where outcome = 'done' and via = 'http' and operation not like 'auth.%'`,
        ),
        texts(`select operation || ' ' || digest from idempotency_keys`),
      ),
      // The school's first steps are nobody's request.
      ...texts(
        `select 'no audit record for ' || name || ' of request ' || request from outbox where request <> 'identity' and request not in (select request from audit_entries where outcome = 'done')`,
      ),
    ];
    const answers = database.prepare('select key, answer from idempotency_keys').all() as {
      key: string;
      answer: string;
    }[];
    return {
      answers: new Map(answers.map(({ key, answer }) => [key, JSON.parse(answer) as Record<string, unknown>])),
      titles: new Set(
        texts('select title from courses union all select title from sections union all select title from lessons'),
      ),
      migrations: texts('select count(*) from schema_migrations')[0] as unknown as number,
      halves,
    };
  } finally {
    database.close();
  }
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
