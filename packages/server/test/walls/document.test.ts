// What the proofs begin with: the document names all that the school answers, and says truly what is open to anybody.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Described, operationsIn, requestTo } from '../../src/testing/document.ts';
import { openTestSchool, type TestSchool } from '../../src/testing/school.ts';
import { academy } from '../proofs/academy.ts';

let school: TestSchool;
let operations: readonly Described[];
beforeAll(async () => {
  school = await openTestSchool(academy, 'sqlite');
  const visitor = await school.person('visitor');
  operations = operationsIn((await (await visitor.fetch('/api/openapi.json')).json()) as never);
});
afterAll(() => school?.close());

/** Answered without being operations: nothing of any organization is in them, and /api/mcp only asks operations in its turn. */
const beside = [
  ...['/healthz', '/readyz', '/metrics', '/api/openapi.json', '/api/docs', '/api/docs.js', '/api/docs.css'],
  '/api/mcp',
];

test('there is no address but those of its operations and of the house itself', () => {
  const told = new Set(operations.map(({ path }) => path.replaceAll(/\{(\w+)\}/g, ':$1')));
  const answered = school.server.app.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path);
  expect(answered.length).toBeGreaterThan(80);
  expect([...new Set(answered)].filter((path) => !told.has(path)).sort()).toEqual([...beside].sort());
  expect([...told].filter((path) => !answered.includes(path))).toEqual([]);
});

test('each is open to a visitor exactly when it says so', async () => {
  const visitor = await school.person('visitor');
  for (const operation of operations) {
    expect(operation.isPublic, operation.id).toBe(operation.needs === 'public');
    if (operation.id === 'realtime.listen') continue;
    const { path, init } = requestTo(operation, operation.example);
    const { status } = await visitor.fetch(path, { ...init, headers: { ...init.headers, 'lectern-preview': 'true' } });
    // A door answers 401 to a wrong password; nothing else that is open asks who is there.
    if (!operation.isPublic) expect(status, operation.id).toBe(401);
    else expect(status === 401 ? (operation.changes ? 'a door' : 'closed') : status < 500, operation.id).toBeTruthy();
  }
});

test('every operation shows an example, so that each can be tried', () => {
  const mute = operations.filter(({ example, fields }) =>
    fields.some(({ name, required }) => required && !(name in example)),
  );
  expect(mute.map(({ id }) => id)).toEqual([]);
});
