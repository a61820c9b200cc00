// What is secret is marked and passed through every operation of the school's own document, refused and done; then it is
// looked for in everything that is kept or told beside the thing itself. Red with the answer of a secret operation kept for
// its Idempotency-Key, and with texts of the input kept by `auditFacts` as ids are.
import { type AnyOperation, runInScope, system } from '@lectern/kit';
import { expect, test } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import { type Described, operationsIn, requestTo } from '../../src/testing/document.ts';
import { inputsFor, knownFrom } from '../../src/testing/guesses.ts';
import type { Input } from '../../src/testing/places.ts';
import { rowsOf, tablesOf } from '../../src/testing/rows.ts';
import type { TestSchool } from '../../src/testing/school.ts';
import { openSchool, owner } from '../http/prepared-school.ts';

/** Named so, a field is taken for a secret whether its contract says it or not. */
const soundsSecret = /^(password|newPassword|secret|clientSecret|token|ticket|credential|recoveryCode|apiKey)$/;
/** Everything that is kept of calls beside what they change, and what other systems and people get to read. */
const kept = [
  'audit_entries',
  'audit_logs',
  'audit_nodes',
  'audit_heads',
  'audit_statements',
  'audit_holds',
  'outbox',
  'outbox_failures',
  'jobs',
  'idempotency_keys',
  'behaviour_events',
];
const mostTries = 6;

test('secrets never appear in the log, in events, in jobs, in kept answers, in log lines, or in what is refused', {
  timeout: 280_000,
}, async () => {
  const lines: string[] = [];
  const school = await openSchool({ log: createLog('debug', { write: (line: string) => void lines.push(line) }) });
  const { host, database } = school;
  const tested = { server: school, inside: school.inside } as unknown as TestSchool;
  for (const { contract, seed } of host.specs)
    await school.inside(async () => seed?.(host.serviceOf(contract.id), host.contextOf(contract.id), 'tiny'));
  const home = await school.inside(async () => String((await database.rawAll('select id from organizations'))[0]!.id));
  const known = knownFrom(await rowsOf(tested, home), tablesOf(host));

  const marks: string[] = [];
  const answered: string[] = [];
  const refusals: string[] = [];
  const mark = (what: string) => {
    const made = `MARK${marks.length}x${what.replace(/\W/g, '')}`;
    marks.push(made);
    return made;
  };
  async function ask(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers: Record<string, string> },
    as?: string,
  ) {
    const headers = { ...init.headers, 'idempotency-key': `key-${marks.length}`, ...(as && { 'lectern-as': as }) };
    const request = new Request(`http://school.test${path}`, { ...init, headers });
    const answer = await school.fetch(request, as ? { local: true } : {});
    const text = answer.headers.get('content-type')?.includes('json') ? await answer.text() : '';
    if (answer.status >= 400) refusals.push(text);
    return { status: answer.status, text, cookies: answer.headers.getSetCookie() };
  }

  const document = operationsIn(school.openApi('http://school.test') as never);
  const specOf = ({ id }: Described): AnyOperation | undefined => host.mounted.find((one) => one.id === id)?.operation;
  let [passed, done] = [0, 0];
  for (const operation of document) {
    const declared = specOf(operation)?.spec.secret ?? [];
    const secret = operation.fields
      .map(({ name }) => name)
      .filter((name) => declared.includes(name) || soundsSecret.test(name));
    let tries = 0;
    for (const { input } of inputsFor(operation, known)) {
      if (++tries > (secret.length > 0 || declared.length > 0 ? mostTries : 1)) break;
      const marked = Object.fromEntries(
        secret
          .filter((name) => input[name] !== undefined)
          .map((name) => [name, withMark(input[name], mark(`${operation.id}.${name}`))]),
      );
      passed += Object.keys(marked).length;
      const { path, init } = requestTo(operation, { ...input, ...marked } as Input);
      // Who asks shows a secret, too: one that opens something, and one that does not.
      const stranger = { authorization: `Bearer ls_${mark('bearer')}`, cookie: `lectern_session=${mark('cookie')}` };
      await ask(path, { ...init, headers: { ...(init.headers as Record<string, string>), ...stranger } });
      const answer = await ask(path, init, owner.email);
      if (answer.status >= 400) continue;
      done++;
      for (const name of declared) answered.push(...valuesOf(answer.text, name));
      break;
    }
  }
  const signedIn = await ask('/api/auth/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: owner.email, password: owner.password }),
  });
  for (const cookie of signedIn.cookies) answered.push(cookie.split(';')[0]!.split('=')[1]!);
  expect(passed, 'secrets passed in').toBeGreaterThan(30);
  expect(answered.length, 'secrets answered').toBeGreaterThan(3);
  expect(done, 'operations done').toBeGreaterThan(60);

  const secrets = [...marks, ...answered.filter((one) => one.length >= 8), owner.password];
  const found: string[] = [];
  const look = (where: string, text: string) => {
    for (const one of secrets) if (text.includes(one)) found.push(`${one} in ${where}`);
  };
  await school.inside(() => host.contextOf('audit').audit.verify());
  await runInScope({ actor: system, org: undefined, request: 'secrets', via: 'kernel' }, async () => {
    for (const table of kept) look(table, JSON.stringify(await database.rawAll(`select * from "${table}"`)));
  });
  look('log lines', lines.join(''));
  look('refusals', refusals.join('\n'));
  expect(found).toEqual([]);
});

/** In the place of the value, or of every text in it. */
function withMark(value: unknown, mark: string): unknown {
  if (typeof value === 'string') return mark;
  if (Array.isArray(value)) return value.map((one) => withMark(one, mark));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withMark(one, mark)]));
}
/** What an answer says under this name, at any depth. */
function valuesOf(text: string, name: string): string[] {
  const values: string[] = [];
  JSON.parse(text || 'null', (key, value) => {
    if (key === name && typeof value === 'string') values.push(value);
    return value;
  });
  return values;
}
