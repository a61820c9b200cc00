// Who asks chooses Host, path and headers. None of it ends in what others open: links, mails, redirects, what is kept.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { ask, signIn } from '../http/prepared-school.ts';
import { everyOperation } from './every-operation.ts';

// Hundreds of requests, each on a connection of its own.
vi.setConfig({ testTimeout: 90_000 });

const evil = 'evil.example';
const forged = {
  'x-forwarded-host': evil,
  'x-forwarded-proto': 'https',
  'x-forwarded-for': '203.0.113.9',
  'x-original-url': '/api/users',
  'x-rewrite-url': '/api/users',
  forwarded: `host=${evil};proto=https`,
};

/** Everything that is kept, as text. */
async function kept(school: Awaited<ReturnType<typeof everyOperation>>['school']): Promise<string> {
  const tables = await school.database.rawAll(
    `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`,
  );
  const rows = [];
  for (const { name } of tables) rows.push(await school.database.rawAll(`select * from "${String(name)}"`));
  const files = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
      one.isDirectory()
        ? files(join(folder, one.name))
        : /\.(eml|txt|html|json)$/.test(one.name)
          ? [readFileSync(join(folder, one.name), 'utf8')]
          : [],
    );
  return JSON.stringify(rows) + files(school.directory).join('\n');
}

it('a forged Host leads nobody anywhere: not in a mail, not in a redirect, not in anything that is kept', async () => {
  const { school, operations, cookie, call } = await everyOperation();
  await school.start();
  for (const operation of operations)
    for (const session of [{ origin: `http://${evil}`, cookie }, undefined]) {
      const answer = await call(operation, { headers: { ...forged, ...session, host: evil } });
      expect(answer.status, `${operation.id}: ${answer.text}`).toBeLessThan(500);
      expect(String(answer.headers.location ?? ''), operation.id).not.toContain(evil);
      expect(String(answer.headers['set-cookie'] ?? ''), operation.id).not.toMatch(/domain=/i);
    }
  await school.outbox.drain();
  for (let idle = 0; idle < 2; ) idle = (await school.jobs.runDue()) === 0 ? idle + 1 : 0;
  const found = (await kept(school)).match(new RegExp(`.{0,120}${evil.replace('.', '\\.')}.{0,60}`, 'g')) ?? [];
  expect(found).toEqual([]);
});

it('X-Forwarded-* of a client change no address where no proxy is trusted, and none where the school knows its own', async () => {
  for (const options of [
    {},
    { url: 'https://learn.example.org' },
    { url: 'https://learn.example.org', trustProxy: true },
  ]) {
    const { url, operations, call, cookie } = await everyOperation(options);
    const own = options.url ?? url;
    const origin = { origin: new URL(own).origin };
    const answers = [
      await ask(`${url}/api/openapi.json`, { headers: forged }),
      await call(operations.find(({ id }) => id === 'auth.invite')!, { headers: { ...forged, ...origin, cookie } }),
    ];
    for (const { text, status } of answers) {
      expect([status, text.includes(evil)]).toEqual([200, false]);
      expect(text).toContain(own);
    }
  }
});

it('the cookie of a session is out of reach of scripts and other sites, and of plain http where there is https', async () => {
  const flags = async (options: Parameters<typeof everyOperation>[0], headers: Record<string, string> = {}) => {
    const { url } = await everyOperation(options);
    return (await signIn(url + (options?.basePath ?? ''), headers)).set
      .split('; ')
      .slice(1)
      .filter((flag) => !flag.startsWith('Max-Age'))
      .sort();
  };
  expect(await flags({})).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
  const secure = ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'];
  expect(await flags({ url: 'https://learn.example.org' }, { origin: 'https://learn.example.org' })).toEqual(secure);
  expect(await flags({ trustProxy: true }, { 'x-forwarded-proto': 'https' })).toEqual(secure);
  expect(await flags({}, { 'x-forwarded-proto': 'https' })).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
});

it('no spelling of a path opens what is not open', async () => {
  const { url, operations, cookie } = await everyOperation();
  const closed = operations.filter((one) => !one.isPublic && one.method === 'GET');
  expect(closed.length).toBeGreaterThan(20);
  const dots = (path: string, how: string) => `/api/auth/session/${how}/${how}/${how}${path.replace('/api', '/api')}`;
  for (const { path, id } of closed) {
    const plain = path.replaceAll(/\{\w+\}/g, 'x');
    const spellings = [
      `/${plain}`,
      plain.replace('/api/', '/api//'),
      plain.replace('/api/', '/API/'),
      plain.replace('/api/', '/%61pi/'),
      plain.replace('/api/', '/api/./'),
      plain.replace('/api/', '/api%2f'),
      plain.replace('/api/', '\\api\\'),
      dots(plain, '..'),
      dots(plain, '%2e%2e'),
      dots(plain, '.%2e'),
      `${plain}/`,
      `${plain}//`,
      `${plain};a=b`,
      `${plain}%00`,
      `${plain}%20`,
      `${plain}.json`,
      `${plain}?_method=GET`,
      `${plain}#x`,
    ];
    for (const spelling of spellings) {
      const { status, text } = await ask(url, { path: spelling });
      const about = `${id} as ${spelling} answered ${status} ${text.slice(0, 200)}`;
      expect([400, 401, 403, 404, 405, 422], about).toContain(status);
      expect(status, about).toBeLessThan(500);
    }
  }
  // The same are answered to who may, so that a refusal above is one of somebody.
  expect((await ask(url, { path: '/api/users/me', headers: { cookie } })).status).toBe(200);
});
