// What is on its way to plugins while accounts are merged: events not yet delivered that name the account that goes. They are
// readdressed, so that a certificate which is about to be issued is issued to who stays; jobs are by their driver.
import type { Dialect, Query } from '@lectern/kit';
import { across } from './statements.ts';

const replaced = {
  sqlite: (column: string) => `replace(${column}, ?, ?)`,
  postgres: (column: string) => `replace(${column}::text, ?, ?)::jsonb`,
};
const holds = {
  sqlite: (column: string) => `instr(${column}, ?) > 0`,
  postgres: (column: string) => `strpos(${column}::text, ?) > 0`,
};

/** An id is a whole string in JSON, and none of its characters is written in another way there. */
const inJson = (id: string) => `"${id}"`;

export function readdress(dialect: Dialect, from: string, into: string): Query<Record<never, never>, unknown[]> {
  const values = [inJson(from), inJson(into), inJson(from)];
  // Only what the slowest subscriber has not heard: the rest of the outbox is history, kept for a month.
  const undelivered = '("xid", "seq") > (select "xid", "seq" from "outbox_cursors" order by "xid", "seq" limit 1)';
  return across(
    `update "outbox" set "payload" = ${replaced[dialect]('"payload"')} where ${undelivered} and ${holds[dialect]('"payload"')}`,
    values,
  );
}
