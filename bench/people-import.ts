// A school that imports one file of people, in a process of its own: `node people-import.ts FOLDER FILE` prints one line.
import { createReadStream, mkdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { academy } from '@lectern/academy';
import { setupSlot } from '@lectern/kit';
import { createClient } from '@lectern/sdk';
import { createServer } from '@lectern/server';

const [directory = '', file = ''] = process.argv.slice(2);
mkdirSync(directory, { recursive: true });
const school = createServer({
  plugins: academy,
  database: 'data/school.db',
  directory,
  requestsPerMinute: 1e9,
  logLevel: 'warn',
});
await school.migrate();
const owner = { name: 'Ana Ibarra', email: 'ana@example.org', password: 'a long sentence' };
await school.outbox.prepare();
await school.host.fillsOf(setupSlot)[0]!.prepare({ schoolName: 'Bench', owner });
await school.start();
const lms = createClient({
  url: 'http://bench.local',
  headers: { 'lectern-as': owner.email },
  server: { fetch: (request) => school.fetch(request, { local: true }) },
});
const pagesBefore = process.resourceUsage().maxRSS;
const begun = performance.now();
const before = process.cpuUsage();
const body = Readable.toWeb(createReadStream(file)) as unknown as BodyInit;
const answer = await lms.request('/api/users/imports?name=people.csv', {
  method: 'POST',
  body,
  duplex: 'half',
} as RequestInit);
const { id: importId } = (await answer.json()) as { id: string };
let state = await lms.users.runImport({ importId });
while (state.state === 'waiting' || state.state === 'running') {
  await new Promise((done) => setTimeout(done, 20));
  state = await lms.users.import({ importId });
}
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    created: state.counts.created,
    cpu: (user + system) / 1_000,
    milliseconds: performance.now() - begun,
    memory: process.resourceUsage().maxRSS * 1_024,
    idle: pagesBefore * 1_024,
  }),
);
await school.stop(0);
process.exit(0);
