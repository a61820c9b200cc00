// A school with media, served by a process of its own. Says on one line where it is.
import { academy } from '@lectern/academy';
import { createServer, serveSchool } from '@lectern/server';

const [directory = ''] = process.argv.slice(2);
const school = createServer({
  plugins: academy,
  database: 'data/school.db',
  directory,
  logLevel: 'error',
  settings: { media: { partSize: 1_000_000 } },
});
await school.migrate();
const { url } = await serveSchool(school, { directory, host: '127.0.0.1', port: 0, basePath: '' });
process.stdout.write(`${JSON.stringify({ url })}\n`);
