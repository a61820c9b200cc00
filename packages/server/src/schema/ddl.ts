// The statements of a list of changes, in either dialect.
import type { Dialect } from '@lectern/kit';
import { postgresStatements } from './ddl-postgres.ts';
import { sqliteStatements } from './ddl-sqlite.ts';
import { type Change, differenceOf } from './diff.ts';
import { emptySnapshot, type Snapshot } from './snapshot.ts';

/** Statements without their closing semicolons, in order. */
export const statementsOf = (dialect: Dialect, changes: readonly Change[]): string[] =>
  changes.flatMap(dialect === 'sqlite' ? sqliteStatements : postgresStatements);

/** The whole schema at once, as an empty database would get it. */
export const creationOf = (dialect: Dialect, snapshot: Snapshot): string[] =>
  statementsOf(dialect, differenceOf(emptySnapshot, snapshot).changes);
