// A school served by a process of its own, as `lms serve` does it, without the screens. Says on one line where it is.
import { flushCompileCache } from 'node:module';
import type { Plugin } from '@lectern/kit';
import { serveSchool } from '../../src/serve/serve.ts';
import { createServer } from '../../src/server.ts';

const [directory = '', plugins = '', database = 'data/school.db', jobs = 'table'] = process.argv.slice(2);
const { academy } = (await import(plugins)) as { academy: readonly Plugin[] };
const school = createServer({ plugins: academy, database, directory, jobs: jobs as 'table', logLevel: 'error' });
const { applied } = await school.migrate();
const { url } = await serveSchool(school, { directory, host: '127.0.0.1', port: 0, basePath: '' });
flushCompileCache(); // a process that is killed would never write it, and the next one compiles all again (1 s)
process.stdout.write(`${JSON.stringify({ url, applied: applied.length })}\n`);
