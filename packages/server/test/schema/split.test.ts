import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitStatements } from '../../src/schema/split.ts';

const texts = (sql: string) => splitStatements(sql).map((statement) => statement.text);

const pieces = [
  `select 1`,
  `select ';', 'it''s; fine', "a;""b" from "t;"`,
  `select 'a\\'`,
  `select E'a\\';b'`,
  `select e'\\\\', 1`,
  `do $$ begin perform 1; end; $$`,
  `do $body$ select '$$;' ; -- ' " \n $body$`,
  `insert into t values (1, -- one; 'quote\n 2)`,
  `insert into t values (1 /* ; ' " $$ */, 2)`,
  `create trigger a after insert on t begin update t set x = case when new.x then 1 else 2 end; delete from u; end`,
  `create temp trigger a after update of b on t when old.b is not new.b begin insert into u values (';'); end`,
  `create trigger s after insert on t for each row execute function f()`,
  `create or replace function f() returns int language sql begin atomic select 1; select case when true then 2 end; end`,
  `create function g() returns trigger language plpgsql as $$\nbegin\n  return null;\nend\n$$`,
  `create table trigger (begin text, ends text)`,
  `select $1, a$b$ from t`,
  `update t set "begin" = 1`,
];
const gaps = [';', ';\n', ' ; ', ';\n-- a comment; with \' and " and $$\n', ';/* another; */', ';;\n\n'];

describe('splitting a migration file', () => {
  // Red when the branches for comments, quoted text, dollar quotes, escaped strings or bodies are taken out one by one.
  test('finds the same statements whatever stands between and within them', () => {
    const file = fc.array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...gaps)), { maxLength: 12 });
    fc.assert(
      fc.property(file, (parts) => {
        expect(texts(parts.map(([piece, gap]) => piece + gap).join(''))).toEqual(parts.map(([piece]) => piece));
      }),
      { numRuns: 2_000 },
    );
  });

  test('tells the line on which each statement begins', () => {
    const lines = splitStatements(`-- head\n\nselect 1;\n/* a\n b */ select\n2;\n\nselect 3`).map(
      (statement) => statement.line,
    );
    expect(lines).toEqual([3, 5, 8]);
  });

  test.each([
    [`select 1;\nselect 'open`, `line 2: ' is never closed`],
    [`select "open`, `line 1: " is never closed`],
    [`do $x$ begin; $y$`, 'line 1: $x$ is never closed'],
    [`select 1 /* open`, 'line 1: /* is never closed'],
    // Postgres would end this at the second closing, SQLite at the first.
    [`/* a /* b */ c */ select 1`, 'line 1: a comment within a comment'],
  ])('%j is refused', (sql, message) => {
    expect(() => splitStatements(sql)).toThrow(message);
  });
});
