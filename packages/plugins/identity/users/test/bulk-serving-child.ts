// A school in a process of its own, to be killed. Says on one line where it is.
import { flushCompileCache } from 'node:module';
import { academy } from '@lectern/academy';
import { createServer, serveSchool } from '@lectern/server';

const [directory = ''] = process.argv.slice(2);
const school = createServer({ plugins: academy, database: 'data/school.db', directory, logLevel: 'error' });
const { url } = await serveSchool(school, { directory, host: '127.0.0.1', port: 0, basePath: '' });
flushCompileCache();
process.stdout.write(`${JSON.stringify({ url })}\n`);
