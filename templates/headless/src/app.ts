// Somebody's own application: its own pages, its own sign-in, and a school below /learn.
import { academy } from '@lectern/academy';
import { createServer, type School } from '@lectern/server';
import { Hono } from 'hono';

/** The application knows its people already; here a header stands for its session. */
const people = new Map([['ana-session', { email: 'ana@example.org', name: 'Ana Ibarra' }]]);
const authenticate = async (request: Request) => people.get(request.headers.get('x-session') ?? '');

export async function createApp(directory: string): Promise<{ app: Hono; school: School }> {
  const school = createServer({
    plugins: academy,
    database: 'data/school.db',
    directory,
    basePath: '/learn',
    authenticate,
    logLevel: 'warn',
  });
  await school.migrate();
  await school.start();
  const app = new Hono();
  app.get('/', (c) => c.text('The application itself'));
  app.all('/learn/*', (c) => school.fetch(c.req.raw));
  return { app, school };
}
