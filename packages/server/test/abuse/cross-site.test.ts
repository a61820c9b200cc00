// Another site cannot make a person's browser change anything: every operation that changes something, asked with the
// owner's session as the pages of other sites can ask.
import { expect, it, vi } from 'vitest';
import { type Answer, ask, rowCounts } from '../http/prepared-school.ts';
import { everyOperation } from './every-operation.ts';

// Hundreds of requests, each on a connection of its own.
vi.setConfig({ testTimeout: 90_000 });

/** What is written of a refusal, and of a request. */
const records = [
  'audit_entries',
  'audit_heads',
  'audit_logs',
  'audit_nodes',
  'epochs',
  'sign_in_tries',
  'behaviour_events',
];
const told = ({ status, json }: Answer) => [status, json?.code];

it('from another origin, from none that is told, and from a neighbour', async () => {
  const { school, operations, cookie, call } = await everyOperation();
  const before = await rowCounts(school, records);
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: 'http://127.0.0.1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { referer: 'https://evil.example/page' },
  ];
  const changing = operations.filter((one) => one.changes);
  expect(changing.length).toBeGreaterThan(40);
  for (const operation of changing)
    for (const headers of foreign)
      expect(
        told(await call(operation, { headers: { ...headers, cookie } })),
        `${operation.id} with ${JSON.stringify(headers)}`,
      ).toEqual([403, 'not_allowed']);
  expect(await rowCounts(school, records)).toEqual(before);
});

// Was red: a form without fields, of a browser that says nothing of where it comes from, published courses and signed out.
it('by a form, whatever it calls its fields, of a browser that does not say where it comes from', async () => {
  const { school, operations, cookie, call } = await everyOperation();
  const before = await rowCounts(school, records);
  const forms = [
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'TEXT/PLAIN;charset=utf-8' },
  ];
  for (const operation of operations.filter(({ changes, method }) => changes && method === 'POST'))
    for (const headers of forms)
      for (const body of ['', '{"title":"Mine"}', 'title=Mine']) {
        const answer = await call(operation, { headers: { ...headers, cookie }, body });
        expect(
          [403, 415],
          `${operation.id} with ${headers['content-type']} ${body} answered ${answer.status}`,
        ).toContain(answer.status);
      }
  expect(await rowCounts(school, records)).toEqual(before);
});

it('and nothing that only reads changes anything, so that a picture or a link is no way in', async () => {
  const { school, operations, cookie, call } = await everyOperation();
  const before = await rowCounts(school, records);
  for (const operation of operations.filter(({ changes }) => !changes)) {
    const answer = await call(operation, {
      headers: { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    });
    expect(answer.status, `${operation.id}: ${answer.text}`).toBeLessThan(500);
    expect(answer.headers['set-cookie'], operation.id).toBeUndefined();
    expect(answer.headers['access-control-allow-origin'], operation.id).toBeUndefined();
  }
  expect(await rowCounts(school, records)).toEqual(before);
});

it('by another method: none but those of the document is answered, and no header stands in for one', async () => {
  const { school, url, operations, cookie } = await everyOperation();
  const before = await rowCounts(school, records);
  const methods = Map.groupBy(operations, ({ path }) => path);
  for (const [path, known] of methods) {
    const taken = new Set(known.map(({ method }) => (method === 'HEAD' ? 'GET' : method)));
    const address = `${url}${path.replaceAll(/\{\w+\}/g, 'x')}`;
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE'])
      if (!taken.has(method)) {
        const answer = await ask(address, { method, headers: { cookie } });
        // A fixed path of one operation may be a parameter of another's: `/mine` of `/:courseId`.
        if (answer.status === 405)
          expect(String(answer.headers.allow).split(', '), path).toEqual(expect.arrayContaining([...taken]));
        else expect([400, 403, 404, 422], `${method} ${path} answered ${answer.status}`).toContain(answer.status);
      }
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override'])
      if (taken.has('GET')) {
        const plain = await ask(address, { headers: { cookie } });
        expect((await ask(address, { headers: { cookie, [name]: 'DELETE' } })).status, path).toBe(plain.status);
      }
  }
  expect(await rowCounts(school, records)).toEqual(before);
});
