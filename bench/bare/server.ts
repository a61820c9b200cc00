// The bare twin: Hono and prepared better-sqlite3 statements, the same rows read and written, the same durable commits,
// and nothing else: no session, no permission, no validation.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import Database from 'better-sqlite3';
import { Hono } from 'hono';

const directory = process.argv[2]!;
mkdirSync(directory, { recursive: true });
const database = new Database(join(directory, 'bare.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`
  create table if not exists users (id text primary key, name text not null, email text not null, locale text, created_at text not null) without rowid;
  create table if not exists lessons (id text primary key, org_id text not null, course text not null, section text not null, slug text not null, title text not null, position text not null, minutes integer not null);
  create table if not exists resources (id text primary key, org_id text not null, type text not null, parent text, owner text, path text not null);
  create table if not exists courses (id text primary key, org_id text not null, slug text not null, title text not null, sort_key text not null, summary text not null, author text not null, language text not null, status text not null, lessons integer not null, minutes integer not null, changed_at text not null);
  create table if not exists outbox (seq integer primary key, id text not null, org_id text, name text not null, version integer not null, payload text not null, request text not null, at text not null);
  create table if not exists audit_entries (id text primary key, org_id text not null, at text not null, actor text not null, operation text not null, outcome text not null, facts text not null, request text not null);
  create table if not exists answers (org_id text not null, lesson text not null, user_id text not null, attempt integer not null, question text not null, answer text not null, at text not null, primary key (org_id, lesson, user_id, attempt, question)) without rowid;
  create index if not exists courses_by_change on courses (org_id, changed_at);
  create index if not exists resources_by_path on resources (org_id, path);
`);
const now = new Date().toISOString();
const insertUser = database.prepare('insert or ignore into users values (?, ?, ?, ?, ?)');
const insertCourse = database.prepare('insert into courses values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
const insertResource = database.prepare('insert into resources values (?, ?, ?, ?, ?, ?)');
const insertEvent = database.prepare(
  'insert into outbox (id, org_id, name, version, payload, request, at) values (?, ?, ?, ?, ?, ?, ?)',
);
const insertRecord = database.prepare('insert into audit_entries values (?, ?, ?, ?, ?, ?, ?, ?)');
insertUser.run('u1', 'Ana Ibarra', 'ana@example.org', null, now);
const addCourse = database.transaction((id: string, title: string) => {
  insertCourse.run(id, 'o', id, title, title, '', 'Ana Ibarra', 'en', 'draft', 0, 0, now);
  insertResource.run(id, 'o', 'course', 'o', 'u1', `/o/${id}/`);
});
if (process.argv[3] !== 'empty') for (let i = 0; i < 500; i++) addCourse(`c${i}`, `Course ${i}`);

const user = database.prepare('select id, name, email, locale, created_at as createdAt from users where id = ?');
const page = database.prepare(
  'select c.id, slug, title, summary, author, language, status, lessons, minutes, changed_at as changedAt from courses c join resources r on r.id = c.id where c.org_id = ? and r.org_id = ? and r.path >= ? and r.path < ? order by changed_at desc, c.id desc limit ?',
);
const rename = database.prepare('update users set name = ? where id = ?');
const putAnswer = database.prepare(
  'insert into answers values (?, ?, ?, ?, ?, ?, ?) on conflict do update set answer = excluded.answer, at = excluded.at',
);
let count = 0;
const renameWithTrail = database.transaction((name: string) => {
  const id = `x${process.pid}-${count++}`;
  const at = new Date().toISOString();
  rename.run(name, 'u1');
  insertEvent.run(id, 'o', 'user.changed', 1, JSON.stringify({ userId: 'u1' }), id, at);
  insertRecord.run(id, 'o', at, 'u1', 'users.updateMe', 'done', '{}', id);
});

const app = new Hono();
app.get('/me', (c) => c.json(user.get('u1') as object));
app.get('/courses', (c) => c.json({ items: page.all('o', 'o', '/o/', '/o0', 25), next: null }));
app.post('/me', async (c) => {
  const { name } = await c.req.json<{ name: string }>();
  renameWithTrail.immediate(name);
  return c.json(user.get('u1') as object);
});
app.put('/answers/:question', async (c) => {
  const { answer } = await c.req.json<{ answer: number }>();
  putAnswer.run(
    'o',
    'l1',
    'u1',
    1,
    c.req.param('question'),
    JSON.stringify({ value: answer }),
    new Date().toISOString(),
  );
  return c.json({ done: true });
});
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.send!({ url: `http://127.0.0.1:${port}`, headers: {}, ids: {} }),
);
process.on('message', (message) => {
  if (message === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send!({ cpu: user + system });
  }
  if (message === 'stop') {
    server.close();
    process.exit(0);
  }
});
