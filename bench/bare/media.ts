// The bare twin of the media library: Hono and streams. A part is appended to a file with its SHA-256 taken on the way and
// synced, and a row says how far the file has come; a download is a read stream. No resuming, no sniffing, nothing verified.
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type HttpBindings, serve } from '@hono/node-server';
import Database from 'better-sqlite3';
import { Hono } from 'hono';

const directory = process.argv[2]!;
mkdirSync(directory, { recursive: true });
const database = new Database(join(directory, 'bare.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(
  'create table parts (upload text not null, start integer not null, size integer not null, digest text not null, primary key (upload, start)) without rowid; create table items (id text primary key, size integer not null, added_at text not null)',
);
const insertPart = database.prepare('insert into parts values (?, ?, ?, ?)');
const deleteParts = database.prepare('delete from parts where upload = ?');
const insertItem = database.prepare('insert or replace into items values (?, ?, ?)');
/** With the last part: as many commits as there are parts. */
const finish = database.transaction((id: string, size: number) => {
  insertItem.run(id, size, new Date().toISOString());
  deleteParts.run(id);
});
const fileOf = (id: string) => join(directory, `${id}.bin`);

const app = new Hono<{ Bindings: HttpBindings }>();
app.patch('/files/:id', async (c) => {
  const [id, start, length] = [
    c.req.param('id'),
    Number(c.req.header('upload-offset')),
    Number(c.req.header('upload-length')),
  ];
  const incoming = `${fileOf(id)}.incoming`;
  const file = await open(incoming, start === 0 ? 'w' : 'a');
  const hash = createHash('sha256');
  let end = start;
  for await (const chunk of c.env.incoming as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await file.writeFile(chunk);
    end += chunk.byteLength;
  }
  await file.sync();
  await file.close();
  if (end === length) {
    await rename(incoming, fileOf(id));
    finish(id, length);
  } else insertPart.run(id, start, end - start, hash.digest('hex'));
  return c.body(null, 204, { 'upload-offset': String(end) });
});
app.get('/files/:id', async (c) => {
  const file = fileOf(c.req.param('id'));
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(c.req.header('range') ?? '') ?? [];
  const range = first && last ? { start: Number(first), end: Number(last) } : undefined;
  const length = range ? range.end - range.start + 1 : (await stat(file)).size;
  const body = Readable.toWeb(createReadStream(file, range)) as ReadableStream;
  return c.body(body, range ? 206 : 200, { 'content-length': String(length) });
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
