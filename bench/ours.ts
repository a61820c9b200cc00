// A real school under load: academy plugins, SQLite with durable commits, sign-in by key.
import { mkdirSync } from 'node:fs';
import { academy } from '@lectern/academy';
import { authenticatorSlot, setupSlot } from '@lectern/kit';
import { createClient } from '@lectern/sdk';
import { createServer, serveSchool } from '@lectern/server';

const directory = process.argv[2]!;
mkdirSync(directory, { recursive: true });
const school = createServer({
  plugins: academy,
  database: 'data/school.db',
  directory,
  requestsPerMinute: 1e9,
  logLevel: 'warn',
});
await school.migrate();
await school.outbox.prepare();
const owner = { name: 'Ana Ibarra', email: 'ana@example.org', password: 'a long sentence' };
await school.host.fillsOf(setupSlot)[0]!.prepare({ schoolName: 'Bench', owner });
const lms = createClient({
  url: 'http://bench.local',
  headers: { 'lectern-as': owner.email },
  server: { fetch: (request) => school.fetch(request, { local: true }) },
});
const { key } = await lms.auth.createKey({ name: 'bench' });
const ids: string[] = [];
for (let i = 0; i < 500; i++) ids.push((await lms.courses.create({ title: `Course ${i}` })).id);
const [first] = ids;
const section = await lms.courses.addSection({ courseId: first!, title: 'One' });
await lms.courses.addLesson({ sectionId: section.id, title: 'Lesson' });
void authenticatorSlot;

const serving = await serveSchool(school, { directory, host: '127.0.0.1', port: 0, basePath: '' });
process.send!({ url: serving.url, headers: { authorization: `Bearer ${key}` }, section: section.id });
process.on('message', async (message) => {
  if (message === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send!({ cpu: user + system });
  }
  if (message === 'stop') {
    await serving.close();
    process.exit(0);
  }
});
