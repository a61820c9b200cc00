// A real school under load: academy plugins, SQLite with durable commits, sign-in by key. `node ours.ts FOLDER COURSES [unrecorded]`.
import { mkdirSync } from 'node:fs';
import { academy } from '@lectern/academy';
import { setupSlot } from '@lectern/kit';
import { createClient } from '@lectern/sdk';
import { createServer, serveSchool } from '@lectern/server';

const [directory = '', courses = '500', recorded] = process.argv.slice(2);
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
const { id: course } = await lms.courses.create({ title: 'Course' });
for (let i = 1; i < Number(courses); i++) await lms.courses.create({ title: `Course ${i}` });
const section = await lms.courses.addSection({ courseId: course, title: 'One' });
await lms.courses.addLesson({ sectionId: section.id, title: 'Lesson' });
const { id: quiz } = await lms.courses.addLesson({ sectionId: section.id, title: 'Quiz', kind: 'quiz' });
const choices = ['The mean', 'The middle', 'The most', 'The least'].map((text, i) => ({ text, right: i === 1 }));
await lms.assessment.write({
  lessonId: quiz,
  quiz: {
    pass: 70,
    attempts: null,
    shuffle: false,
    answers: 'end',
    questions: [{ id: 'median', type: 'single', prompt: 'What is a median?', points: 1, body: { choices } }],
  },
});
await lms.assessment.begin({ lessonId: quiz });

// For the line that tells what the record costs; no school can be run so.
if (recorded === 'unrecorded') {
  const { database } = school;
  const { run } = database;
  database.run = (query, ...input) => (query.name === 'audit.add' ? Promise.resolve(1) : run(query, ...input));
}
const serving = await serveSchool(school, { directory, host: '127.0.0.1', port: 0, basePath: '' });
process.send!({ url: serving.url, headers: { authorization: `Bearer ${key}` }, ids: { course, quiz } });
process.on('message', async (message) => {
  if (message === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send!({ cpu: user + system });
  }
  if (message === 'stop') {
    await serving.close(1_000);
    process.exit(0);
  }
});
