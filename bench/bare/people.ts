// The bare twin of the people's import: the same parser as its documentation uses it, and prepared statements for the same
// rows (account, membership, search index, event), with as many commits. No validation, no question who is there already.
// `node bare/people.ts FOLDER FILE` prints one line.
import { createReadStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse';

const [directory = '', file = ''] = process.argv.slice(2);
/** As many rows share a commit as in ours. */
const batch = 250;
mkdirSync(directory, { recursive: true });
const database = new Database(join(directory, 'bare.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(
  readFileSync(
    join(import.meta.dirname, '../../packages/plugins/identity/users/migrations/sqlite/0001_initial.sql'),
    'utf8',
  ),
);
database.exec(`
  create table memberships (org_id text not null, user_id text not null, state text not null, joined_at text not null, changed_at text not null, primary key (org_id, user_id)) strict, without rowid;
  create index memberships_by_user on memberships (user_id);
  create index memberships_by_state on memberships (org_id, state);
  create table outbox (xid integer not null, seq integer not null, id text not null, at text not null, org text, request text not null, name text not null, version integer not null, payload text not null, primary key (xid, seq)) without rowid;
`);
const idle = process.resourceUsage().maxRSS;
const begun = performance.now();
const before = process.cpuUsage();
const account = database.prepare('insert into users (id, name, sort_key, email, created_at) values (?, ?, ?, ?, ?)');
const membership = database.prepare("insert into memberships values ('org', ?, 'active', ?, ?)");
const event = database.prepare("insert into outbox values (0, ?, ?, ?, 'org', 'import', 'user.joined', 1, ?)");
let rows = 0;
const write = database.transaction((people: readonly Readonly<Record<string, string>>[]) => {
  for (const { email = '', first_name = '', last_name = '' } of people) {
    const id = `${Date.now().toString(16)}-${String(rows++).padStart(20, '0')}`;
    const now = new Date().toISOString();
    const name = `${first_name} ${last_name}`;
    account.run(id, name, name.toLowerCase(), email.toLowerCase(), now);
    membership.run(id, now, now);
    event.run(rows, id, now, `{"userId":"${id}"}`);
  }
});
let waiting: Record<string, string>[] = [];
for await (const row of createReadStream(file).pipe(parse({ columns: true }))) {
  waiting.push(row as Record<string, string>);
  if (waiting.length < batch) continue;
  write(waiting);
  waiting = [];
}
write(waiting);
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    created: rows,
    cpu: (user + system) / 1_000,
    milliseconds: performance.now() - begun,
    memory: process.resourceUsage().maxRSS * 1_024,
    idle: idle * 1_024,
  }),
);
