// What statements lead to, tried out on SQLite in memory: the proof that a migration does what it should.
import Sqlite from 'better-sqlite3';
import { introspection, schemaLines } from './introspect.ts';

/**
 * The schema that an empty database has after these statements, as of `schemaOf`.
 *
 * @throws Error with the statement that SQLite does not take
 */
export function schemaAfter(statements: readonly string[]): string[] {
  const database = new Sqlite(':memory:');
  try {
    database.pragma('foreign_keys = off');
    for (const statement of statements) {
      try {
        database.exec(statement);
      } catch (error) {
        throw new Error(`${(error as Error).message}, in\n${statement}`, { cause: error });
      }
    }
    return schemaLines(introspection.sqlite.flatMap((sql) => database.prepare<[], { line: string }>(sql).all()));
  } finally {
    database.close();
  }
}
